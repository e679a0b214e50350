"""What the report of a cycle reads: 10 statements."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from core.facts import Facts, facts_of, mark_of, row_text
from deliberation.trace.becoming import Becoming, Step
from deliberation.trace.queries import (
    became_of_results,
    is_about,
    told_of_results,
)
from deliberation.trace.report.milestones import Kind
from forum.threads.models import Post, PostState, Thread
from surveys.findings.models import FrozenResult, Release
from surveys.findings.queries import told_of_release


@dataclass(frozen=True)
class Cycle:
    """One survey and all that it led to; ``messages`` is how many people could read."""

    release: Release
    days: dict[Kind, date | None]
    becoming: Becoming
    messages: int


def told_of_cycle(session: Session, release: Release) -> str:
    """Return a mark of all that ``cycle`` returns: 1 SELECT."""
    return mark_of(session, _facts_of_cycle(), {"release": release.id})


@cache
def _facts_of_cycle() -> Facts:
    results = select(FrozenResult.id).where(
        FrozenResult.release_id == bindparam("release")
    )
    talks = select(Thread.id).where(is_about(results))
    messages = row_text(func.count()).select_from(Post)
    return facts_of(
        told_of_release(),
        messages.where(Post.thread_id.in_(talks), Post.state == PostState.PUBLISHED),
        *told_of_results(results),
    )


def cycle(session: Session, release: Release) -> Cycle:
    """Return a survey whose results are public, and what became of them."""
    results = session.scalars(
        select(FrozenResult.id).where(FrozenResult.release_id == release.id)
    ).all()
    wave, published = release.wave, release.published_at
    days = {
        Kind.AGREED: wave.version.agreed_on,
        Kind.OPENED: wave.opens_on,
        Kind.CLOSED: wave.closes_on,
        Kind.PUBLISHED: published.date() if published else None,
    }
    becoming = became_of_results(session, results)
    threads = [link.reference for link in becoming[Step.THREADS]]
    return Cycle(release, days, becoming, _messages(session, threads))


def _messages(session: Session, threads: list[str]) -> int:
    """Return how many messages stand in these conversations."""
    counted = session.scalar(
        select(func.count())
        .select_from(Post)
        .join(Post.thread)
        .where(Thread.slug.in_(threads), Post.state == PostState.PUBLISHED)
    )
    return counted or 0
