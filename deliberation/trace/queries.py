"""What a trace reads: upwards, from results to threads, ratings, benchmarks, answers.

Only what is public is followed: no draft, no hidden thread, no open round.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from accounts.models import Authority
from core.facts import row_text
from deliberation.benchmarks.models import (
    Benchmark,
    BenchmarkMeasure,
    BenchmarkState,
)
from deliberation.board.models import PriorityItem, RatingExercise, RatingRound
from deliberation.proposals.asks import AnswerState
from deliberation.proposals.chain.queries import last_outcome
from deliberation.proposals.evidence import TraceKind
from deliberation.proposals.models import (
    Ask,
    AuthorityResponse,
    Evidence,
    Proposal,
)
from deliberation.proposals.stages import Stage
from deliberation.trace.becoming import Becoming, Link, Step, told
from forum.notes.models import Note
from forum.threads.models import Thread
from surveys.findings.models import FrozenResult, Release

# What links show of what else is long; of other tables every column is read.
_SHOWN_OF_BENCHMARK = (
    Benchmark.id,
    Benchmark.number,
    Benchmark.slug,
    Benchmark.title,
    Benchmark.state,
    Benchmark.adopted_at,
)
_SHOWN_OF_PROPOSAL = (
    Proposal.id,
    Proposal.slug,
    Proposal.title,
    Proposal.state,
    Proposal.delivered_on,
)

Ids = Collection[int] | Select[int]
"""Keys of rows, known or selected."""


@dataclass(frozen=True)
class Origins:
    """Ids of the things from which to look upwards."""

    results: Ids = ()
    threads: Ids = ()
    rated: Ids = ()
    benchmarks: Ids = ()


def became_of_results(session: Session, result_ids: Collection[int]) -> Becoming:
    """Return all that frozen results led to: seven SELECTs."""
    threads = _threads(session, result_ids)
    rated = _rated(session, result_ids)
    benchmarks = _benchmarks(session, result_ids)
    origins = Origins(
        results=result_ids,
        threads=[thread.id for thread in threads],
        rated=[each.id for each in rated],
        benchmarks=[benchmark.id for benchmark in benchmarks],
    )
    return told(
        {
            Step.THREADS: [thread_link(thread) for thread in threads],
            Step.RATED: [rated_link(each) for each in rated],
            Step.BENCHMARKS: [benchmark_link(each) for each in benchmarks],
            **_proposal_steps(proposals_resting_on(session, origins)),
        }
    )


def became_of(session: Session, origins: Origins) -> Becoming:
    """Return the proposals, asks and answers that rest on things: two SELECTs."""
    return told(_proposal_steps(proposals_resting_on(session, origins)))


def became_of_proposal(proposal: Proposal) -> Becoming:
    """Return the asks and answers of a loaded proposal."""
    return told(_proposal_steps([proposal]))


def proposals_resting_on(session: Session, origins: Origins) -> list[Proposal]:
    """Return the public proposals that cite any of these things: two SELECTs."""
    asks = selectinload(Proposal.asks)
    return list(
        session.scalars(
            select(Proposal)
            .where(_rests_on(origins))
            .options(asks.joinedload(Ask.authority), asks.joinedload(Ask.response))
            .order_by(Proposal.id)
        )
    )


def told_of_results(results: Select[int]) -> list[Select[str]]:
    """Select all that the future of results shows, each row as a text.

    Whatever ``became_of_results`` returns is made of these rows and no others.
    """
    threads = select(Thread.id).where(is_about(results))
    rated = select(PriorityItem).where(PriorityItem.frozen_result_id.in_(results))
    exercises = rated.with_only_columns(PriorityItem.exercise_id)
    benchmarks = select(Benchmark.id).where(_is_measured_by(results))
    items = rated.with_only_columns(PriorityItem.id)
    rests = _rests_on(Origins(results, threads, items, benchmarks))
    return [
        row_text(Thread).where(Thread.id.in_(threads)),
        row_text(PriorityItem).where(PriorityItem.id.in_(items)),
        row_text(RatingExercise).where(RatingExercise.id.in_(exercises)),
        row_text(RatingRound).where(RatingRound.exercise_id.in_(exercises)),
        row_text(*_SHOWN_OF_BENCHMARK).where(Benchmark.id.in_(benchmarks)),
        row_text(BenchmarkMeasure, Release.wave_id, Release.number)
        .join(BenchmarkMeasure.frozen_result)
        .join(FrozenResult.release)
        .where(BenchmarkMeasure.benchmark_id.in_(benchmarks)),
        row_text(*_SHOWN_OF_PROPOSAL).where(rests),
        row_text(Ask, Authority, AuthorityResponse)
        .select_from(Ask)
        .join(Ask.proposal)
        .join(Ask.authority)
        .outerjoin(Ask.response)
        .where(rests),
    ]


def thread_link(thread: Thread) -> Link:
    """Return where a thread's trace is."""
    words = {thread.language: thread.title}
    return Link(TraceKind.THREAD, thread.slug, words, day=thread.opened_at.date())


def rated_link(rated: PriorityItem) -> Link:
    """Return where a rated item's trace is, and what the board made of it."""
    outcome = last_outcome(rated.exercise, rated.key)
    split = outcome is not None and outcome["disagreement"]
    return Link(
        TraceKind.ROUND,
        rated.exercise.slug,
        rated.title,
        state="disagreement" if split else (outcome or {}).get("verdict", "open"),
        day=_rated_on(rated.exercise),
        anchor=f"item-{rated.key}",
    )


def _rated_on(exercise: RatingExercise) -> date | None:
    """Return the day on which the last round closed that has an outcome."""
    closed = [each.closes_on for each in exercise.rounds if each.outcome]
    return closed[-1] if closed else None


def benchmark_link(benchmark: Benchmark) -> Link:
    """Return where a benchmark's trace is, and how it is going."""
    standing = benchmark.standing
    latest = standing[-1].status if standing else "baseline_only"
    return Link(
        TraceKind.BENCHMARK,
        benchmark.slug,
        benchmark.title,
        state=latest,
        day=benchmark.adopted_at and benchmark.adopted_at.date(),
    )


def _threads(session: Session, result_ids: Collection[int]) -> list[Thread]:
    return list(
        session.scalars(select(Thread).where(is_about(result_ids)).order_by(Thread.id))
    )


def is_about(result_ids: Ids) -> ColumnElement[bool]:
    """Hold for what was said about results, and the notes that stand beside them."""
    beside = or_(
        Note.frozen_result_id.in_(result_ids),
        Note.frozen_result_id.is_(None)
        & Note.release_id.in_(
            select(FrozenResult.release_id).where(FrozenResult.id.in_(result_ids))
        ),
    )
    notes = select(Note.thread_id).where(beside, Note.withdrawn_at.is_(None))
    about = or_(Thread.frozen_result_id.in_(result_ids), Thread.id.in_(notes))
    return Thread.is_public & about


def _rated(session: Session, result_ids: Collection[int]) -> list[PriorityItem]:
    return list(
        session.scalars(
            select(PriorityItem)
            .where(PriorityItem.frozen_result_id.in_(result_ids))
            .options(
                joinedload(PriorityItem.exercise).selectinload(RatingExercise.rounds)
            )
            .order_by(PriorityItem.exercise_id, PriorityItem.key)
        )
    )


def _benchmarks(session: Session, result_ids: Collection[int]) -> list[Benchmark]:
    # Which wave a measure is of, and not what it measured: tables are long to read.
    of_wave = (
        selectinload(Benchmark.measures)
        .load_only(BenchmarkMeasure.status)
        .joinedload(BenchmarkMeasure.frozen_result)
        .load_only(FrozenResult.release_id)
        .joinedload(FrozenResult.release)
        .load_only(Release.wave_id, Release.number)
    )
    return list(
        session.scalars(
            select(Benchmark)
            .where(_is_measured_by(result_ids))
            .options(of_wave)
            .order_by(Benchmark.number)
        )
    )


def _is_measured_by(result_ids: Ids) -> ColumnElement[bool]:
    """Hold for benchmarks in force that begin from results, or were measured by."""
    measured = select(BenchmarkMeasure.benchmark_id).where(
        BenchmarkMeasure.frozen_result_id.in_(result_ids)
    )
    begins = Benchmark.baseline_result_id.in_(result_ids)
    in_force = Benchmark.state == BenchmarkState.ADOPTED
    return in_force & (begins | Benchmark.id.in_(measured))


def _rests_on(origins: Origins) -> ColumnElement[bool]:
    """Hold for public proposals that cite any of these things."""
    cites = or_(
        Evidence.frozen_result_id.in_(origins.results),
        Evidence.thread_id.in_(origins.threads),
        Evidence.priority_item_id.in_(origins.rated),
        Evidence.benchmark_id.in_(origins.benchmarks),
    )
    citing = select(Evidence.proposal_id).where(cites)
    return (Proposal.state != Stage.DRAFT) & Proposal.id.in_(citing)


def _proposal_steps(proposals: Iterable[Proposal]) -> dict[Step, list[Link]]:
    found = list(proposals)
    asks = [(proposal, ask) for proposal in found for ask in proposal.asks]
    return {
        Step.PROPOSALS: [_proposal_link(proposal) for proposal in found],
        Step.ASKS: [_ask_link(proposal, ask) for proposal, ask in asks],
        Step.ANSWERS: [
            _answer_link(proposal, ask)
            for proposal, ask in asks
            if proposal.delivered_on is not None
        ],
    }


def _proposal_link(proposal: Proposal) -> Link:
    return Link(
        TraceKind.PROPOSAL,
        proposal.slug,
        proposal.title,
        state=proposal.state,
        day=proposal.delivered_on,
    )


def _ask_link(proposal: Proposal, ask: Ask) -> Link:
    return Link(
        TraceKind.PROPOSAL, proposal.slug, ask.wording, anchor=f"ask-{ask.number}"
    )


def _answer_link(proposal: Proposal, ask: Ask) -> Link:
    """Return how an ask was answered; silence is an answer that is shown."""
    response = ask.response
    return Link(
        TraceKind.PROPOSAL,
        proposal.slug,
        ask.authority.name,
        state=response.state if response else AnswerState.NO_ANSWER,
        day=response.answered_on if response else None,
        anchor=f"ask-{ask.number}",
    )
