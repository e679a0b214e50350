"""Numbers as each of the six languages writes them, read into one way of writing.

A reader of its own: it knows marks and separators, and no sentence of the site.
"""

import unicodedata
from collections.abc import Mapping
from re import Match
from re import compile as pattern

APART = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} "
SPACES: Mapping[str, str] = {"es": APART, "fr": APART, "pl": APART, "uk": APART}
"""Spaces that may stand between thousands, by language."""

COMMAS = ".,\N{ARABIC DECIMAL SEPARATOR}\N{ARABIC THOUSANDS SEPARATOR}"

MARKS = (
    "[\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"
    "\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}]"
)
"""Marks that only say which way a text runs."""

DIRECTIONS = pattern(MARKS)
DIGIT = pattern(r"(?![0-9])\d")
NUMBER = pattern(r"[0-9]+(?:\.[0-9]+)?")
DATE = pattern(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def numbers_written(words: str, language: str) -> list[str]:
    """Return the numbers of a text, each as ``1234`` or ``12.5``.

    A sign before three last digits stands between thousands, whichever it is: English
    words on a page in French keep their own. So three decimals are read as thousands,
    in every language alike. A date is its day and its year, for other languages write
    the month in letters.
    """
    plain = DIRECTIONS.sub("", words)
    if not any(map(str.isdecimal, plain)):
        return []
    plain = DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), plain)
    plain = DATE.sub(_day_and_year, plain)
    plain = _BETWEEN[language].sub("", plain)
    plain = _BEFORE.sub(".", plain)
    return [_bare(each) for each in NUMBER.findall(plain)]


def _day_and_year(date: Match[str]) -> str:
    return f"{date[1]} {date[3]}"


def _bare(number: str) -> str:
    """Return a number without zeros before it: a day is 04 or 4."""
    whole, point, part = number.partition(".")
    return f"{whole.lstrip('0') or '0'}{point}{part}"


_BETWEEN = {
    code: pattern(rf"(?<=[0-9])[{COMMAS}{SPACES.get(code, '')}](?=[0-9]{{3}}(?![0-9]))")
    for code in ("ar", "en", "es", "fr", "pl", "uk")
}
_BEFORE = pattern(rf"(?<=[0-9])[{COMMAS}](?=[0-9])")
