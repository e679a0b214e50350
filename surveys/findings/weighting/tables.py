"""Every table of a release that can be weighted to the figures which it keeps.

A table by one breakdown is post-stratified; one by two at once is raked to the figures
of both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.findings.figures.table import groups_of, row_of
from surveys.findings.frozen_body import Body
from surveys.findings.weighting.cells import Parts, Refusal, Sizes
from surveys.findings.weighting.population import Population, populations_of
from surveys.findings.weighting.scales import WeightedScale, weighted_scale
from surveys.findings.weighting.weighted import Weighted, weighted
from surveys.waves.plan import crossed_key


@dataclass(frozen=True)
class WeightedTable:
    """A question weighted by its breakdown, or why it is not."""

    item: str
    breakdown: str
    outcome: Weighted | Refusal


@dataclass(frozen=True)
class Figures:
    """What a table is weighted by: its groups' sizes, and how many live here.

    One of ``populations`` to post-stratify, two to rake; with two, ``parts`` says what
    each group is in each.
    """

    sizes: Sizes
    populations: tuple[Population, ...]
    parts: Parts | None = None


def weighted_tables(
    bodies: Iterable[Body], summary: Mapping[str, Any]
) -> Iterator[WeightedTable]:
    """Yield every table by a breakdown that the release keeps figures of.

    Args:
        bodies: of the release's frozen results; those of everybody are passed over.
        summary: of the release: ``groups`` by breakdown, and ``populations`` if any.
    """
    for body in bodies:
        known = figures_for(body, summary)
        if known:
            found = weighted(body, known.sizes, *known.populations, parts=known.parts)
            key = body["breakdown"]["key"]
            yield WeightedTable(body["item"]["key"], key, found)


def scale_beside(
    body: Body, summary: Mapping[str, Any], order: Sequence[str]
) -> WeightedScale | None:
    """Return the weighted mean and median of a scale; None where there are none.

    Args:
        body: a frozen table.
        summary: of its release.
        order: codes of all answers in the order of the options.
    """
    known = figures_for(body, summary)
    if not known or body["item"]["kind"] != "scale":
        return None
    found = weighted_scale(
        body, known.sizes, *known.populations, order=order, parts=known.parts
    )
    return found if isinstance(found, WeightedScale) else None


def figures_for(body: Body, summary: Mapping[str, Any]) -> Figures | None:
    """Return what a table can be weighted by; None where that is not known.

    ``summary`` is that of the release of the table.
    """
    breakdown = body["breakdown"] or {"key": ""}
    populations = populations_of(summary.get("populations", ()))
    key = breakdown["key"]
    if key in populations and key in summary["groups"]:
        return Figures(summary["groups"][key], (populations[key],))
    both = tuple(populations[k] for k in breakdown.get("of", ()) if k in populations)
    return _crossed(body, both, summary["people"]) if len(both) > 1 else None


def _crossed(
    body: Body, populations: tuple[Population, ...], people: int
) -> Figures | None:
    """Return the figures of a table by two breakdowns; None where it is not shown.

    Its groups have their sizes there only, and only where everybody was asked.
    """
    keys, whole = groups_of(body), row_of(body)
    if not keys or whole is None or whole["base"] != people:
        return None
    one, other = populations
    sizes = {
        "columns": [{"key": key, "members": [key]} for key in keys],
        "counts": [(row_of(body, key) or {})["base"] for key in keys],
        "base": people,
    }
    parts = {crossed_key(a, b): (a, b) for a in one.people for b in other.people}
    return Figures(sizes, populations, parts)
