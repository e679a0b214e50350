"""Draws up the analysis plan of a wave from what somebody ticked.

What the gate cannot protect is not offered, and the page says why it is missing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from surveys.instruments.items import Item
from surveys.instruments.kinds import SEVERAL, Kind
from surveys.instruments.options import Label
from surveys.instruments.own_words import is_consent
from surveys.instruments.questionnaire import Instrument
from surveys.waves.plan_file import TABULATED

MOST_BREAKDOWNS = 7
LONGEST_SLUG = 80


class Missing(StrEnum):
    """Why a question is not offered for publishing."""

    CONDITION = "condition"
    NOBODY = "nobody"
    CONSENT = "consent"
    WORKED_OUT = "worked_out"
    NO_BANDS = "no_bands"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True)
class Ticked:
    """What somebody chose for a plan; ``method`` by key, in the default language."""

    title: str
    tables: Sequence[str]
    breakdowns: Sequence[str]
    method: Mapping[str, str]


def offered(instrument: Instrument) -> list[Item]:
    """Return the questions that may be published, in the order they are asked."""
    return [e for e in instrument.unrolled if why_missing(instrument, e) is None]


def offered_breakdowns(instrument: Instrument) -> list[Item]:
    """Return the questions whose answers put each person into one group."""
    found = offered(instrument)
    return [each for each in found if each.kind not in SEVERAL and not each.score_of]


def not_offered(instrument: Instrument) -> dict[Missing, list[Item]]:
    """Return the questions that cannot be published, by the reason; notes are none."""
    found: dict[Missing, list[Item]] = {}
    for item in instrument.unrolled:
        reason = why_missing(instrument, item)
        if reason is not None and item.kind is not Kind.NOTE:
            found.setdefault(reason, []).append(item)
    return found


def why_missing(instrument: Instrument, item: Item) -> Missing | None:
    """Return why a question is not offered; None where it is."""
    if item.kind is Kind.CALCULATE and not item.score_of:
        return Missing.WORKED_OUT
    if not (item.kind in TABULATED or item.score_of):
        return Missing.NOT_COUNTED
    if is_consent(item):
        return Missing.CONSENT
    led = instrument.led[item.key]
    if not led.whole:
        return Missing.NOBODY if led.nobody else Missing.CONDITION
    return None if item.options or item.bands else Missing.NO_BANDS


def plan_document(instrument: Instrument, ticked: Ticked) -> dict[str, Any]:
    """Return the plan as ``surveys.waves.plan_file`` reads it.

    Each question is counted for everybody and by each breakdown but itself; the
    thresholds stay what they are where a plan says nothing.
    """
    own = instrument.default_language
    return {
        "title": _title(instrument, ticked.title),
        "tables": [_table(key, ticked.breakdowns) for key in ticked.tables],
        "breakdowns": [
            {"key": key, "label": dict(instrument.by_key[key].label), "item": key}
            for key in ticked.breakdowns
        ],
        "method": {key: {own: words} for key, words in ticked.method.items()},
    }


def proposed_slug(slug: str, day: date, taken: Collection[str]) -> str:
    """Return a name for a wave of these questions that no other wave has."""
    first = f"{slug[: LONGEST_SLUG - 11].rstrip('-')}-{day.year}"
    names = (first if n == 1 else f"{first}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _table(key: str, breakdowns: Sequence[str]) -> dict[str, Any]:
    by = [each for each in breakdowns if each != key]
    return {"item": key, "by": by} if by else {"item": key}


def _title(instrument: Instrument, typed: str) -> Label:
    """Return a title by language; the instrument's own keeps its translations."""
    if typed == instrument.title[instrument.default_language]:
        return dict(instrument.title)
    return {instrument.default_language: typed}
