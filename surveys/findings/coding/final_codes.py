"""Which codes a text bears in the end, after one reading, two, or a talk about them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from surveys.findings.coding.stages import Outcome


@dataclass(frozen=True)
class Decision:
    """What both coders made of a text that they had read differently."""

    outcome: Outcome
    codes: frozenset[str]


def final_codes(
    readings: Collection[Collection[str]], decision: Decision | None = None
) -> frozenset[str]:
    """Return the codes that count for a text with at least one reading.

    Where two readings stand side by side, only what is in both counts.
    """
    if decision is not None and decision.outcome is not Outcome.TWO_READINGS:
        return decision.codes
    return frozenset.intersection(*map(frozenset, readings))


def is_disputed(readings: Collection[Iterable[str]]) -> bool:
    """Tell whether two coders read a text differently."""
    return len({frozenset(each) for each in readings}) > 1


def people_by_theme(
    texts: Iterable[frozenset[str]], themes: Mapping[str, Collection[str]]
) -> tuple[dict[str, int], int]:
    """Count the texts of each theme, and those that are in none.

    A text is in a theme if it bears one of its codes.
    """
    every = list(texts)
    members = {name: frozenset(codes) for name, codes in themes.items()}
    counted = {
        name: sum(not codes.isdisjoint(text) for text in every)
        for name, codes in members.items()
    }
    known = frozenset[str]().union(*members.values())
    return counted, sum(known.isdisjoint(text) for text in every)
