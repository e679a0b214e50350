"""Reading the evidence of a proposal, and trying each link of its chain."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from deliberation.benchmarks.models import (
    Benchmark,
    BenchmarkMeasure,
    BenchmarkState,
    standing_of,
)
from deliberation.board.models import PriorityItem, RatingExercise, RoundState
from deliberation.proposals.chain.measured import Measured, benchmark_figures
from deliberation.proposals.chain.reading import (
    is_whole,
    lead_of,
    rating_figures,
    result_figures,
    result_people,
    result_title,
)
from deliberation.proposals.evidence import Break, Cited, EvidenceKind
from deliberation.proposals.models import Evidence, Proposal
from forum.threads.models import Thread
from surveys.findings.models import FrozenResult

Chain = tuple[Cited, ...]
"""The evidence of one proposal, in its order."""


def chain_of(session: Session, proposal: Proposal) -> Chain:
    """Return a proposal's evidence with figures and faults: at most three SELECTs.

    What was delivered keeps the figures of that day: a later wave changes no brief.
    """
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.proposal_id == proposal.id)
        .order_by(Evidence.position)
        .options(*_with_sources())
    )
    return tuple(_cited(row, until=proposal.delivered_on) for row in rows)


def last_outcome(exercise: RatingExercise, key: str) -> Mapping[str, Any] | None:
    """Return what the last closed round of a loaded exercise said of an item."""
    closed = [each for each in exercise.rounds if each.state == RoundState.CLOSED]
    said: Mapping[str, Any] = (closed[-1].outcome or {}) if closed else {}
    found: Mapping[str, Any] | None = said.get("items", {}).get(key)
    return found


def broken_result(result: FrozenResult | None) -> Break | None:
    """Return why a frozen result, loaded with its release, proves nothing."""
    if result is None:
        return Break.NO_RESULT
    if result.release.published_at is None:
        return Break.NOT_PUBLISHED
    return None if is_whole(result.body, result.checksum) else Break.CHANGED


def _cited(row: Evidence, *, until: date | None) -> Cited:
    if row.frozen_result is not None:
        return _of_result(row, row.frozen_result)
    if row.thread is not None:
        return _of_thread(row, row.thread)
    if row.priority_item is not None:
        return _of_rating(row, row.priority_item)
    if row.benchmark is not None:
        return _of_benchmark(row, row.benchmark, until)
    raise ValueError("evidence without a source")


def _of_result(row: Evidence, result: FrozenResult) -> Cited:
    return Cited(
        **_frame(row, EvidenceKind.RESULT),
        title=result_title(result.body),
        reference=str(result.id),
        figures=result_figures(result.body),
        people=result_people(result.body),
        lead=lead_of(result.body),
        broken=broken_result(result),
    )


def _of_thread(row: Evidence, thread: Thread) -> Cited:
    about = thread.frozen_result
    hidden = None if thread.is_public else Break.THREAD_HIDDEN
    return Cited(
        **_frame(row, EvidenceKind.THREAD),
        title={thread.language: thread.title},
        reference=thread.slug,
        broken=hidden or (broken_result(about) if about is not None else None),
    )


def _of_rating(row: Evidence, rated: PriorityItem) -> Cited:
    outcome = last_outcome(rated.exercise, rated.key)
    unread = Break.ROUND_OPEN if outcome is None else None
    return Cited(
        **_frame(row, EvidenceKind.RATING),
        title=rated.title,
        reference=rated.exercise.slug,
        anchor=f"item-{rated.key}",
        figures=rating_figures(outcome),
        people=outcome["raters"] if outcome else None,
        split=bool(outcome and outcome["disagreement"]),
        broken=unread or broken_result(rated.frozen_result),
    )


def _of_benchmark(row: Evidence, benchmark: Benchmark, until: date | None) -> Cited:
    adopted = benchmark.state != BenchmarkState.NOMINATED
    known = standing_of(
        measure
        for measure in benchmark.measures
        if until is None or measure.measured_at.date() <= until
    )
    results = [benchmark.baseline_result, *(each.frozen_result for each in known)]
    return Cited(
        **_frame(row, EvidenceKind.BENCHMARK),
        title=benchmark.title,
        reference=benchmark.slug,
        figures=benchmark_figures(
            list(map(_measured, known)),
            baseline_id=benchmark.baseline_result_id,
            target=benchmark.target,
        ),
        people=known[-1].denominator if known else None,
        broken=_first(map(broken_result, results)) if adopted else Break.NOT_ADOPTED,
    )


def _measured(measure: BenchmarkMeasure) -> Measured:
    return Measured(
        measure.frozen_result_id,
        measure.numerator,
        measure.denominator,
        measure.figures,
    )


def _frame(row: Evidence, kind: EvidenceKind) -> dict[str, Any]:
    return {
        "id": row.id,
        "position": row.position,
        "kind": kind,
        "shows": row.shows,
        "limits": row.limits,
    }


def _first(breaks: Iterable[Break | None]) -> Break | None:
    return next((each for each in breaks if each is not None), None)


def _with_sources() -> tuple[ORMOption, ...]:
    released = joinedload(FrozenResult.release)
    thread = joinedload(Evidence.thread).joinedload(Thread.frozen_result)
    rated = joinedload(Evidence.priority_item)
    benchmark = joinedload(Evidence.benchmark)
    measured = selectinload(Benchmark.measures)
    return (
        joinedload(Evidence.frozen_result).options(released),
        thread.options(released),
        rated.joinedload(PriorityItem.frozen_result).options(released),
        rated.joinedload(PriorityItem.exercise).selectinload(RatingExercise.rounds),
        benchmark.joinedload(Benchmark.baseline_result).options(released),
        benchmark.options(
            measured.joinedload(BenchmarkMeasure.frozen_result).options(released)
        ),
    )
