"""What the desk was shown of a wave while it was open: sizes of groups, so far.

No resident reads them. Still, who did must not work out later what the results hide, so
they are read beside a release like what was published: since then a group can only have
grown, and by no more people than came.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.waves.plan import Breakdown, Plan


@dataclass(frozen=True)
class Size:
    """How many people of some groups of a breakdown together had answered."""

    breakdown: str
    groups: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class Seen:
    """Sizes that were shown together, when so many people had answered."""

    people: int
    sizes: tuple[Size, ...]


def seen_of(people: int, body: Mapping[str, Any], plan: Plan) -> Seen:
    """Return what a table of the desk told of the groups of a plan.

    Args:
        people: how many had answered then.
        body: as ``surveys.waves.reach.models.ReachShown`` keeps it.
        plan: of the wave.
    """
    return Seen(people, tuple(_sizes(body, plan)))


def _sizes(body: Mapping[str, Any], plan: Plan) -> Iterator[Size]:
    for breakdown in plan.breakdowns:
        known = {group.key for group in breakdown.groups}
        for row in _rows(body, breakdown):
            # Of tables made before the numbers were kept only the figures are left.
            if row.get("people") is not None and known.issuperset(row["groups"]):
                yield Size(breakdown.key, tuple(row["groups"]), row["people"])


def _rows(body: Mapping[str, Any], breakdown: Breakdown) -> list[dict[str, Any]]:
    by_key = body.get("ratios", {}).get(breakdown.key, [])
    source = breakdown.source
    shares = body.get("shares", {})
    return [*by_key, *(shares.get(source, []) if isinstance(source, str) else [])]
