"""How a wave was done: the eleven items that AAPOR asks a survey to disclose.

What the system knows is kept as facts, and gets its words on the page; what only
the publisher can know is required from them. A survey that everybody could answer
gets no "margin of error": it was not drawn by chance.

Source: AAPOR, *Disclosure Standards*, April 2021.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from surveys.findings.alike import banded


class MethodItem(StrEnum):
    """The eleven items, in the order of the list."""

    STRATEGY = "strategy"
    SPONSOR = "sponsor"
    INSTRUMENT = "instrument"
    POPULATION = "population"
    RECRUITMENT = "recruitment"
    MODES = "modes"
    DATES = "dates"
    SIZE = "size"
    WEIGHTING = "weighting"
    PROCESSING = "processing"
    LIMITATIONS = "limitations"


REQUIRED = (
    MethodItem.STRATEGY,
    MethodItem.SPONSOR,
    MethodItem.POPULATION,
    MethodItem.RECRUITMENT,
    MethodItem.WEIGHTING,
    MethodItem.LIMITATIONS,
)
"""What only the publisher can say."""


def statement(
    said: Mapping[str, Mapping[str, str]],
    *,
    opens_on: date | None,
    closes_on: date | None,
    summary: Mapping[str, Any],
    instrument_checksum: str,
) -> dict[str, Any]:
    """Return a method statement as it is stored.

    Args:
        said: the publisher's words by item and language.
        opens_on: the first day on which answers came in.
        closes_on: the last.
        summary: of the release: people, and groups that passed the gate.
        instrument_checksum: of the exact questions.

    Returns:
        ``{"said": {item: {lang: text}}, "facts": {item: {...}}}``; each of the
        eleven items is in one or both.
    """
    facts = {
        MethodItem.INSTRUMENT: {"checksum": instrument_checksum},
        MethodItem.MODES: {"modes": summary["groups"].get("mode")},
        MethodItem.DATES: {
            "opens_on": opens_on and opens_on.isoformat(),
            "closes_on": closes_on and closes_on.isoformat(),
        },
        MethodItem.SIZE: {"people": summary["people"]},
        MethodItem.PROCESSING: _processing(summary),
    }
    words = {str(item): dict(said[item]) for item in MethodItem if said.get(item)}
    return {
        "said": words,
        "facts": {str(item): known for item, known in facts.items()},
    }


def any_words(said: Mapping[str, Mapping[str, str]], item: str) -> bool:
    """Tell whether something is said of an item, in whatever language."""
    return any(text.strip() for text in said.get(item, {}).values())


def _processing(summary: Mapping[str, Any]) -> dict[str, Any]:
    compared = summary.get("compared", 0)
    if isinstance(compared, int):  # as it was stored at first
        compared = banded(compared)
    return {
        "gate": "base, cell, concentration",
        "alike": summary.get("alike"),
        "compared": compared,
        "typed_twice": summary.get("typed_twice"),
        "audit": summary.get("audit"),
    }


def lacking(found: Mapping[str, Any]) -> list[MethodItem]:
    """Return the items that still want the publisher's words, in order."""
    said = found["said"]
    empty = {item for item in REQUIRED if not any_words(said, item)}
    dates = found["facts"][MethodItem.DATES]
    if not (dates["opens_on"] and dates["closes_on"]):
        empty.add(MethodItem.DATES)
    return [item for item in MethodItem if item in empty]
