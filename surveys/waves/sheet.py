"""The answer sheet: what a person has filled in so far, and which page comes next.

Everything travels inside the page; nothing is kept anywhere until it is sent.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from surveys.instruments.options import Value
from surveys.instruments.questionnaire import (
    Answers,
    Instrument,
    Item,
    Kind,
    Problem,
    is_empty,
)

PREFIX = "q."
CHECK = ""
"""Where the page is that shows all answers before they are sent."""

WHOLE_NUMBER = re.compile(r"[+-]?\d{1,9}")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Fields = Mapping[str, Sequence[str]]
"""A form as it was sent: values by name."""


class Step(StrEnum):
    """What a button of the page asks for."""

    START = "start"
    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    STAY = "stay"
    SEND = "send"


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


def first_page(instrument: Instrument) -> Sheet:
    """Return an empty sheet at the first item."""
    return Sheet({}, instrument.items[0].key)


def turn(
    instrument: Instrument, sheet: Sheet, step: Step
) -> tuple[Sheet, Problem | None]:
    """Return the sheet at the page that a step leads to.

    Forward, an answer has to stand or be skipped: else it stays, with its problem.
    """
    item = instrument.by_key.get(sheet.at)
    if item is None or step is Step.STAY:
        return sheet, None
    if step is Step.BACK:
        return replace(sheet, at=_before(instrument, sheet), returning=False), None
    if step is Step.SKIP:
        left = {key: value for key, value in sheet.answers.items() if key != item.key}
        sheet = replace(sheet, answers=left)
    problem = item.problem(sheet.answers.get(item.key))
    if problem:
        return sheet, problem
    following = CHECK if sheet.returning else _after(instrument, sheet)
    return replace(sheet, at=following, returning=False), None


def is_first(instrument: Instrument, sheet: Sheet) -> bool:
    """Tell whether no page lies before this one."""
    return sheet.at != CHECK and _before(instrument, sheet) == sheet.at


def progress(instrument: Instrument, sheet: Sheet) -> tuple[int, int] | None:
    """Return which question this is, of how many so far; None on a note."""
    keys = [item.key for item in questions(instrument, sheet.answers)]
    if sheet.at not in keys:
        return None
    return keys.index(sheet.at) + 1, len(keys)


def questions(instrument: Instrument, answers: Answers) -> list[Item]:
    """Return the items asked so far that want an answer."""
    return [item for item in instrument.asked(answers) if item.kind is not Kind.NOTE]


def _after(instrument: Instrument, sheet: Sheet) -> str:
    asked = {item.key for item in instrument.asked(sheet.answers)}
    keys = list(instrument.by_key)
    later = keys[keys.index(sheet.at) + 1 :]
    return next((key for key in later if key in asked), CHECK)


def _before(instrument: Instrument, sheet: Sheet) -> str:
    asked = {item.key for item in instrument.asked(sheet.answers)}
    keys = list(instrument.by_key)
    earlier = keys[: keys.index(sheet.at)]
    return next((key for key in reversed(earlier) if key in asked), sheet.at)


def _value(item: Item, raw: Sequence[str]) -> Value:
    if item.kind is Kind.SELECT_MULTIPLE:
        return [each for each in dict.fromkeys(raw) if each]
    typed = raw[0] if raw else ""
    typed = UNPRINTABLE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if item.kind is Kind.INTEGER and WHOLE_NUMBER.fullmatch(typed):
        return int(typed)
    return typed
