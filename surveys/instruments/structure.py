"""What must hold between the parts of an instrument before anybody is asked."""

import re
from collections.abc import Iterator

from surveys.instruments.item_structure import (
    KEY,
    Fault,
    bound_faults,
    merge_faults,
    option_faults,
    twice,
)
from surveys.instruments.options import Relevant
from surveys.instruments.questionnaire import SELECTS, Instrument, Item, Kind

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


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
    yield from twice("groups", (group.key for group in instrument.groups))
    yield from twice("items", (item.key for item in instrument.items))


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
        yield from option_faults(place, item)
        yield from bound_faults(place, item)
        yield from merge_faults(place, item)
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
