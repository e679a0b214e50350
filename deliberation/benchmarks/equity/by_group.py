"""A benchmark in every group of a breakdown, wave by wave, and how gaps changed.

All groups stand beside one that is fixed: it never follows whoever happens to lead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from deliberation.benchmarks.indicator import Count
from deliberation.benchmarks.measurement import Watch, WaveTables
from surveys.findings.equity.disparity import (
    disparity_healthy_people,
    disparity_pearcy_keppel,
    maximal_gap,
)
from surveys.findings.equity.gap import Gap, GapChange, GapLabel, Pair, gap, gap_change
from surveys.findings.figures.table import groups_of
from surveys.findings.frozen_body import Body
from surveys.waves.plan import NO_GROUP

LEAST_GROUPS = 2


@dataclass(frozen=True)
class GroupInWave:
    """A group of one wave beside the group compared with.

    ``gap`` is above 0, or its ratio above 1, where the group is worse off. All are
    None where a number is not shown; ``change`` also in the wave that all start from.
    """

    group: str
    share: Count | None = None
    beside: Count | None = None
    gap: Gap | None = None
    change: GapChange | None = None

    @property
    def label(self) -> GapLabel | None:
        """What the change since the start is called."""
        return self.change.label if self.change else None


@dataclass(frozen=True)
class WaveGaps:
    """All groups of one wave; ``points`` from lowest to highest, and two indices.

    ``healthy_people`` is None where it cannot be divided.
    """

    groups: tuple[GroupInWave, ...]
    points: float | None
    pearcy_keppel: float | None
    healthy_people: float | None


@dataclass(frozen=True)
class ByGroup:
    """The gaps of one breakdown: ``waves`` in the order given, the start first."""

    reference: str
    waves: tuple[WaveGaps, ...]

    @property
    def newest(self) -> tuple[GroupInWave, ...]:
        """The groups of the wave that came last."""
        return self.waves[-1].groups


def by_group(watch: Watch, waves: Sequence[WaveTables]) -> ByGroup | None:
    """Return every gap of one breakdown; None without two groups to start from.

    Args:
        watch: the indicator, its direction, and the pair of groups if one is watched.
        waves: the tables of each wave with those by this breakdown, the start first.
    """
    start = waves[0]
    reference = reference_of(watch, start) if start.groups else None
    if reference is None:
        return None
    return ByGroup(
        reference,
        tuple(
            _wave(watch, reference, start, here, is_start=not place)
            for place, here in enumerate(waves)
        ),
    )


def reference_of(watch: Watch, start: WaveTables) -> str | None:
    """Return the group that all others are compared with, as the start fixes it.

    The one that is watched; else the one that the plan named before anybody answered;
    else the one that was best off in the wave that the benchmark starts from.
    """
    shares = {key: _count(watch, start, key) for key in _groups(start.groups)}
    known = {key: count.people / count.base for key, count in shares.items() if count}
    if len(known) < LEAST_GROUPS:
        return None
    named = (start.groups or {}).get("breakdown") or {}
    for key in (watch.reference_group, named.get("reference")):
        if key in known:
            return str(key)
    return max(known, key=lambda key: known[key] * watch.direction.sign)


def _wave(
    watch: Watch, reference: str, start: WaveTables, here: WaveTables, *, is_start: bool
) -> WaveGaps:
    return WaveGaps(
        tuple(
            _group(
                watch,
                (key, reference),
                None if is_start else _pair(watch, start, (key, reference)),
                _pair(watch, here, (key, reference)),
            )
            for key in _groups(here.groups)
            if key != reference
        ),
        *_how_far_apart(watch, here),
    )


def _how_far_apart(
    watch: Watch, here: WaveTables
) -> tuple[float | None, float | None, float | None]:
    """Return the points and both indices of a wave; nothing for fewer than two."""
    everybody = here.count(watch.indicator)
    counts = [_count(watch, here, key) for key in _groups(here.groups)]
    shares = [each.people / each.base for each in counts if each]
    if everybody is None or not everybody.people or len(shares) < LEAST_GROUPS:
        return None, None, None
    return (
        maximal_gap(shares).gap_abs,
        disparity_pearcy_keppel(shares, everybody.people / everybody.base),
        disparity_healthy_people(shares, watch.direction),
    )


def _group(
    watch: Watch,
    keys: tuple[str, str],
    before: tuple[Count, Count] | None,
    now: tuple[Count, Count] | None,
) -> GroupInWave:
    if now is None:
        return GroupInWave(keys[0])
    pair = Pair(now[1].share, now[0].share)
    change = None
    if before is not None:
        then = Pair(before[1].share, before[0].share)
        change = gap_change(then, pair, watch.direction)
    return GroupInWave(keys[0], *now, gap(pair, watch.direction), change)


def _pair(
    watch: Watch, tables: WaveTables, keys: tuple[str, str]
) -> tuple[Count, Count] | None:
    """Return what two groups say, in this order; None where one is not shown."""
    ours, theirs = (_count(watch, tables, key) for key in keys)
    return (ours, theirs) if ours and theirs else None


def _count(watch: Watch, tables: WaveTables, group: str) -> Count | None:
    found = tables.count_group(watch.indicator, group)
    return found if found and found.base >= watch.minimum else None


def _groups(body: Body | None) -> tuple[str, ...]:
    """Return the groups that a table has a row for, shown or not."""
    keys = groups_of(body) if body else ()
    return tuple(key for key in keys if key != NO_GROUP)
