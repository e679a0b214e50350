"""What the pages of notes read, and the few lines that stand beside a result."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from math import ceil
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Result,
    Row,
    Select,
    bindparam,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from accounts.models import Member
from core.db import Words
from core.errors import NotFound
from forum.notes.models import Note, NoteKind
from forum.notes.opening import LETTERS, opening
from forum.threads.models import Post, PostState, Thread
from surveys.findings.models import Release
from surveys.findings.queries import is_newest, is_public, results_of_number

BESIDE = 3
"""Notes that stand beside a result: the newest, so that nobody chooses them."""

PAGE = 20
"""Notes on one page of all of them."""


@dataclass(frozen=True)
class Matter:
    """What a note is about: a release as a whole, or one of its questions."""

    release_id: int
    frozen_result_id: int | None = None
    question: int | None = None


@dataclass(frozen=True)
class NoteLine:
    """A published note: how it begins, and where its conversation is.

    ``written_in`` is the language of the words, ``language`` that of the title.
    ``of_earlier``: it was written beside an earlier release of the same survey.
    """

    kind: NoteKind
    slug: str
    title: str
    language: str
    author: str | None
    on_behalf_of: str
    question: int | None
    opening: str
    written_in: str
    posted_at: datetime
    of_earlier: bool


@dataclass(frozen=True)
class OwnNote:
    """A note as its author looks back on it."""

    id: int
    slug: str
    title: str
    language: str
    kind: NoteKind
    state: str


@dataclass(frozen=True)
class NoteAbove:
    """What stands above the conversation of a note: what a message does not say."""

    id: int
    kind: NoteKind
    on_behalf_of: str
    evidence: tuple[str, ...]
    question: int | None
    wave_slug: str
    wave_title: Words
    is_withdrawn: bool
    is_own: bool


def matter(session: Session, release: Release, number: int) -> Matter:
    """Return what a note is to be about: 0 is all of it; at most one SELECT.

    Raises:
        NotFound: the release has no such question.
    """
    if number == 0:
        return Matter(release.id)
    everybody = results_of_number(session, release.id, number)[0]
    return Matter(release.id, everybody.id, number)


def beside(
    session: Session, slug: str, number: int | None = None
) -> tuple[int, list[NoteLine]]:
    """Return how many notes stand beside results, and the newest: one SELECT.

    Args:
        session: of the caller.
        slug: of the survey.
        number: of one of its questions: then only notes about it and about all.
    """
    asked = {"slug": slug} if number is None else {"slug": slug, "number": number}
    return _lines(session.execute(_beside(numbered=number is not None), asked))


def notes_of(
    session: Session, slug: str, number: int
) -> tuple[int, int, list[NoteLine]]:
    """Return how many notes a survey has, on how many pages, and one: one SELECT."""
    found = session.execute(_on_page(_published(), number), {"slug": slug})
    total, lines = _lines(found)
    if not lines and number != 1:
        raise NotFound("page")
    return total, ceil(total / PAGE), lines


def own_notes(
    session: Session, author_id: int, number: int
) -> tuple[int, list[OwnNote]]:
    """Return on how many pages one's own notes are, and one of them: one SELECT."""
    waits = select(Post.id).where(
        Post.thread_id == Thread.id, Post.state == PostState.WAITING
    )
    state = case(
        (Note.withdrawn_at.is_not(None), "withdrawn"),
        (Thread.is_public, "published"),
        (waits.exists(), "waiting"),
        else_="refused",
    )
    own = (
        select(Note.id, Note.kind, Thread.slug, Thread.title, Thread.language)
        .add_columns(state.label("state"), func.count().over().label("total"))
        .join(Note.thread)
        .where(Thread.author_id == author_id)
        .order_by(Note.id.desc())
    )
    rows = session.execute(_on_page(own, number)).all()
    if not rows and number != 1:
        raise NotFound("page")
    pages = ceil(rows[0].total / PAGE) if rows else 1
    return pages, [
        OwnNote(
            row.id, row.slug, row.title, row.language, NoteKind(row.kind), row.state
        )
        for row in rows
    ]


def own_note(session: Session, note_id: int, member_id: int) -> Note | None:
    """Return one's own note with its thread."""
    return session.scalar(
        select(Note)
        .join(Note.thread)
        .where(Note.id == note_id, Thread.author_id == member_id)
        .options(contains_eager(Note.thread))
    )


def above(session: Session, thread_id: int, reader_id: int | None) -> NoteAbove | None:
    """Return the note whose conversation this is, if it is one: one SELECT."""
    row = session.execute(
        select(Note, Thread.author_id)
        .join(Note.thread)
        .where(Note.thread_id == thread_id)
        .options(
            joinedload(Note.release).load_only(Release.wave_id).joinedload(Release.wave)
        )
    ).one_or_none()
    if row is None:
        return None
    note, author_id = row
    return NoteAbove(
        id=note.id,
        kind=NoteKind(note.kind),
        on_behalf_of=note.on_behalf_of,
        evidence=tuple(note.evidence),
        question=note.question,
        wave_slug=note.release.wave.slug,
        wave_title=note.release.wave.title,
        is_withdrawn=note.withdrawn_at is not None,
        is_own=reader_id is not None and author_id == reader_id,
    )


def opening_day(session: Session, thread_id: int) -> date | None:
    """Return from when the results that a note is about are public: one SELECT.

    None where everybody may read them, and where the thread is of no note.
    """
    return session.scalar(
        select(Release.embargo_until)
        .join(Note, Note.release_id == Release.id)
        .where(Note.thread_id == thread_id, ~is_public())
    )


def count_notes_by(session: Session, member_id: int) -> int:
    """Return how many notes a member has written, whatever became of them."""
    written = select(func.count()).select_from(Note).join(Note.thread)
    return session.scalar(written.where(Thread.author_id == member_id)) or 0


def stands() -> ColumnElement[bool]:
    """Hold for notes that are public and not taken back; Thread is joined."""
    return Thread.is_public & Note.withdrawn_at.is_(None)


@cache
def _another_post() -> type[Post]:
    """Return posts under another name, made once: that costs more than its use."""
    return aliased(Post)


@cache
def _beside(*, numbered: bool) -> Select[Any]:
    """Select the newest notes beside a survey; built once, for that costs more."""
    found = _published().limit(BESIDE)
    about = or_(Note.question == bindparam("number"), Note.question.is_(None))
    return found.where(about) if numbered else found


@cache
def _published() -> Select[Any]:
    """Select the notes beside any release of a survey ``slug``, the newest first."""
    said = _another_post()
    first = select(func.min(said.id)).where(
        said.thread_id == Note.thread_id, said.state == PostState.PUBLISHED
    )
    return (
        select(Note, Thread, Post.posted_at, Member.pseudonym)
        .add_columns(
            # Enough for the beginning, whatever its breaks.
            func.substr(Post.body, 1, 2 * LETTERS).label("body"),
            Post.language.label("written_in"),
            (~is_newest()).label("of_earlier"),
            func.count().over().label("total"),
        )
        .join(Note.thread)
        .join(Note.release)
        .join(Post, Post.id == first.scalar_subquery())
        .outerjoin(Member, Member.id == Thread.author_id)
        .where(Release.wave.has(slug=bindparam("slug")), is_public(), stands())
        .order_by(Note.id.desc())
    )


def _on_page(found: Select[Any], number: int) -> Select[Any]:
    """Take a page; one that cannot be there is not found."""
    if number < 1:
        raise NotFound("page")
    return found.offset((number - 1) * PAGE).limit(PAGE)


def _lines(found: Result[Any]) -> tuple[int, list[NoteLine]]:
    rows = found.all()
    return (rows[0].total if rows else 0), [_line(row) for row in rows]


def _line(row: Row[Any]) -> NoteLine:
    note, thread = row.Note, row.Thread
    return NoteLine(
        kind=NoteKind(note.kind),
        slug=thread.slug,
        title=thread.title,
        language=thread.language,
        author=row.pseudonym,
        on_behalf_of=note.on_behalf_of,
        question=note.question,
        opening=opening(row.body),
        written_in=row.written_in,
        posted_at=row.posted_at,
        of_earlier=bool(row.of_earlier),
    )
