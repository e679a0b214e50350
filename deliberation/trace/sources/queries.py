"""Reading what a trace begins from, with the frozen results below it.

Each function raises ``NotFound`` where there is no such thing, or where it is not
public: who follows a link learns nothing about drafts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.errors import NotFound
from deliberation.benchmarks.models import (
    Benchmark,
    BenchmarkMeasure,
)
from deliberation.board.models import (
    Board,
    PriorityItem,
    RatingExercise,
    RatingRound,
    RoundState,
)
from deliberation.proposals import queries as proposals
from deliberation.proposals.chain.queries import Chain, chain_of
from deliberation.proposals.chain.reading import (
    is_whole,
    result_people,
    result_title,
)
from deliberation.proposals.evidence import Cited, TraceKind
from deliberation.proposals.models import Proposal
from deliberation.trace.becoming import Becoming, Link, Step, from_step
from deliberation.trace.queries import (
    Origins,
    became_of,
    became_of_proposal,
    became_of_results,
)
from deliberation.trace.references import (
    ItemReference,
    read_item,
    read_result,
    read_slug,
)
from forum.notes.models import Note
from forum.threads.models import Thread
from surveys.findings import queries as findings
from surveys.findings.models import FrozenResult, Release
from surveys.instruments.piping import without_answers
from surveys.instruments.queries import instrument_of
from surveys.instruments.questionnaire import Item

RELEASED = joinedload(FrozenResult.release).joinedload(Release.wave)


@dataclass(frozen=True)
class ThreadTrace:
    """A conversation, the result that it is about, if any, and what it led to."""

    thread: Thread
    down: tuple[Link, ...]
    becoming: Becoming


@dataclass(frozen=True)
class RoundTrace:
    """A rating exercise whose last round is closed, and what its items led to."""

    exercise: RatingExercise
    board: Board
    outcomes: dict[str, dict[str, object] | None]
    down: tuple[Link, ...]
    becoming: Becoming


@dataclass(frozen=True)
class BenchmarkTrace:
    """A benchmark, the results that it is measured by, what it led to."""

    benchmark: Benchmark
    down: tuple[Link, ...]
    becoming: Becoming


@dataclass(frozen=True)
class ProposalTrace:
    """A public proposal, its evidence, and how it was answered."""

    proposal: Proposal
    chain: Chain
    down: tuple[Link, ...]
    becoming: Becoming


@dataclass(frozen=True)
class ResultTrace:
    """A published table, its exact question, whether it is unchanged, and its future.

    ``language`` is the one in which every text is there; ``people`` stand behind
    the shares, ``None`` where that is hidden.
    """

    result: FrozenResult
    question: Item
    language: str
    people: int | None
    is_whole: bool
    down: tuple[Link, ...]
    becoming: Becoming


@dataclass(frozen=True)
class ItemTrace:
    """A question in every language, the tables of every wave, and what it led to."""

    question: Item
    instrument: str
    becoming: Becoming


def result_trace(session: Session, reference: str) -> ResultTrace:
    """Return a published table's trace: at most nine SELECTs.

    A table by groups shares the future of its question's other tables.
    """
    found = findings.frozen_result(session, read_result(reference) or 0)
    instrument = found.release.wave.version.instrument.slug
    question = _question(found)
    item = Link(
        TraceKind.ITEM,
        str(ItemReference(instrument, found.item_key)),
        without_answers(question.label),
    )
    becoming = from_step(
        became_of_results(session, _tables_beside(session, found)), Step.THREADS
    )
    return ResultTrace(
        found,
        question,
        instrument_of(found.release.wave.version).default_language,
        result_people(found.body),
        is_whole(found.body, found.checksum),
        (item,),
        becoming,
    )


def item_trace(session: Session, reference: str) -> ItemTrace:
    """Return a question's trace over all its waves: at most eight SELECTs."""
    asked = read_item(reference)
    results = (
        findings.results_of_question(session, asked.instrument, asked.key)
        if asked
        else []
    )
    if not asked or not results:
        raise NotFound("trace.none")
    becoming = became_of_results(session, [result.id for result in results])
    everybody = [result for result in results if not result.breakdown]
    return ItemTrace(
        _question(results[-1]),
        asked.instrument,
        {**becoming, Step.RESULTS: tuple(map(result_link, everybody))},
    )


def thread_trace(session: Session, reference: str) -> ThreadTrace:
    """Return a public conversation's trace, or that of a note: three SELECTs."""
    about = func.coalesce(Thread.frozen_result_id, Note.frozen_result_id)
    row = session.execute(
        select(Thread, FrozenResult)
        .outerjoin(Note, Note.thread_id == Thread.id)
        .outerjoin(FrozenResult, FrozenResult.id == about)
        .where(Thread.slug == read_slug(reference), Thread.is_public)
        .options(RELEASED)
    ).one_or_none()
    if row is None:
        raise NotFound("trace.none")
    found, result = row
    becoming = became_of(session, Origins(threads=[found.id]))
    return ThreadTrace(found, _results([result]), from_step(becoming, Step.PROPOSALS))


def round_trace(session: Session, reference: str) -> RoundTrace:
    """Return a rated exercise's trace: six SELECTs."""
    items = selectinload(RatingExercise.priority_items)
    found = session.scalar(
        select(RatingExercise)
        .where(RatingExercise.slug == read_slug(reference))
        .options(
            items.joinedload(PriorityItem.frozen_result).options(RELEASED),
            selectinload(RatingExercise.rounds),
        )
    )
    closed = [each for each in found.rounds if _is_closed(each)] if found else []
    if found is None or not closed:
        raise NotFound("trace.none")
    becoming = became_of(
        session, Origins(rated=[item.id for item in found.priority_items])
    )
    return RoundTrace(
        found,
        session.get_one(Board, found.board_id),
        (closed[-1].outcome or {}).get("items", {}),
        _results(item.frozen_result for item in found.priority_items),
        from_step(becoming, Step.PROPOSALS),
    )


def benchmark_trace(session: Session, reference: str) -> BenchmarkTrace:
    """Return a benchmark's trace, adopted or still proposed: four SELECTs."""
    measures = selectinload(Benchmark.measures)
    found = session.scalar(
        select(Benchmark)
        .where(Benchmark.slug == read_slug(reference))
        .options(
            joinedload(Benchmark.baseline_result).options(RELEASED),
            measures.joinedload(BenchmarkMeasure.frozen_result).options(RELEASED),
            joinedload(Benchmark.board),
            joinedload(Benchmark.owner),
            joinedload(Benchmark.motion),
        )
    )
    if found is None:
        raise NotFound("trace.none")
    becoming = became_of(session, Origins(benchmarks=[found.id]))
    results = [found.baseline_result, *(each.frozen_result for each in found.measures)]
    return BenchmarkTrace(found, _results(results), from_step(becoming, Step.PROPOSALS))


def proposal_trace(session: Session, reference: str) -> ProposalTrace:
    """Return a public proposal's trace: five SELECTs."""
    found = proposals.in_public(session, read_slug(reference) or "")
    chain = chain_of(session, found)
    becoming = from_step(became_of_proposal(found), Step.ASKS)
    return ProposalTrace(found, chain, tuple(map(_evidence_link, chain)), becoming)


def result_link(result: FrozenResult) -> Link:
    """Return where a frozen result's trace is; its release and wave are loaded."""
    return Link(
        TraceKind.RESULT,
        str(result.id),
        result_title(result.body),
        found_in=result.release.wave.title,
    )


def _is_closed(rated: RatingRound) -> bool:
    return rated.state == RoundState.CLOSED


def _tables_beside(session: Session, result: FrozenResult) -> list[int]:
    """Return the ids of every table of a result's question in its release."""
    return list(
        session.scalars(
            select(FrozenResult.id).where(
                FrozenResult.release_id == result.release_id,
                FrozenResult.item_key == result.item_key,
            )
        )
    )


def _question(result: FrozenResult) -> Item:
    """Return the question as this wave worded it; the release is fully loaded."""
    instrument = instrument_of(result.release.wave.version)
    return next(item for item in instrument.unrolled if item.key == result.item_key)


def _evidence_link(cited: Cited) -> Link:
    return Link(cited.trace_kind, cited.reference, cited.title, anchor=cited.anchor)


def _results(results: Iterable[FrozenResult | None]) -> tuple[Link, ...]:
    """Return the links to published results, each once, in order."""
    published = {
        result.id: result
        for result in results
        if result is not None and result.release.published_at is not None
    }
    return tuple(map(result_link, published.values()))
