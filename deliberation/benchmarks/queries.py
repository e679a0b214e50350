"""What the pages of the benchmarks read."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from accounts.models import Authority
from core.errors import NotFound
from deliberation.benchmarks.models import (
    Benchmark,
    BenchmarkMeasure,
    BenchmarkState,
)
from deliberation.board.models import Board, Motion
from surveys.findings.models import FrozenResult, Release


def listed(session: Session) -> list[Benchmark]:
    """Return all benchmarks that are not retired, with measures: two SELECTs."""
    return list(
        session.scalars(
            select(Benchmark)
            .where(Benchmark.state != BenchmarkState.RETIRED)
            .options(joinedload(Benchmark.owner), _with_measures())
            .order_by(Benchmark.number)
        )
    )


def benchmark(session: Session, slug: str) -> Benchmark:
    """Return a benchmark with all that its page shows: two SELECTs.

    Raises:
        NotFound: there is no such benchmark.
    """
    found = session.scalar(
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
    if found is None:
        raise NotFound("benchmarks.unknown", slug=slug)
    return found


def on_motion(session: Session, motion_id: int) -> list[Benchmark]:
    """Return the benchmarks that a motion is about."""
    return list(
        session.scalars(select(Benchmark).where(Benchmark.motion_id == motion_id))
    )


def frozen_result(session: Session, result_id: int) -> FrozenResult:
    """Return a table for everybody, with its release and wave.

    Raises:
        NotFound: there is no such table, or it is one by groups.
    """
    found = session.scalar(
        select(FrozenResult)
        .where(FrozenResult.id == result_id, FrozenResult.breakdown == "")
        .options(_with_wave())
    )
    if found is None:
        raise NotFound("benchmarks.unknown_result", id=result_id)
    return found


def result_of_wave(
    session: Session, wave_slug: str, item_key: str
) -> FrozenResult | None:
    """Return the newest frozen table of an item for everybody in a wave, if any."""
    return session.scalar(
        select(FrozenResult)
        .join(FrozenResult.release)
        .where(Release.wave.has(slug=wave_slug))
        .where(FrozenResult.item_key == item_key, FrozenResult.breakdown == "")
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
            .where(FrozenResult.breakdown == "", Release.published_at.is_not(None))
            .options(_with_wave())
            .order_by(Release.id.desc(), FrozenResult.position)
        )
    )


def waves_to_measure(session: Session, benchmark: Benchmark) -> list[FrozenResult]:
    """Return later published tables of the same item, measured or not, oldest first."""
    return list(
        session.scalars(
            select(FrozenResult)
            .join(FrozenResult.release)
            .where(
                FrozenResult.item_key == benchmark.item_key,
                FrozenResult.breakdown == "",
                FrozenResult.id > benchmark.baseline_result_id,
                Release.published_at.is_not(None),
            )
            .options(_with_wave())
            .order_by(FrozenResult.id)
        )
    )


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


def boards(session: Session) -> Sequence[Board]:
    """Return every board."""
    return session.scalars(select(Board).order_by(Board.id)).all()


def next_number(session: Session) -> str:
    """Return the number of the next benchmark: BM-1, BM-2 and so on."""
    count = session.scalar(select(func.count()).select_from(Benchmark))
    return f"BM-{(count or 0) + 1}"


def _with_wave() -> ORMOption:
    return joinedload(FrozenResult.release).joinedload(Release.wave)


def _with_measures() -> ORMOption:
    return (
        selectinload(Benchmark.measures)
        .joinedload(BenchmarkMeasure.frozen_result)
        .joinedload(FrozenResult.release)
        .joinedload(Release.wave)
    )
