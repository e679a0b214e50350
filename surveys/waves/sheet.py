"""The answer sheet: what a person has filled in so far.

Everything travels inside the page; nothing is kept anywhere until it is sent.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.instruments.items import Item
from surveys.instruments.judging import is_empty
from surveys.instruments.kinds import SILENT, Kind, Precision
from surveys.instruments.options import Value
from surveys.instruments.questionnaire import Answers, Instrument

PREFIX = "q."
SEEN = "seen"
CHECK = ""
"""Where the page is that shows all answers before they are sent."""

WHOLE = "*"
"""Where the page is that has all questions on it."""

PART, PLACE = "~", ":"
LONGEST_PLACE = 3
"""Digits of a place in an order; Python refuses to read thousands."""
DATE_PARTS = (Precision.YEAR, Precision.MONTH, Precision.DAY)

WHOLE_NUMBER = re.compile(r"[+-]?\d{1,9}")
DECIMAL = re.compile(r"[+-]?\d{1,9}([.,٫]\d{1,9})?")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Fields = Mapping[str, Sequence[str]]
"""A form as it was sent: values by name."""


@dataclass(frozen=True)
class Sheet:
    """Answers as typed, right or wrong, and the page they were typed on.

    ``at`` is an item's key, ``CHECK`` or ``WHOLE``. ``returning`` is true while one
    answer is changed from there. ``seen`` has the items with a suggested answer that
    were shown already: what was emptied there stays empty.
    """

    answers: Answers
    at: str = CHECK
    returning: bool = False
    seen: frozenset[str] = frozenset()


def read_answers(instrument: Instrument, fields: Fields) -> dict[str, Value]:
    """Return the answers of a form by item key; what is no answer is left out.

    A number that is none stays the text that was typed, for the page to show.
    """
    found = {
        item.key: _value(item, fields)
        for item in instrument.unrolled
        if item.kind not in SILENT
    }
    return {key: value for key, value in found.items() if not is_empty(value)}


def carried(answers: Answers, *, but: str = CHECK) -> list[tuple[str, str]]:
    """Return the hidden fields that take answers to the next page, but one item's."""
    return [
        (PREFIX + key, str(each))
        for key, value in answers.items()
        if key != but
        for each in ([value] if isinstance(value, str | int | float) else value)
    ]


def shown_already(sheet: Sheet, *more: Item) -> list[tuple[str, str]]:
    """Return the hidden fields that say which suggested answers were shown."""
    new = {item.key for item in more if item.default is not None}
    return [(SEEN, key) for key in sorted(sheet.seen | new)]


def _value(item: Item, fields: Fields) -> Value:
    raw = fields.get(PREFIX + item.key, ())
    if item.kind is Kind.SELECT_MULTIPLE:
        return _in_order(item, raw)
    if item.kind is Kind.RANK:
        return _ranked(item, fields)
    if item.kind is Kind.DATE and not any(raw):
        return _date(item, fields)
    typed = _clean(raw)
    if item.kind is Kind.INTEGER and WHOLE_NUMBER.fullmatch(typed):
        return int(typed)
    found = decimal_of(typed) if item.kind is Kind.DECIMAL else None
    return typed if found is None else found


def decimal_of(typed: str) -> int | float | None:
    """Return the number that was typed with a point or a comma, None for no number."""
    if not DECIMAL.fullmatch(typed):
        return None
    number = float(typed.replace(",", ".").replace("٫", "."))
    return int(number) if number.is_integer() else number


def _in_order(item: Item, raw: Sequence[str]) -> list[str]:
    """Return ticked options once each, in their own order: not as they were shown."""
    ticked = [each for each in dict.fromkeys(raw) if each]
    return sorted(
        ticked,
        key=lambda each: (
            item.option_keys.index(each) if each in item.option_keys else len(ticked)
        ),
    )


def _clean(raw: Sequence[str]) -> str:
    typed = raw[0] if raw else ""
    return UNPRINTABLE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()


def part_name(key: str, part: str) -> str:
    """Return the name of a field for part of an answer: a day, an option's place."""
    return f"{PREFIX}{key}{PART}{part}"


def _date(item: Item, fields: Fields) -> str:
    """Put the parts of a date together; what is no number stays as it was typed."""
    wanted = DATE_PARTS[: DATE_PARTS.index(item.precision) + 1]
    typed = [_clean(fields.get(part_name(item.key, part), ())) for part in wanted]
    if not any(typed):
        return ""
    parts = [
        f"{int(each):0{width}d}" if each.isdecimal() and len(each) <= 4 else each
        for each, width in zip(typed, (0, 2, 2), strict=False)
    ]
    return "-".join(parts)


def _ranked(item: Item, fields: Fields) -> Value:
    """Return options by the places they were given, or the places where two share one.

    Where nothing was chosen on this page, the list came along from an earlier one.
    """
    typed = {
        key: _clean(fields.get(part_name(item.key, key), ()))
        for key in item.option_keys
    }
    places = {key: place for key, place in typed.items() if place}
    if not places:
        raw = [each for each in fields.get(PREFIX + item.key, ()) if each]
        return raw[0] if len(raw) == 1 and PLACE in raw[0] else list(dict.fromkeys(raw))
    numbers = [
        int(each) if each.isdecimal() and len(each) <= LONGEST_PLACE else 0
        for each in places.values()
    ]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        return " ".join(f"{key}{PLACE}{place}" for key, place in places.items())
    return [key for _place, key in sorted(zip(numbers, places, strict=True))]
