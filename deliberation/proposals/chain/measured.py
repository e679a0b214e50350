"""The figures of a benchmark as it was last measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from deliberation.proposals.figures import MAIN, Figure, FigureKind
from surveys.findings.frozen_body import Body


@dataclass(frozen=True)
class Measured:
    """What one frozen wave said of a benchmark, as it was stored."""

    result_id: int
    people: int | None
    base: int | None
    figures: Body

    @property
    def share(self) -> float | None:
        """Return the share of people, ``None`` where it is hidden."""
        if self.people is None or not self.base:
            return None
        return self.people / self.base


def benchmark_figures(
    measures: Sequence[Measured], *, baseline_id: int, target: float | None
) -> dict[str, Figure]:
    """Return what a benchmark's measures, oldest first, let a text say.

    The main figure is the newest share. ``gap`` and ``gap_before`` are points
    between its two groups, now and at the baseline, where a gap is watched.
    """
    figures: dict[str, Figure] = {}
    for each in measures:
        if each.result_id == baseline_id:
            figures["baseline"] = Figure(FigureKind.SHARE, each.share, each.base)
    if target is not None:
        figures["target"] = Figure(FigureKind.SHARE, target)
    if measures:
        newest = measures[-1]
        figures[MAIN] = Figure(FigureKind.SHARE, newest.share, newest.base)
        figures["people"] = Figure(FigureKind.PEOPLE, newest.base)
        figures |= _gap(newest.figures.get("gap") or {})
    return figures


def _gap(gap: Body) -> dict[str, Figure]:
    names = {"gap": "gap_abs", "gap_before": "before_abs"}
    return {
        name: Figure(FigureKind.POINTS, gap[stored])
        for name, stored in names.items()
        if gap.get(stored) is not None
    }
