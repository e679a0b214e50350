"""Letters for the items of a rating, and a short name for its address."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain, count, product
from string import ascii_uppercase

LONGEST_SLUG = 60


def keyed(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return each line with its letter: A to Z, then AA, AB and so on."""
    sizes = (product(ascii_uppercase, repeat=size) for size in count(1))
    letters = ("".join(each) for each in chain.from_iterable(sizes))
    return [(letter, line) for line, letter in zip(lines, letters, strict=False)]


def slug_of(title: str, fallback: str) -> str:
    """Return a title as an address: small letters, digits and single hyphens.

    A title without any Latin letter or digit gets the fallback with ``-rating``.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:LONGEST_SLUG].strip("-") or f"{fallback}-rating"
