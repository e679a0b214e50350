"""The answer sheet: what a person has filled in so far.

Everything travels inside the page; nothing is kept anywhere until it is sent.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.instruments.options import Value
from surveys.instruments.questionnaire import (
    Answers,
    Instrument,
    Item,
    Kind,
    is_empty,
)

PREFIX = "q."
CHECK = ""
"""Where the page is that shows all answers before they are sent."""

WHOLE_NUMBER = re.compile(r"[+-]?\d{1,9}")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Fields = Mapping[str, Sequence[str]]
"""A form as it was sent: values by name."""


@dataclass(frozen=True)
class Sheet:
    """Answers as typed, right or wrong, and the page they were typed on.

    ``at`` is an item's key, or ``CHECK``. ``returning`` is true while one answer
    is changed from there.
    """

    answers: Answers
    at: str = CHECK
    returning: bool = False


def read_answers(instrument: Instrument, fields: Fields) -> dict[str, Value]:
    """Return the answers of a form by item key; what is no answer is left out.

    A number that is none stays the text that was typed, for the page to show.
    """
    found = {
        item.key: _value(item, fields.get(PREFIX + item.key, ()))
        for item in instrument.items
        if item.kind is not Kind.NOTE
    }
    return {key: value for key, value in found.items() if not is_empty(value)}


def carried(answers: Answers, *, but: str = CHECK) -> list[tuple[str, str]]:
    """Return the hidden fields that take answers to the next page, but one item's."""
    return [
        (PREFIX + key, str(each))
        for key, value in answers.items()
        if key != but
        for each in ([value] if isinstance(value, str | int) else value)
    ]


def _value(item: Item, raw: Sequence[str]) -> Value:
    if item.kind is Kind.SELECT_MULTIPLE:
        return [each for each in dict.fromkeys(raw) if each]
    typed = raw[0] if raw else ""
    typed = UNPRINTABLE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if item.kind is Kind.INTEGER and WHOLE_NUMBER.fullmatch(typed):
        return int(typed)
    return typed
