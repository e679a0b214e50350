"""What the pages of conversations read."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, load_only

from accounts.models import Member
from core.db import Words
from core.errors import NotFound
from forum.threads.models import Post, PostState, Thread
from forum.threads.post_text import paragraphs
from surveys.findings.models import FrozenResult, Release
from surveys.findings.queries import is_public
from surveys.instruments.agreement.queries import VersionLine, line_of

PAGE = 20
"""Threads or posts on one page."""


@dataclass(frozen=True)
class Page:
    """One numbered page out of ``pages``; ``total`` counts the rows on all of them."""

    number: int
    pages: int
    total: int
    first: int


@dataclass(frozen=True)
class ThreadLine:
    """A thread in a list, with its published posts counted."""

    slug: str
    title: str
    language: str
    is_public: bool
    is_locked: bool
    is_about_result: bool
    is_about_questions: bool
    posts: int
    last_at: datetime | None


@dataclass(frozen=True)
class PostShown:
    """A post as one reader sees it."""

    id: int
    author: str | None
    is_own: bool
    state: PostState
    language: str
    posted_at: datetime
    paragraphs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Subject:
    """The published result that a thread is about."""

    result_id: int
    item_key: str
    wave_slug: str
    wave_title: Words


def thread_list(
    session: Session, number: int, reader_id: int | None
) -> tuple[Page, list[ThreadLine]]:
    """Return a page of threads, the one with the latest post first; two statements."""
    seen = _may_see(reader_id)
    total = session.scalar(select(func.count()).select_from(Thread).where(seen)) or 0
    page = _page(number, total)
    last_at = func.max(Post.posted_at)
    published = and_(Post.thread_id == Thread.id, Post.state == PostState.PUBLISHED)
    rows = session.execute(
        select(Thread, func.count(Post.id), last_at)
        .outerjoin(Post, published)
        .where(seen)
        .group_by(Thread.id)
        .order_by(func.coalesce(last_at, Thread.opened_at).desc(), Thread.id.desc())
        .offset(page.first)
        .limit(PAGE)
    )
    return page, [_line(thread, posts, last) for thread, posts, last in rows]


def thread_called(session: Session, slug: str, reader_id: int | None) -> Thread:
    """Return a thread that this reader may see, or raise NotFound; one statement."""
    found = session.scalar(
        select(Thread).where(Thread.slug == slug, _may_see(reader_id))
    )
    if found is None:
        raise NotFound("thread")
    return found


def posts_of(
    session: Session, thread_id: int, number: int, reader_id: int | None
) -> tuple[Page, list[PostShown]]:
    """Return a page of posts, oldest first; two statements.

    Everybody sees the published ones, their author the waiting and refused too.
    """
    shown = and_(Post.thread_id == thread_id, _may_read(reader_id))
    total = session.scalar(select(func.count()).select_from(Post).where(shown)) or 0
    page = _page(number, total)
    rows = session.execute(
        _posts().where(shown).order_by(Post.id).offset(page.first).limit(PAGE)
    )
    return page, [_shown(row, reader_id) for row in rows]


def place_of(session: Session, post_id: int, reader_id: int | None) -> tuple[str, int]:
    """Return a post's thread and the number of its page, or raise NotFound."""
    row = session.execute(
        select(Post.thread_id, Thread.slug)
        .join(Post.thread)
        .where(Post.id == post_id, _may_read(reader_id))
    ).one_or_none()
    if row is None:
        raise NotFound("post")
    until = and_(
        Post.thread_id == row.thread_id, Post.id <= post_id, _may_read(reader_id)
    )
    place = session.scalar(select(func.count()).select_from(Post).where(until)) or 1
    return row.slug, ceil(place / PAGE)


def post_sent_by(session: Session, submission_key: str) -> Post | None:
    """Return the post that a form has sent already, with its thread."""
    return session.scalar(
        select(Post)
        .options(joinedload(Post.thread))
        .where(Post.submission_key == submission_key)
    )


def refused_body(session: Session, post_id: int, author_id: int) -> str:
    """Return the text of one's own refused post, to write it anew; else empty."""
    found = session.scalar(
        select(Post.body).where(
            Post.id == post_id,
            Post.author_id == author_id,
            Post.state == PostState.REFUSED,
        )
    )
    return found or ""


def subject(session: Session, result_id: int) -> Subject:
    """Return a published result to talk about, or raise NotFound; one statement."""
    found = session.scalar(
        select(FrozenResult)
        .join(FrozenResult.release)
        .where(FrozenResult.id == result_id, is_public())
        .options(
            load_only(FrozenResult.item_key, FrozenResult.release_id),
            joinedload(FrozenResult.release)
            .load_only(Release.wave_id)
            .joinedload(Release.wave),
        )
    )
    if found is None:
        raise NotFound("result")
    wave = found.release.wave
    return Subject(found.id, found.item_key, wave.slug, wave.title)


def thread_about(
    session: Session, result_id: int, reader_id: int | None
) -> Thread | None:
    """Return the oldest thread about a result that this reader may see."""
    return session.scalar(_oldest(Thread.frozen_result_id == result_id, reader_id))


def questions_subject(session: Session, version_id: int) -> VersionLine:
    """Return questions to talk about, or raise NotFound: nobody talks about drafts."""
    found = line_of(session, version_id)
    if not found.is_shown:
        raise NotFound("instrument.unknown", slug="")
    return found


def thread_about_questions(
    session: Session, version_id: int, reader_id: int | None
) -> Thread | None:
    """Return the oldest thread about a version of questions that this reader sees."""
    return session.scalar(
        _oldest(Thread.instrument_version_id == version_id, reader_id)
    )


def count_posts_by(session: Session, member_id: int) -> int:
    """Return how many posts a member has written, whatever became of them."""
    written = select(func.count()).select_from(Post).where(Post.author_id == member_id)
    return session.scalar(written) or 0


def _oldest(about: ColumnElement[bool], reader_id: int | None) -> Select[Thread]:
    return (
        select(Thread)
        .where(about, _may_see(reader_id))
        .order_by(Thread.is_public.desc(), Thread.id)
        .limit(1)
    )


def _may_see(reader_id: int | None) -> ColumnElement[bool]:
    """Threads open to all, and the reader's own that still wait."""
    public: ColumnElement[bool] = Thread.is_public.is_(True)
    return public if reader_id is None else or_(public, Thread.author_id == reader_id)


def _may_read(reader_id: int | None) -> ColumnElement[bool]:
    published = Post.state == PostState.PUBLISHED
    if reader_id is None:
        return published
    return or_(published, Post.author_id == reader_id)


def _page(number: int, total: int) -> Page:
    """Return where a page begins; a page that is not there is not found."""
    pages = max(1, ceil(total / PAGE))
    if not 1 <= number <= pages:
        raise NotFound("page")
    return Page(number, pages, total, (number - 1) * PAGE)


def _posts() -> Select[Post, str]:
    return select(Post, Member.pseudonym).outerjoin(Member, Member.id == Post.author_id)


def _shown(row: Row[Post, str], reader_id: int | None) -> PostShown:
    post, author = row
    return PostShown(
        id=post.id,
        author=author,
        is_own=reader_id is not None and post.author_id == reader_id,
        state=PostState(post.state),
        language=post.language,
        posted_at=post.posted_at,
        paragraphs=paragraphs(post.body),
    )


def _line(thread: Thread, posts: int, last_at: datetime | None) -> ThreadLine:
    return ThreadLine(
        slug=thread.slug,
        title=thread.title,
        language=thread.language,
        is_public=thread.is_public,
        is_locked=thread.is_locked,
        is_about_result=thread.frozen_result_id is not None,
        is_about_questions=thread.instrument_version_id is not None,
        posts=posts,
        last_at=last_at,
    )
