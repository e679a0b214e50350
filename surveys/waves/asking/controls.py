"""What the controls of a question hold: options in order, parts of a date, places.

``surveys.waves.sheet`` reads what comes back.
"""

from collections.abc import Mapping, Sequence
from random import Random

from surveys.instruments.items import Item
from surveys.instruments.kinds import SEVERAL, Kind
from surveys.instruments.options import Option, Value
from surveys.waves.sheet import DATE_PARTS, PLACE, Sheet, part_name

OTHER = "other"
"""The key of an option that is offered after the others, as in XLSForm."""


def in_order(item: Item, offered: Sequence[Option], seed: str) -> list[Option]:
    """Return options as they are shown; at random, the same way for the same seed.

    What stands alone, what is no answer and "other" stay last.
    """
    if not item.random_order:
        return list(offered)
    loose = [option for option in offered if not stays_last(option)]
    Random(f"{seed}:{item.key}").shuffle(loose)  # noqa: S311  # an order, no secret
    return [*loose, *(option for option in offered if stays_last(option))]


def stays_last(option: Option) -> bool:
    """Tell whether an option keeps its place after those in random order."""
    return option.exclusive or option.missing or option.key == OTHER


def apart(options: Sequence[Option]) -> str:
    """Return the key of the first option that is no answer to the question itself."""
    found = next((option.key for option in options if option.missing), "")
    return found if options and options[0].key != found else ""


def shown_value(item: Item, sheet: Sheet) -> Value:
    """Return what was answered, or what is suggested on the first visit."""
    typed = sheet.answers.get(item.key)
    if typed is not None:
        return typed
    if item.default is None or item.key in sheet.seen:
        return [] if item.kind in SEVERAL else ""
    return str(item.default).split() if item.kind in SEVERAL else item.default


def date_parts(item: Item, value: Value) -> list[tuple[str, str, str]]:
    """Return part, field name and what was typed, the day first."""
    typed = str(value).split("-", 2) if isinstance(value, str) else []
    wanted = DATE_PARTS[: DATE_PARTS.index(item.precision) + 1]
    filled = [*typed, "", "", ""]
    parts = [
        (part.value, part_name(item.key, part), each)
        for part, each in zip(wanted, filled, strict=False)
    ]
    return parts[::-1]


def places(value: Value) -> Mapping[str, str]:
    """Return the place that each ranked option was given, by its key."""
    if isinstance(value, str):
        given = (each.rpartition(PLACE) for each in value.split())
        return {key: place for key, _sign, place in given}
    if isinstance(value, int | float):
        return {}
    return {key: str(place) for place, key in enumerate(value, 1)}


def lowest_place(item: Item, offered: Sequence[Option]) -> int:
    """Return how many places there are to give."""
    loose = sum(option.key not in item.alone for option in offered)
    return min(item.at_most or loose, loose)


def chosen(item: Item, value: Value) -> list[str]:
    """Return the options that are ticked or picked."""
    if item.kind in SEVERAL and not isinstance(value, str | int | float):
        return list(value)
    return [str(value)] if item.kind is not Kind.RANK else []
