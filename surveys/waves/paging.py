"""Which page of a questionnaire comes next, for the answers so far."""

from dataclasses import replace
from enum import StrEnum

from surveys.instruments.items import Item
from surveys.instruments.judging import Problem
from surveys.instruments.kinds import SILENT, Kind
from surveys.instruments.numbering import numbered
from surveys.instruments.questionnaire import Answers, Instrument
from surveys.waves.sheet import CHECK, WHOLE, Sheet


class Step(StrEnum):
    """What a button of the page asks for."""

    START = "start"
    ALL = "all"
    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    STAY = "stay"
    SEND = "send"


def first_page(instrument: Instrument, sheet: Sheet) -> Sheet:
    """Return the sheet at the first item that is asked."""
    asked = _shown(instrument, sheet)
    at = next((key for key in instrument.by_key if key in asked), CHECK)
    return replace(sheet, at=at, returning=False)


def page_of(instrument: Instrument, sheet: Sheet, key: str) -> Sheet:
    """Return the sheet at one item, to come back from; where it is not asked, as is."""
    if key not in _shown(instrument, sheet):
        return sheet
    return replace(sheet, at=key, returning=True)


def turn(
    instrument: Instrument, sheet: Sheet, step: Step
) -> tuple[Sheet, Problem | None]:
    """Return the sheet at the page that a step leads to.

    Forward, an answer has to stand or be skipped: else it stays, with its problem.
    """
    item = instrument.by_key.get(sheet.at)
    if step is Step.ALL:
        return replace(sheet, at=WHOLE), None
    if item is None or step is Step.STAY:
        return sheet, None
    if step is Step.BACK:
        return replace(sheet, at=_before(instrument, sheet), returning=False), None
    if step is Step.SKIP:
        left = {key: value for key, value in sheet.answers.items() if key != item.key}
        sheet = replace(sheet, answers=left)
    problem = instrument.problem(item, sheet.answers)
    if problem:
        return sheet, problem
    following = CHECK if sheet.returning else _after(instrument, sheet)
    return replace(sheet, at=following, returning=False), None


def is_first(instrument: Instrument, sheet: Sheet) -> bool:
    """Tell whether no page lies before this one."""
    return sheet.at != CHECK and _before(instrument, sheet) == sheet.at


def progress(instrument: Instrument, sheet: Sheet) -> tuple[int, int] | None:
    """Return which question this is, of how many; None on a note.

    The numbers are those on paper: a question that is left out keeps its own.
    """
    numbers = numbered(instrument)
    found = numbers.get(sheet.at)
    return None if found is None else (found, len(numbers))


def questions(instrument: Instrument, answers: Answers) -> list[Item]:
    """Return the items asked so far that want an answer."""
    return [item for item in instrument.asked(answers) if item.kind not in SILENT]


def _shown(instrument: Instrument, sheet: Sheet) -> set[str]:
    """Return the keys of the items that have a page."""
    asked = instrument.asked(sheet.answers)
    return {item.key for item in asked if item.kind is not Kind.CALCULATE}


def _after(instrument: Instrument, sheet: Sheet) -> str:
    asked = _shown(instrument, sheet)
    keys = list(instrument.by_key)
    later = keys[keys.index(sheet.at) + 1 :]
    return next((key for key in later if key in asked), CHECK)


def _before(instrument: Instrument, sheet: Sheet) -> str:
    asked = _shown(instrument, sheet)
    keys = list(instrument.by_key)
    earlier = keys[: keys.index(sheet.at)]
    return next((key for key in reversed(earlier) if key in asked), sheet.at)
