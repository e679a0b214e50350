"""Makers of notes and shadow reports."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Member
from forum.moderation.service import PUBLISH, decide
from forum.notes.models import Note, NoteKind
from forum.notes.queries import matter
from forum.notes.service import NoteDraft, write_note
from forum.threads.models import Post
from surveys.findings.models import Release
from tests.forum.conversations import draft

LAST_BUS = "People in the villages are missing: the last bus leaves at five."
HOMES = "We asked in four homes. Nobody there was told of the survey."


def note_draft(body: str = LAST_BUS, **changes) -> NoteDraft:
    facts = {"kind": NoteKind.NOTE, "title": "The villages", "text": draft(body)}
    return NoteDraft(**facts | changes)


def report_draft(body: str = HOMES, **changes) -> NoteDraft:
    facts = {
        "kind": NoteKind.SHADOW_REPORT,
        "title": "What the homes say",
        "on_behalf_of": "Residents of four homes",
        "evidence": "https://homes.example/minutes",
    }
    return note_draft(body, **facts | changes)


def make_note(
    session: Session,
    release: Release,
    author: Member,
    *,
    number: int = 0,
    publisher: Member | None = None,
    sent: NoteDraft | None = None,
) -> Note:
    """A note that waits, or that somebody has published."""
    about = matter(session, release, number)
    post = write_note(session, author.id, about, sent or note_draft())
    if publisher is not None:
        decide(session, post.id, publisher.id, PUBLISH)
    session.commit()
    return session.scalars(select(Note).where(Note.thread_id == post.thread_id)).one()


def words_of(session: Session, note: Note) -> Post:
    """The message that a note begins with."""
    first = select(Post).where(Post.thread_id == note.thread_id).order_by(Post.id)
    return session.scalars(first).first()
