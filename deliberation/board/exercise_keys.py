"""Letters for the items of a rating, and a short name for its address."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count, product
from string import ascii_uppercase

LONGEST_SLUG = 60
_AT_THE_END = re.compile(r"\s\S*/results/(?P<wave>[\w-]+)/(?P<item>[\w-]+)\S*\s*$")


def keyed(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return each line with its letter: A to Z, then AA, AB and so on."""
    sizes = (product(ascii_uppercase, repeat=size) for size in count(1))
    letters = ("".join(each) for each in chain.from_iterable(sizes))
    return [(letter, line) for line, letter in zip(lines, letters, strict=False)]


@dataclass(frozen=True)
class RatedLine:
    """One line of a list to rate: what is rated, and the result that it rests on.

    ``wave`` and ``item`` are those of the result's address; empty without one.
    """

    title: str
    wave: str = ""
    item: str = ""


def rated_line(line: str) -> RatedLine:
    """Return a line without the address of a result that stands at its end."""
    found = _AT_THE_END.search(line)
    if found is None:
        return RatedLine(line.strip())
    return RatedLine(line[: found.start()].strip(), found["wave"], found["item"])


def slug_of(title: str, fallback: str) -> str:
    """Return a title as an address: small letters, digits and single hyphens.

    A title without any Latin letter or digit gets the fallback with ``-rating``.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:LONGEST_SLUG].strip("-") or f"{fallback}-rating"
