"""What the pages of the benchmarks read."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from accounts.models import Authority
from core.clock import today
from core.db import Document
from core.errors import NotFound
from core.facts import Facts, facts_of, mark_of, row_text
from deliberation.benchmarks.frozen_table import (
    group_keys,
    option_keys,
    takes_one_option,
)
from deliberation.benchmarks.indicator import (
    Count,
    Denominator,
    Indicator,
    count_everybody,
)
from deliberation.benchmarks.measurement import Watch, WaveTables
from deliberation.benchmarks.models import (
    Benchmark,
    BenchmarkMeasure,
    BenchmarkState,
)
from deliberation.benchmarks.specification import Known
from deliberation.benchmarks.targets import Candidate, Standard, candidates
from deliberation.board.models import Board, Motion
from deliberation.board.queries import seat_of
from surveys.findings.equity.direction import Direction
from surveys.findings.models import FrozenResult, Release
from surveys.findings.queries import (
    SHOWN_OF_WAVE,
    is_newest,
    is_public,
    later_results,
)


def listed(session: Session) -> list[Benchmark]:
    """Return all benchmarks that are not retired, with measures: one SELECT.

    Of the tables that were measured only which release they are of is read.
    """
    measures = (
        joinedload(Benchmark.measures)
        .joinedload(BenchmarkMeasure.frozen_result)
        .load_only(FrozenResult.release_id)
        .joinedload(FrozenResult.release)
        .load_only(Release.wave_id, Release.number)
    )
    found = session.scalars(
        select(Benchmark)
        .where(Benchmark.state != BenchmarkState.RETIRED)
        .options(joinedload(Benchmark.owner), measures)
        .order_by(Benchmark.number)
    )
    return list(found.unique())


def told_of_listed(session: Session) -> str:
    """Return a mark of all that ``listed`` returns: 1 SELECT."""
    return mark_of(session, _facts_of_listed())


@cache
def _facts_of_listed() -> Facts:
    stands = Benchmark.state != BenchmarkState.RETIRED
    return facts_of(
        row_text(Benchmark, Authority).join(Benchmark.owner).where(stands),
        row_text(BenchmarkMeasure, Release.wave_id, Release.number)
        .join(BenchmarkMeasure.benchmark)
        .join(BenchmarkMeasure.frozen_result)
        .join(FrozenResult.release)
        .where(stands),
    )


def benchmark(session: Session, slug: str) -> Benchmark:
    """Return a benchmark with all that its page shows: one SELECT.

    Raises:
        NotFound: there is no such benchmark.
    """
    rows = session.scalars(
        select(Benchmark)
        .where(Benchmark.slug == slug)
        .options(
            joinedload(Benchmark.owner),
            joinedload(Benchmark.board),
            joinedload(Benchmark.motion).joinedload(Motion.board),
            joinedload(Benchmark.baseline_result)
            .joinedload(FrozenResult.release)
            .joinedload(Release.wave),
            _with_measures(),
        )
    )
    found = rows.unique().one_or_none()
    if found is None:
        raise NotFound("benchmarks.unknown", slug=slug)
    return found


def told_of_benchmark(session: Session, slug: str) -> str:
    """Return a mark of all that ``benchmark`` returns, if it is there: 1 SELECT."""
    return mark_of(session, _facts_of_benchmark(), {"slug": slug})


@cache
def _facts_of_benchmark() -> Facts:
    wanted = Benchmark.slug == bindparam("slug")
    table = FrozenResult, Release, *SHOWN_OF_WAVE
    return facts_of(
        row_text(Benchmark, Authority, Board)
        .join(Benchmark.owner)
        .join(Benchmark.board)
        .where(wanted),
        row_text(Motion, Board)
        .join(Motion.board)
        .join(Benchmark, Benchmark.motion_id == Motion.id)
        .where(wanted),
        row_text(*table)
        .join(FrozenResult.release)
        .join(Release.wave)
        .join(Benchmark, Benchmark.baseline_result_id == FrozenResult.id)
        .where(wanted),
        row_text(BenchmarkMeasure, *table)
        .join(BenchmarkMeasure.frozen_result)
        .join(FrozenResult.release)
        .join(Release.wave)
        .join(BenchmarkMeasure.benchmark)
        .where(wanted),
    )


def on_motion(session: Session, motion_id: int) -> list[Benchmark]:
    """Return the benchmarks that a motion is about."""
    return list(
        session.scalars(select(Benchmark).where(Benchmark.motion_id == motion_id))
    )


def frozen_result(session: Session, result_id: int) -> FrozenResult:
    """Return a published table for everybody, with its release and wave.

    Raises:
        NotFound: there is no such table, it is one by groups, or it is not public.
    """
    found = session.scalar(
        select(FrozenResult)
        .join(FrozenResult.release)
        .where(FrozenResult.id == result_id, FrozenResult.breakdown == "")
        .where(is_public())
        .options(_with_wave())
    )
    if found is None:
        raise NotFound("benchmarks.unknown_result", id=result_id)
    return found


def result_of_wave(
    session: Session, wave_slug: str, item_key: str
) -> FrozenResult | None:
    """Return the newest public table of an item for everybody in a wave, if any."""
    return session.scalar(
        select(FrozenResult)
        .join(FrozenResult.release)
        .where(Release.wave.has(slug=wave_slug))
        .where(FrozenResult.item_key == item_key, FrozenResult.breakdown == "")
        .where(is_public())
        .options(_with_wave())
        .order_by(Release.number.desc())
        .limit(1)
    )


def tables_by_group(session: Session, result: FrozenResult) -> list[FrozenResult]:
    """Return the tables by groups that were frozen with a table for everybody."""
    return list(
        session.scalars(
            select(FrozenResult)
            .where(
                FrozenResult.release_id == result.release_id,
                FrozenResult.item_key == result.item_key,
                FrozenResult.breakdown != "",
            )
            .order_by(FrozenResult.position)
        )
    )


def tables_by_groups(
    session: Session, results: Collection[FrozenResult]
) -> list[FrozenResult]:
    """Return the tables by groups that were frozen with some tables of one item."""
    return list(
        session.scalars(
            select(FrozenResult)
            .where(
                FrozenResult.release_id.in_([each.release_id for each in results]),
                FrozenResult.item_key.in_({each.item_key for each in results}),
                FrozenResult.breakdown != "",
            )
            .order_by(FrozenResult.release_id, FrozenResult.position)
        )
    )


def table_by(
    session: Session, result: FrozenResult, breakdown: str
) -> FrozenResult | None:
    """Return the table of one breakdown that was frozen with a table, if any."""
    if not breakdown:
        return None
    return session.scalar(
        select(FrozenResult).where(
            FrozenResult.release_id == result.release_id,
            FrozenResult.item_key == result.item_key,
            FrozenResult.breakdown == breakdown,
        )
    )


def results_to_choose(session: Session) -> list[FrozenResult]:
    """Return every published table for everybody, newest wave first."""
    return list(
        session.scalars(
            select(FrozenResult)
            .join(FrozenResult.release)
            .where(FrozenResult.breakdown == "", is_public(), is_newest())
            .options(_with_wave())
            .order_by(Release.id.desc(), FrozenResult.position)
        )
    )


def waves_to_measure(session: Session, benchmark: Benchmark) -> list[FrozenResult]:
    """Return later published tables of the same item, measured or not, oldest first."""
    return later_results(session, benchmark.baseline_result_id, benchmark.item_key)


def results_by_id(session: Session, result_ids: Collection[int]) -> list[FrozenResult]:
    """Return these tables with their waves, oldest first."""
    found = session.scalars(
        select(FrozenResult)
        .where(FrozenResult.id.in_(result_ids))
        .options(_with_wave())
        .order_by(FrozenResult.id)
    )
    return list(found)


def authorities(session: Session) -> list[Authority]:
    """Return the public bodies that may own a benchmark."""
    return list(session.scalars(select(Authority).order_by(Authority.slug)))


def board_of(session: Session, member_id: int) -> Board | None:
    """Return the first board on which a member holds a seat today, if any."""
    return next(
        (
            board
            for board in session.scalars(select(Board).order_by(Board.id))
            if seat_of(session, board.id, member_id) is not None
        ),
        None,
    )


def next_number(session: Session) -> str:
    """Return the number of the next benchmark: BM-1, BM-2 and so on."""
    count = session.scalar(select(func.count()).select_from(Benchmark))
    return f"BM-{(count or 0) + 1}"


def known_of(session: Session, result: FrozenResult) -> Known:
    """Return the options and groups that a frozen table offers a specification."""
    tables = tables_by_group(session, result)
    return Known(
        options=option_keys(result.body),
        one_option=takes_one_option(result.body),
        groups={table.breakdown: group_keys(table.body) for table in tables},
        today=today(),
    )


def target_candidates(
    session: Session, benchmark: Benchmark, *, standard: Standard | None = None
) -> tuple[Candidate, ...]:
    """Return every target that can be computed now, for the board to argue about."""
    count = baseline_count(session, benchmark, baseline_result(session, benchmark))
    if count is None:
        return ()
    series, at = series_of(session, benchmark)
    return candidates(
        *(count.people / count.base, count.base, direction_of(benchmark)),
        series=series,
        at=at,
        standard=standard,
    )


def watch_of(benchmark: Benchmark) -> Watch:
    """Return what is computed of every wave."""
    return Watch(
        indicator=indicator_of(benchmark),
        direction=direction_of(benchmark),
        target=benchmark.target,
        reference_group=benchmark.reference_group,
        compared_group=benchmark.compared_group,
    )


def indicator_of(benchmark: Benchmark) -> Indicator:
    """Return which answers a benchmark counts, over whom."""
    return Indicator(frozenset(benchmark.numerator), Denominator(benchmark.denominator))


def direction_of(benchmark: Benchmark) -> Direction:
    """Return which way is better."""
    if benchmark.higher_is_better:
        return Direction.HIGHER_IS_BETTER
    return Direction.LOWER_IS_BETTER


def baseline_count(
    session: Session, benchmark: Benchmark, result: FrozenResult
) -> Count | None:
    """Return what a table says of a benchmark's indicator over everybody."""
    return count_everybody(
        result.body, indicator_of(benchmark), _summary(session, result)
    )


def _summary(session: Session, result: FrozenResult) -> Document:
    return session.get_one(Release, result.release_id).summary


def wave_tables(session: Session, result: FrozenResult, breakdown: str) -> WaveTables:
    """Return a table for everybody with the one by groups, and the people."""
    groups = table_by(session, result, breakdown)
    summary = _summary(session, result)
    return WaveTables(result.body, None if groups is None else groups.body, summary)


def series_of(
    session: Session, benchmark: Benchmark
) -> tuple[list[tuple[float, float]], float | None]:
    """Return (day, share) of the waves measured so far, and the target's day."""
    rows = session.scalars(
        select(BenchmarkMeasure).where(BenchmarkMeasure.benchmark_id == benchmark.id)
    )
    by_result = {row.frozen_result_id: row for row in rows}
    waves = results_by_id(session, by_result)
    # Of a wave that was corrected only what was measured last counts.
    last = {result.release.wave_id: result for result in waves}
    series: list[tuple[float, float]] = []
    for result in last.values():
        closed, found = result.release.wave.closes_on, by_result[result.id]
        if closed is not None and found.numerator is not None and found.denominator:
            series.append((closed.toordinal(), found.numerator / found.denominator))
    day = benchmark.target_date
    return series, None if day is None else day.toordinal()


def baseline_result(session: Session, benchmark: Benchmark) -> FrozenResult:
    """Return the table that a benchmark starts from."""
    return session.get_one(FrozenResult, benchmark.baseline_result_id)


def _with_wave() -> ORMOption:
    return joinedload(FrozenResult.release).joinedload(Release.wave)


def _with_measures() -> ORMOption:
    return (
        joinedload(Benchmark.measures)
        .joinedload(BenchmarkMeasure.frozen_result)
        .joinedload(FrozenResult.release)
        .joinedload(Release.wave)
    )
