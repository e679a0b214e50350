"""What the pages of moderation read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from accounts.models import Member
from core.errors import NotFound
from forum.moderation.models import ModerationDecision, Verdict
from forum.threads.models import Post, PostState, Thread
from forum.threads.personal_details import Detail, personal_details
from forum.threads.post_text import paragraphs

PAGE = 20
LOG_PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """A post in the queue, without its text."""

    post_id: int
    thread_title: str
    thread_language: str
    language: str
    posted_at: datetime
    is_own: bool
    opens_thread: bool


@dataclass(frozen=True)
class Case:
    """A post before its moderator, with what was decided about it, if anything."""

    post_id: int
    author: str | None
    is_own: bool
    state: PostState
    language: str
    posted_at: datetime
    paragraphs: tuple[tuple[str, ...], ...]
    details: tuple[Detail, ...]
    thread: Thread
    decision: ModerationDecision | None


@dataclass(frozen=True)
class OwnPost:
    """A post as its author looks back on it."""

    post_id: int
    thread_title: str
    thread_language: str
    posted_at: datetime
    state: PostState


def queue(
    session: Session, number: int, moderator_id: int
) -> tuple[int, int, list[Waiting]]:
    """Return how many posts wait, on how many pages, and one page, oldest first."""
    still = Post.state == PostState.WAITING
    total = session.scalar(select(func.count()).select_from(Post).where(still)) or 0
    pages = _pages(number, total, PAGE)
    rows = session.execute(
        select(Post.id, Post.author_id, Post.language, Post.posted_at)
        .add_columns(Thread.title, Thread.is_public, Thread.language.label("titled_in"))
        .join(Post.thread)
        .where(still)
        .order_by(Post.posted_at, Post.id)
        .offset((number - 1) * PAGE)
        .limit(PAGE)
    )
    lines = [
        Waiting(
            post_id=row.id,
            thread_title=row.title,
            thread_language=row.titled_in,
            language=row.language,
            posted_at=row.posted_at,
            is_own=row.author_id == moderator_id,
            opens_thread=not row.is_public,
        )
        for row in rows
    ]
    return total, pages, lines


def thread_of(session: Session, post_id: int) -> int:
    """Return the conversation of a post, or raise NotFound."""
    found = session.scalar(select(Post.thread_id).where(Post.id == post_id))
    if found is None:
        raise NotFound("post")
    return found


def case(session: Session, post_id: int, moderator_id: int) -> Case:
    """Return a post with its thread and decision, or raise NotFound; one statement."""
    row = session.execute(
        select(Post, Member.pseudonym, ModerationDecision)
        .options(joinedload(Post.thread))
        .outerjoin(Member, Member.id == Post.author_id)
        .outerjoin(ModerationDecision, ModerationDecision.post_id == Post.id)
        .where(Post.id == post_id)
    ).one_or_none()
    if row is None:
        raise NotFound("post")
    post, author, decision = row
    return Case(
        post_id=post.id,
        author=author,
        is_own=post.author_id == moderator_id,
        state=PostState(post.state),
        language=post.language,
        posted_at=post.posted_at,
        paragraphs=paragraphs(post.body),
        details=tuple(sorted(personal_details(post.body))),
        thread=post.thread,
        decision=decision,
    )


def own_case(session: Session, post_id: int, author_id: int) -> Case:
    """Return one's own decided post, or raise NotFound."""
    found = case(session, post_id, author_id)
    if not found.is_own or found.decision is None:
        raise NotFound("post")
    return found


def own_posts(
    session: Session, author_id: int, number: int
) -> tuple[int, list[OwnPost]]:
    """Return on how many pages one's own posts are, and one page, newest first."""
    own = Post.author_id == author_id
    total = session.scalar(select(func.count()).select_from(Post).where(own)) or 0
    pages = _pages(number, total, PAGE)
    rows = session.execute(
        select(Post.id, Post.posted_at, Post.state, Thread.title, Thread.language)
        .join(Post.thread)
        .where(own)
        .order_by(Post.id.desc())
        .offset((number - 1) * PAGE)
        .limit(PAGE)
    )
    return pages, [
        OwnPost(row.id, row.title, row.language, row.posted_at, PostState(row.state))
        for row in rows
    ]


def counts(session: Session) -> Mapping[tuple[str, str], int]:
    """Return how many decisions there are, by verdict and rule."""
    rows = session.execute(
        select(ModerationDecision.verdict, ModerationDecision.rule, func.count())
        .group_by(ModerationDecision.verdict, ModerationDecision.rule)
        .order_by(ModerationDecision.verdict, ModerationDecision.rule)
    )
    return {(verdict, rule): count for verdict, rule, count in rows}


def log(
    session: Session, number: int, total: int
) -> tuple[int, list[tuple[datetime, Verdict, str]]]:
    """Return the pages of the public log, and one page of it, newest first.

    An entry is when, what and by which rule; never who, never what was written.
    """
    pages = _pages(number, total, LOG_PAGE)
    rows = session.execute(
        select(
            ModerationDecision.decided_at,
            ModerationDecision.verdict,
            ModerationDecision.rule,
        )
        .order_by(ModerationDecision.id.desc())
        .offset((number - 1) * LOG_PAGE)
        .limit(LOG_PAGE)
    )
    return pages, [(at, Verdict(verdict), rule) for at, verdict, rule in rows]


def _pages(number: int, total: int, size: int) -> int:
    """Return how many pages there are; a page that is not there is not found."""
    pages = max(1, ceil(total / size))
    if not 1 <= number <= pages:
        raise NotFound("page")
    return pages
