"""Every table of a release that can be weighted to the figures which it keeps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.findings.frozen_body import Body
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.population import populations_of
from surveys.findings.weighting.weighted import Weighted, weighted


@dataclass(frozen=True)
class WeightedTable:
    """A question weighted by one breakdown, or why it is not."""

    item: str
    breakdown: str
    outcome: Weighted | Refusal


def weighted_tables(
    bodies: Iterable[Body], summary: Mapping[str, Any]
) -> Iterator[WeightedTable]:
    """Yield every table by a breakdown that the release keeps figures of.

    Args:
        bodies: of the release's frozen results; those of everybody are passed over.
        summary: of the release: ``groups`` by breakdown, and ``populations`` if any.
    """
    populations = populations_of(summary.get("populations", ()))
    for body in bodies:
        key = body["breakdown"]["key"] if body["breakdown"] else ""
        if key in populations and key in summary["groups"]:
            found = weighted(body, summary["groups"][key], populations[key])
            yield WeightedTable(body["item"]["key"], key, found)
