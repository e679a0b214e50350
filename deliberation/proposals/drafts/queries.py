"""What a draft can cite: everything of the four kinds that is public."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from deliberation.benchmarks.models import Benchmark, BenchmarkState
from deliberation.board.models import (
    PriorityItem,
    RatingRound,
    RoundState,
)
from deliberation.proposals.chain.reading import result_title
from deliberation.proposals.evidence import EvidenceKind
from forum.threads.models import Thread
from surveys.findings.models import FrozenResult, Release
from surveys.findings.queries import is_newest, is_public


@dataclass(frozen=True)
class Source:
    """One thing that can be cited, and how it is called in each language."""

    kind: EvidenceKind
    id: int
    title: Mapping[str, str]
    found_in: Mapping[str, str] = field(default_factory=dict)

    @property
    def value(self) -> str:
        """Return its name in a form."""
        return f"{self.kind}:{self.id}"


def citable(session: Session) -> list[Source]:
    """Return everything that a proposal can rest on, kind by kind: four SELECTs."""
    return [
        *_results(session),
        *_threads(session),
        *_rated(session),
        *_benchmarks(session),
    ]


def _results(session: Session) -> Iterator[Source]:
    published = (
        select(FrozenResult)
        .join(FrozenResult.release)
        .where(is_public(), is_newest())
        .options(joinedload(FrozenResult.release).joinedload(Release.wave))
        .order_by(Release.id, FrozenResult.position)
    )
    for result in session.scalars(published):
        yield Source(
            EvidenceKind.RESULT,
            result.id,
            result_title(result.body),
            found_in=result.release.wave.title,
        )


def _threads(session: Session) -> Iterator[Source]:
    public = select(Thread).where(Thread.is_public).order_by(Thread.id)
    for thread in session.scalars(public):
        title = {thread.language: thread.title}
        yield Source(EvidenceKind.THREAD, thread.id, title)


def _rated(session: Session) -> Iterator[Source]:
    closed = select(RatingRound.exercise_id).where(
        RatingRound.state == RoundState.CLOSED
    )
    items = (
        select(PriorityItem)
        .where(PriorityItem.exercise_id.in_(closed))
        .where(PriorityItem.frozen_result_id.is_not(None))
        .order_by(PriorityItem.exercise_id, PriorityItem.key)
    )
    for rated in session.scalars(items):
        yield Source(EvidenceKind.RATING, rated.id, rated.title)


def _benchmarks(session: Session) -> Iterator[Source]:
    adopted = (
        select(Benchmark)
        .where(Benchmark.state == BenchmarkState.ADOPTED)
        .order_by(Benchmark.number)
    )
    for benchmark in session.scalars(adopted):
        yield Source(EvidenceKind.BENCHMARK, benchmark.id, benchmark.title)
