"""What must hold between the parts of an instrument before anybody is asked."""

import re
from collections.abc import Iterator

from surveys.instruments.expression_structure import (
    cycle_faults,
    expression_faults,
    naming_faults,
    repeat_faults,
    vocabulary,
)
from surveys.instruments.item_structure import (
    KEY,
    TAKEN,
    Fault,
    bound_faults,
    merge_faults,
    option_faults,
    twice,
)
from surveys.instruments.items import Item
from surveys.instruments.kinds import SELECTS, SILENT
from surveys.instruments.options import Relevant
from surveys.instruments.pattern_structure import pattern_faults
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.score_structure import score_faults
from surveys.instruments.size_structure import size_faults

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def faults(instrument: Instrument) -> list[Fault]:
    """Return everything that stops an instrument from being fielded, in its order."""
    found = [*_frame(instrument), *_items(instrument), *naming_faults(instrument)]
    # Only what names questions that are there can be followed around, and reckoned.
    return found or [
        *cycle_faults(instrument),
        *pattern_faults(instrument),
        *size_faults(instrument),
    ]


def _frame(instrument: Instrument) -> Iterator[Fault]:
    if not SLUG.fullmatch(instrument.slug):
        yield "slug", "A slug is small letters, digits and single hyphens."
    if instrument.default_language not in instrument.languages:
        yield "languages", "The default language must be one of the languages."
    if not any(item.kind not in SILENT for item in instrument.items):
        yield "items", "There is no question."
    yield from twice("groups", (group.key for group in instrument.groups))
    yield from twice("items", (item.key for item in instrument.unrolled))
    yield from repeat_faults(instrument)


def _items(instrument: Instrument) -> Iterator[Fault]:
    groups = {group.key for group in instrument.groups}
    known = vocabulary(instrument)
    earlier: dict[str, Item] = {}
    for item in instrument.unrolled:
        place = f"items.{item.key}"
        if not KEY.fullmatch(item.key):
            yield place, "A key is a letter, then letters, digits or any of _ . -"
        if item.key in TAKEN:
            yield place, "Browsers know this word as something else: take another key."
        if item.group is not None and item.group not in groups:
            yield f"{place}.group", f"There is no group {item.group}."
        for rule in item.relevant:
            yield from _relevance(place, rule, earlier)
        yield from option_faults(place, item)
        yield from bound_faults(place, item)
        yield from merge_faults(place, item)
        yield from expression_faults(place, item, known)
        yield from score_faults(place, item, instrument)
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
