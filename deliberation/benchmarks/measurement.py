"""What one frozen wave says of a benchmark: the figures, the status and the gap."""

import math
from dataclasses import dataclass
from typing import Any

from deliberation.benchmarks.frozen_table import Summary
from deliberation.benchmarks.indicator import (
    Count,
    Indicator,
    count_everybody,
    count_group,
)
from deliberation.benchmarks.shares import FEWEST_PEOPLE
from deliberation.benchmarks.status import BenchmarkStatus, assess
from surveys.findings.equity.direction import Direction
from surveys.findings.equity.gap import Gap, GapChange, GapLabel, Pair, gap, gap_change
from surveys.findings.frozen_body import Body


@dataclass(frozen=True)
class Watch:
    """What is computed of every wave.

    ``target`` is None while the board has set none; the groups are empty where no
    gap is watched.
    """

    indicator: Indicator
    direction: Direction
    target: float | None = None
    reference_group: str = ""
    compared_group: str = ""
    minimum: int = FEWEST_PEOPLE


@dataclass(frozen=True)
class WaveTables:
    """The frozen tables of one wave: of everybody, and of the watched groups."""

    everybody: Body
    groups: Body | None = None
    summary: Summary | None = None

    def count(self, indicator: Indicator) -> Count | None:
        """Return an indicator over everybody."""
        return count_everybody(self.everybody, indicator, self.summary)

    def count_group(self, indicator: Indicator, group: str) -> Count | None:
        """Return an indicator in one group."""
        if self.groups is None:
            return None
        return count_group(self.groups, indicator, group, self.summary)


@dataclass(frozen=True)
class Measurement:
    """What is stored of one wave; ``status`` is None while there is no target."""

    count: Count | None
    status: BenchmarkStatus | None
    gap_label: GapLabel | None
    figures: dict[str, Any]


def measure(
    watch: Watch, baseline: WaveTables, newest: WaveTables | None
) -> Measurement:
    """Return what the newest wave says, or the baseline itself if there is no other.

    Args:
        watch: the indicator, its direction, target and groups.
        baseline: the tables of the reference wave.
        newest: the tables of the wave to measure; None for the baseline itself.
    """
    here = baseline if newest is None else newest
    start, count = baseline.count(watch.indicator), here.count(watch.indicator)
    status, figures = _status(watch, start, count, is_baseline=newest is None)
    before, after = _pair(watch, baseline), _pair(watch, here)
    label, gap_figures = _gap(watch, before, after, is_baseline=newest is None)
    share = None if count is None else count.people / count.base
    return Measurement(
        count, status, label, {"share": share, **figures, "gap": gap_figures}
    )


def _status(
    watch: Watch, start: Count | None, count: Count | None, *, is_baseline: bool
) -> tuple[BenchmarkStatus | None, dict[str, Any]]:
    if count is None:
        return BenchmarkStatus.CANNOT_SAY, {}
    if watch.target is None:
        return None, {}
    found = assess(
        None if start is None else start.share,
        None if is_baseline else count.share,
        watch.target,
        watch.direction,
        minimum=watch.minimum,
    )
    return found.status, {
        "z": _finite(found.z),
        "percent_of_target": found.percent_of_target,
        "percent_of_baseline": found.percent_of_baseline,
    }


def _pair(watch: Watch, tables: WaveTables) -> tuple[Count, Count] | None:
    if not watch.compared_group:
        return None
    reference = tables.count_group(watch.indicator, watch.reference_group)
    compared = tables.count_group(watch.indicator, watch.compared_group)
    if reference is None or compared is None:
        return None
    if min(reference.base, compared.base) < watch.minimum:
        return None
    return reference, compared


def _gap(
    watch: Watch,
    before: tuple[Count, Count] | None,
    after: tuple[Count, Count] | None,
    *,
    is_baseline: bool,
) -> tuple[GapLabel | None, dict[str, Any] | None]:
    if after is None:
        return None, None
    figures = _groups(after) | _size(gap(_shares(after), watch.direction))
    if before is None or is_baseline:
        return None, figures
    change = gap_change(_shares(before), _shares(after), watch.direction)
    return change.label, figures | _change(change)


def _shares(pair: tuple[Count, Count]) -> Pair:
    reference, compared = pair
    return Pair(reference.share, compared.share)


def _groups(pair: tuple[Count, Count]) -> dict[str, Any]:
    reference, compared = pair
    return {
        "reference": [reference.people, reference.base],
        "compared": [compared.people, compared.base],
    }


def _size(found: Gap) -> dict[str, Any]:
    return {"gap_abs": found.gap_abs, "gap_rel": found.gap_rel}


def _change(change: GapChange) -> dict[str, Any]:
    return {
        "before_abs": change.before.gap_abs,
        "before_rel": change.before.gap_rel,
        "change": change.change,
        "z": _finite(change.z),
    }


def _finite(z: float | None) -> float | None:
    """Return a test's value as JSON can hold it: none where it is beyond measure."""
    return z if z is not None and math.isfinite(z) else None
