"""Pages of the benchmarks: what was agreed, how it is going, and for whom."""

from functools import partial

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from accounts.guards import anyone, visitor
from accounts.rules import Right
from core import charts
from core.db import db, read_at_once
from core.i18n import direction, percent, plain_text
from deliberation.benchmarks import queries
from deliberation.benchmarks.equity.forms import groups_notes, parts_of
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
from surveys.findings.figures.forms import span_words
from surveys.findings.figures.trends import YEAR, Point, slope_of
from surveys.findings.intervals import wilson
from surveys.findings.models import FrozenResult
from surveys.findings.reading.keeping.forms import kept, named, page_of_facts
from surveys.findings.showing.forms import FEW, points_words

__all__ = ["WORDS", "bp"]

bp = Blueprint("benchmarks", __name__, url_prefix="/benchmarks")


@bp.route("/")
@anyone
def benchmarks() -> ResponseReturnValue:
    """List the benchmarks with how they are going: 2 statements, 1 once kept."""
    session = read_at_once(db.session())

    def make() -> str:
        found = queries.listed(session)
        return render_template(
            "benchmarks/benchmarks.html",
            benchmarks=found,
            headlines={each.id: _headline(each) for each in found},
            enough_better_off=has_enough_better_off([each.kind for each in found]),
        )

    return page_of_facts(queries.told_of_listed(session), make, _sets_benchmarks())


@bp.route("/<slug>")
@anyone
def benchmark(slug: str) -> ResponseReturnValue:
    """Show one benchmark: what, why, who, and each survey so far.

    Three or four statements, one once it is kept.
    """
    session = read_at_once(db.session())
    told = queries.told_of_benchmark(session, slug)
    page = partial(_page, session, slug)
    return page_of_facts(told, page, _sets_benchmarks())


def _sets_benchmarks() -> bool:
    return visitor().may(Right.SET_BENCHMARKS)


def _page(session: Session, slug: str) -> str:
    found = queries.benchmark(session, slug)
    waves = _waves(found)
    groups = queries.table_by(session, found.baseline_result, found.breakdown)
    return render_template(
        "benchmarks/benchmark.html",
        benchmark=found,
        headline=_headline(found),
        start=queries.baseline_count(session, found, found.baseline_result),
        chart=_chart(found),
        trend=_trend(found),
        options=option_words(found.baseline_result.body),
        groups={} if groups is None else group_words(groups.body),
        groups_piece=_groups_piece(found, waves),
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


def _groups_piece(found: Benchmark, waves: list[FrozenResult]) -> Markup:
    """Return all gaps as a piece of the page, made once for the surveys so far."""
    watch = queries.watch_of(found)
    counted = tuple((each.release.checksum, named(each.release.wave)) for each in waves)

    def make() -> str:
        by_groups = queries.tables_by_groups(db.session(), waves)
        parts = parts_of(watch, found.breakdown, waves, by_groups)
        return render_template(
            "benchmarks/_groups.html", parts=parts, notes=groups_notes()
        )

    start = found.baseline_result.release
    piece = kept(start, "groups", found.id, watch, counted, make=make).text
    return Markup(piece)  # noqa: S704  # a template of ours made it


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


def _trend(found: Benchmark) -> str:
    """Say how the share changes in a year; empty for fewer than three surveys.

    All of them asked the same: a changed question is not measured.
    """
    shares = [
        Point(each.frozen_result.release.wave.slug, day.toordinal() / YEAR, 1, share)
        for each in found.standing
        for day in [each.frozen_result.release.wave.closes_on]
        for share in [each.figures.get("share")]
        if day is not None and each.numerator is not None
    ]
    line = slope_of(shares)
    if line is None:
        return ""
    ends = points_words(line.low, FEW), points_words(line.high, FEW)
    said = _(
        "The line through these surveys: %(points)s percentage points a year (usual "
        "range: %(span)s).",
        points=points_words(line.per_unit, FEW),
        span=span_words(*ends),
    )
    return str(said)


def _target(found: Benchmark) -> charts.Point | None:
    if found.target is None:
        return None
    figure = percent(found.target, "#,##0.0%")
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
    figure = percent(share, "#,##0.0%")
    return charts.Point(label, share, low=low, high=high, figure=figure)
