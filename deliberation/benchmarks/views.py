"""Pages of the benchmarks: what was agreed, how it is going, and for whom."""

from collections.abc import Iterable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date, format_percent
from flask_babel import gettext as _
from markupsafe import Markup

from accounts.guards import anyone
from core import charts
from core.db import db
from core.i18n import direction, plain_text
from deliberation.benchmarks import queries
from deliberation.benchmarks.equity.forms import parts_of
from deliberation.benchmarks.forms import (
    DENOMINATOR_WORDS,
    KIND_WORDS,
    METHOD_WORDS,
    RIGHT_WORDS,
    WORDS,
    group_words,
    option_words,
)
from deliberation.benchmarks.headline import Headline, headline
from deliberation.benchmarks.models import Benchmark, BenchmarkMeasure
from deliberation.benchmarks.specification_faults import has_enough_better_off
from deliberation.benchmarks.status import BenchmarkStatus
from surveys.findings.equity.gap import GapLabel
from surveys.findings.intervals import wilson
from surveys.findings.models import FrozenResult

__all__ = ["WORDS", "bp"]

bp = Blueprint("benchmarks", __name__, url_prefix="/benchmarks")


@bp.route("/")
@anyone
def benchmarks() -> ResponseReturnValue:
    """List the benchmarks with how they are going. Two statements."""
    found = queries.listed(db.session())
    return render_template(
        "benchmarks/benchmarks.html",
        benchmarks=found,
        headlines={each.id: _headline(each) for each in found},
        enough_better_off=has_enough_better_off([each.kind for each in found]),
    )


@bp.route("/<slug>")
@anyone
def benchmark(slug: str) -> ResponseReturnValue:
    """Show one benchmark: what, why, who, and each survey so far. Three statements."""
    found = queries.benchmark(db.session(), slug)
    waves = _waves(found)
    by_groups = queries.tables_by_groups(db.session(), waves)
    return render_template(
        "benchmarks/benchmark.html",
        benchmark=found,
        headline=_headline(found),
        start=queries.baseline_count(db.session(), found, found.baseline_result),
        chart=_chart(found),
        options=option_words(found.baseline_result.body),
        groups=_group_words(found, by_groups),
        parts=parts_of(queries.watch_of(found), found.breakdown, waves, by_groups),
        right_words=RIGHT_WORDS,
        kind_words=KIND_WORDS,
        denominator_words=DENOMINATOR_WORDS,
        method_words=METHOD_WORDS,
    )


def _waves(found: Benchmark) -> list[FrozenResult]:
    """Return the tables that a benchmark was counted from, the start first."""
    start = found.baseline_result
    later = (each.frozen_result for each in found.standing)
    wave = start.release.wave_id
    return [start, *(each for each in later if each.release.wave_id != wave)]


def _group_words(found: Benchmark, by_groups: Iterable[FrozenResult]) -> dict[str, str]:
    """Return what the groups are called of which two are watched."""
    place = found.baseline_result.release_id, found.breakdown
    bodies = (e.body for e in by_groups if (e.release_id, e.breakdown) == place)
    return next(map(group_words, bodies), {})


def _headline(found: Benchmark) -> Headline | None:
    """Return what the newest survey says first; None while nothing can be said."""
    newest = found.standing[-1] if found.measures else None
    if newest is None or not newest.status:
        return None
    label = GapLabel(newest.gap_label) if newest.gap_label else None
    return headline(BenchmarkStatus(newest.status), label)


def _chart(found: Benchmark) -> Markup | str:
    """Draw the surveys as a line towards the target."""
    if not found.measures:
        return ""
    spec = charts.chart_spec(
        [charts.Panel(tuple(_point(measure) for measure in found.standing))],
        key=f"benchmark-{found.id}",
        title=plain_text(found.title),
        description=_(
            "The share in each survey, and the target. The table has the same figures."
        ),
        hidden=_("not shown, too few people"),
        kind=charts.ChartKind.WAVES,
        right_to_left=direction() == "rtl",
        target=_target(found),
    )
    return charts.svg(spec)


def _target(found: Benchmark) -> charts.Point | None:
    if found.target is None:
        return None
    figure = format_percent(found.target, "#,##0.0%")
    return charts.Point(_("Target"), found.target, figure=figure)


def _point(measure: BenchmarkMeasure) -> charts.Point:
    wave = measure.frozen_result.release.wave
    # A month fits under a point on a phone; a whole title does not.
    day = wave.closes_on
    label = plain_text(wave.title) if day is None else format_date(day, "MMM y")
    if measure.numerator is None or not measure.denominator:
        return charts.Point(label, None)
    low, high = wilson(measure.numerator, measure.denominator)
    share = measure.numerator / measure.denominator
    figure = format_percent(share, "#,##0.0%")
    return charts.Point(label, share, low=low, high=high, figure=figure)
