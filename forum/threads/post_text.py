"""What a member typed, made safe to keep and to show: plain text, paragraphs, lines."""

import re
import unicodedata
from enum import StrEnum

LONGEST = 10_000
"""Characters of one post."""

LONGEST_TITLE = 120

# Needed by Persian, Arabic and emoji; every other invisible control goes.
KEPT_CONTROLS = frozenset("\n\u200c\u200d\u200e\u200f\u061c")
# A break of the line, to Unicode or to somebody's system.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_EMAIL = re.compile(
    r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+ ?(?:\.|\(dot\)|\[dot\]) ?\w{2,}",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<![\d./])(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})"
    r"(?![./]?\d)"
)
_NUMBER = re.compile(
    r"(?<![\w,.])(?:\+|\(\+?)?\d(?:[ ().\-/\u2010-\u2013]{0,3}\d){6,}(?![\w,])"
)


class Problem(StrEnum):
    """Why a text cannot be taken. The edge has the words for each."""

    EMPTY = "empty"
    TOO_LONG = "too_long"


class Detail(StrEnum):
    """What in a text could lead to a person."""

    EMAIL = "email"
    PHONE = "phone"


def clean(typed: str) -> str:
    """Return the text as it is kept.

    NFC; every kind of line break is one line feed; control characters, direction
    overrides and broken halves of characters are gone; at most one empty line
    in a row; no space at the end of a line.
    """
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", typed)).replace("\t", " ")
    shown = "".join(letter for letter in text if _shown(letter))
    lines = (line.rstrip() for line in shown.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def clean_title(typed: str) -> str:
    """Return a title as it is kept: one line, single spaces."""
    return " ".join(clean(typed).split())


def problem(text: str, *, longest: int = LONGEST) -> Problem | None:
    """Return why a cleaned text cannot be taken, or None."""
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in text):
        return Problem.EMPTY
    return Problem.TOO_LONG if len(text) > longest else None


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a cleaned text as paragraphs of lines, none of them empty.

    Each line is plain text: the page escapes it and gives it its own direction.
    """
    return tuple(
        tuple(line for line in block.split("\n") if line)
        for block in text.split("\n\n")
        if block.strip()
    )


def personal_details(text: str) -> frozenset[Detail]:
    """Return which kinds of contact details a text seems to hold.

    Only for a private word with the writer before sending: nothing is kept of
    it. Dates, years and short numbers raise no alarm; a long number may.
    """
    found = set()
    if _EMAIL.search(text):
        found.add(Detail.EMAIL)
    if any(
        _like_phone(match.group())
        for match in _NUMBER.finditer(_DATE.sub("date", text))
    ):
        found.add(Detail.PHONE)
    return frozenset(found)


def _like_phone(number: str) -> bool:
    """Tell a phone number from another long number, by its start and its groups."""
    digits = "".join(letter for letter in number if letter.isdecimal())
    start = unicodedata.digit(digits[0])
    if number.startswith(("+", "(+")):
        return 8 <= len(digits) <= 15
    if start == 0:
        return 9 <= len(digits) <= 15
    groups = re.findall(r"\d+", number)
    return 9 <= len(digits) <= 11 and (
        len(groups) == 1 or all(2 <= len(g) <= 5 for g in groups)
    )


def _shown(letter: str) -> bool:
    return letter in KEPT_CONTROLS or unicodedata.category(letter) not in {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
    }
