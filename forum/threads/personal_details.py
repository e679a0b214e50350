"""Finds what could lead to a person in what somebody typed."""

import re
import unicodedata
from enum import StrEnum

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


class Detail(StrEnum):
    """What in a text could lead to a person."""

    EMAIL = "email"
    PHONE = "phone"


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
