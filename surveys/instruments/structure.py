"""What must hold between the parts of an instrument before anybody is asked."""

import re
from collections.abc import Iterable, Iterator

from surveys.instruments.options import Relevant
from surveys.instruments.questionnaire import SELECTS, Instrument, Item, Kind

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Fault = tuple[str, str]
"""The dotted key that is wrong, and the reason in one sentence."""


def faults(instrument: Instrument) -> list[Fault]:
    """Return everything that stops an instrument from being fielded, in its order."""
    return [*_frame(instrument), *_items(instrument)]


def _frame(instrument: Instrument) -> Iterator[Fault]:
    if not SLUG.fullmatch(instrument.slug):
        yield "slug", "A slug is small letters, digits and single hyphens."
    if instrument.default_language not in instrument.languages:
        yield "languages", "The default language must be one of the languages."
    if not any(item.kind is not Kind.NOTE for item in instrument.items):
        yield "items", "There is no question."
    yield from _twice("groups", (group.key for group in instrument.groups))
    yield from _twice("items", (item.key for item in instrument.items))


def _items(instrument: Instrument) -> Iterator[Fault]:
    groups = {group.key for group in instrument.groups}
    earlier: dict[str, Item] = {}
    for item in instrument.items:
        place = f"items.{item.key}"
        if not KEY.fullmatch(item.key):
            yield place, "A key is a letter, then letters, digits or underscores."
        if item.group is not None and item.group not in groups:
            yield f"{place}.group", f"There is no group {item.group}."
        for rule in item.relevant:
            yield from _relevance(place, rule, earlier)
        yield from _options(place, item)
        yield from _bounds(place, item)
        yield from _merges(place, item)
        earlier[item.key] = item


def _relevance(place: str, rule: Relevant, earlier: dict[str, Item]) -> Iterator[Fault]:
    base = earlier.get(rule.item)
    if base is None:
        yield f"{place}.relevant", f"{rule.item} is not an earlier question."
    elif base.kind not in SELECTS:
        yield f"{place}.relevant", f"{rule.item} has no options to depend on."
    else:
        for key in sorted(rule.options - set(base.option_keys)):
            yield f"{place}.relevant", f"{rule.item} has no option {key}."


def _options(place: str, item: Item) -> Iterator[Fault]:
    yield from _twice(f"{place}.options", item.option_keys)
    for key in item.option_keys:
        if not KEY.fullmatch(key):
            yield (
                f"{place}.options.{key}",
                "A key is a letter, then letters, digits or underscores.",
            )
    if item.kind in SELECTS and len(item.options) < 2:
        yield f"{place}.options", "A choice needs at least two options."
    if item.kind not in SELECTS and item.options:
        yield f"{place}.options", "Only select_one and select_multiple have options."


def _bounds(place: str, item: Item) -> Iterator[Fault]:
    if item.at_most is not None and (
        item.kind is not Kind.SELECT_MULTIPLE or item.at_most < 1
    ):
        yield f"{place}.at_most", "Only select_multiple has at_most, and from 1."
    bounded = {Kind.INTEGER: (True, True), Kind.TEXT: (False, True)}
    may_start, may_end = bounded.get(item.kind, (False, False))
    if item.minimum is not None and not may_start:
        yield f"{place}.minimum", "Only a number has a minimum."
    if item.maximum is not None and not may_end:
        yield f"{place}.maximum", "Only a number or a text has a maximum."
    if None not in (item.minimum, item.maximum) and item.minimum > item.maximum:  # type: ignore[operator]  # neither is None
        yield f"{place}.minimum", "The minimum is above the maximum."
    if item.required and item.kind is Kind.NOTE:
        yield f"{place}.required", "A note asks nothing."
    yield from _bands(place, item)


def _bands(place: str, item: Item) -> Iterator[Fault]:
    if item.bands and item.kind is not Kind.INTEGER:
        yield f"{place}.bands", "Only a number has bands."
    yield from _twice(f"{place}.bands", (band.key for band in item.bands))
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


def _merges(place: str, item: Item) -> Iterator[Fault]:
    known = {*item.option_keys, *(band.key for band in item.bands)}
    for level in item.merges:
        members = [key for merge in level for key in merge.members]
        yield from _twice(f"{place}.merges", members)
        for key in members:
            if key not in known:
                yield f"{place}.merges", f"There is no option {key} to merge."
        for merge in level:
            if merge.key in known - set(merge.members):
                yield (
                    f"{place}.merges.{merge.key}",
                    "A merged group needs a key that no other option has.",
                )


def _twice(place: str, keys: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield place, f"The key {key} stands there twice."
        seen.add(key)
