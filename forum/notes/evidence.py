"""What a shadow report rests on: addresses of pages, typed one a line."""

from enum import StrEnum
from urllib.parse import urlsplit

MOST = 10
"""Addresses of one report."""

LONGEST = 500
"""Characters of one address."""


class Problem(StrEnum):
    """Why a list of addresses cannot be taken. The edge has the words for each."""

    MANY = "many"
    NO_ADDRESS = "no_address"


def addresses(typed: str) -> tuple[str, ...]:
    """Return the lines that say something, each once, in their order."""
    lines = (line.strip() for line in typed.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def problem(found: tuple[str, ...]) -> Problem | None:
    """Return why these addresses cannot be taken, or None."""
    if not all(map(is_address, found)):
        return Problem.NO_ADDRESS
    return Problem.MANY if len(found) > MOST else None


def is_address(text: str) -> bool:
    """Tell whether a text is the address of a page on the web.

    Only ``http`` and ``https``, with a host, without a name and password in it,
    which could make it look like another site.
    """
    if len(text) > LONGEST or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        parts.port  # noqa: B018  # looks whether it is a number
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and "." in host.strip(".")
        and "@" not in parts.netloc
    )
