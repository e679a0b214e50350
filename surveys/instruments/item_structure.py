"""What must hold within one item: its options, bounds, bands and merges."""

import re
from collections.abc import Iterable, Iterator

from surveys.instruments.items import Item
from surveys.instruments.kinds import NUMBERS, SELECTS, SEVERAL, SILENT, Kind

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,59}")
TAKEN = frozenset(
    {"constructor", "toString", "toLocaleString", "valueOf", "hasOwnProperty"}
    | {"isPrototypeOf", "propertyIsEnumerable"}
)
"""Keys that every object of JavaScript has: a phone would take them for answers."""
OPTION_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,59}")

TOO_FAR = 10**15
"""Whole numbers from here on are not exact on a phone, and endless ones are no JSON."""

Fault = tuple[str, str]
"""The dotted key that is wrong, and the reason in one sentence."""


def option_faults(place: str, item: Item) -> Iterator[Fault]:
    """Yield what is wrong with an item's options."""
    yield from twice(f"{place}.options", item.option_keys)
    for key in item.option_keys:
        if not OPTION_KEY.fullmatch(key):
            yield (
                f"{place}.options.{key}",
                "A key is a letter or digit, then letters, digits or any of _ . + -",
            )
    if item.kind in SELECTS and len(item.options) < 2:
        yield f"{place}.options", "A choice needs at least two options."
    if item.kind not in SELECTS and item.options:
        yield (
            f"{place}.options",
            "Only select_one, select_multiple, scale and rank have options.",
        )


def bound_faults(place: str, item: Item) -> Iterator[Fault]:
    """Yield what is wrong with its bounds and bands."""
    if item.at_most is not None and (item.kind not in SEVERAL or item.at_most < 1):
        yield (
            f"{place}.at_most",
            "Only select_multiple and rank have at_most, and from 1.",
        )
    may_start = item.kind in NUMBERS
    may_end = may_start or item.kind is Kind.TEXT
    if item.minimum is not None and not may_start:
        yield f"{place}.minimum", "Only a number has a minimum."
    if item.maximum is not None and not may_end:
        yield f"{place}.maximum", "Only a number or a text has a maximum."
    for name in ("minimum", "maximum", "default"):
        if not _can_be_typed(getattr(item, name)):
            yield f"{place}.{name}", "This is no number that anybody can type."
    if None not in (item.minimum, item.maximum) and item.minimum > item.maximum:  # type: ignore[operator]  # neither is None
        yield f"{place}.minimum", "The minimum is above the maximum."
    if item.required and item.kind in SILENT:
        yield f"{place}.required", "This asks nothing."
    yield from _bands(place, item)


def _can_be_typed(value: str | float | None) -> bool:
    """Tell whether a number is one that JSON can hold, on a phone too."""
    return not isinstance(value, int | float) or abs(value) < TOO_FAR


def _bands(place: str, item: Item) -> Iterator[Fault]:
    if item.bands and item.kind not in NUMBERS | {Kind.CALCULATE}:
        yield f"{place}.bands", "Only a number has bands."
    yield from twice(f"{place}.bands", (band.key for band in item.bands))
    if item.score_of:  # their bands are others: see score_structure
        return
    if any(end is not None for band in item.bands for end in band.span):
        yield f"{place}.bands", "Only the bands of a score have above and up_to."
    for band in item.bands:
        if None not in (band.lowest, band.highest) and band.lowest > band.highest:  # type: ignore[operator]  # neither is None
            yield f"{place}.bands.{band.key}", "This band ends before it starts."
    for first, second in zip(item.bands, item.bands[1:], strict=False):
        if (
            first.highest is None
            or second.lowest is None
            or first.highest >= second.lowest
        ):
            yield (
                f"{place}.bands.{second.key}",
                "Bands go upward and do not overlap.",
            )


def merge_faults(place: str, item: Item) -> Iterator[Fault]:
    """Yield what is wrong with the groups its options may be published as."""
    known = {*item.option_keys, *(band.key for band in item.bands)}
    for level in item.merges:
        members = [key for merge in level for key in merge.members]
        yield from twice(f"{place}.merges", members)
        for key in members:
            if key not in known:
                yield f"{place}.merges", f"There is no option {key} to merge."
        for merge in level:
            if merge.key in known - set(merge.members):
                yield (
                    f"{place}.merges.{merge.key}",
                    "A merged group needs a key that no other option has.",
                )


def twice(place: str, keys: Iterable[str]) -> Iterator[Fault]:
    """Yield every key that was there before."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield place, f"The key {key} stands there twice."
        seen.add(key)
