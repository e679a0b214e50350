"""What members set beside results. Functions add and flush; the view commits."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.rules import Role
from core import audit
from core.clock import now
from core.db import rows_changed
from core.errors import Conflict, Invalid, NotFound
from forum.notes import evidence, queries
from forum.notes.models import Note, NoteKind
from forum.notes.queries import Matter
from forum.threads import post_text
from forum.threads.models import Post, Thread
from forum.threads.queries import post_sent_by
from forum.threads.service import Draft, open_thread

LONGEST_NOTE = 600
"""Characters of a note; whoever has more to say writes a report."""


@dataclass(frozen=True)
class NoteDraft:
    """What a form sends.

    Attributes:
        kind: a note or a shadow report.
        title: what it is about.
        text: its words, with the key of the form and their language.
        on_behalf_of: who stands behind a report; a note has nobody but its author.
        evidence: addresses as they were typed, one a line.
    """

    kind: NoteKind
    title: str
    text: Draft
    on_behalf_of: str = ""
    evidence: str = ""


def write_note(
    session: Session, author_id: int | None, matter: Matter, draft: NoteDraft
) -> Post:
    """Set a note or a report beside results, with a thread of its own.

    Its first message is what it says, and waits for a moderator like any other.
    The same form sent twice finds the note that it made.

    Raises:
        Invalid: title, text, who stands behind it or an address cannot be taken.
        Conflict: the form has sent something else already.
        TooMany: this member wrote very much very quickly.
    """
    facts = _checked(draft)
    was_sent = post_sent_by(session, draft.text.submission_key) is not None
    post = open_thread(session, author_id, draft.title, draft.text)
    made = session.scalar(select(Note.id).where(Note.thread_id == post.thread_id))
    if made is None and was_sent:
        raise Conflict("post.other_text")
    if made is None:
        session.add(
            Note(
                kind=draft.kind,
                release_id=matter.release_id,
                frozen_result_id=matter.frozen_result_id,
                question=matter.question,
                thread_id=post.thread_id,
                **facts,
            )
        )
        session.flush()
    return post


def withdraw(session: Session, note_id: int, member_id: int) -> None:
    """Take back one's own note; a second time changes nothing.

    What nobody else has read goes altogether. A public one no longer stands beside
    the results, which the log says; its conversation stays.

    Raises:
        NotFound: this member has no such note.
    """
    note = queries.own_note(session, note_id, member_id)
    if note is None:
        raise NotFound("note")
    unread = delete(Thread).where(Thread.id == note.thread_id, ~Thread.is_public)
    if rows_changed(session, unread) or note.withdrawn_at is not None:
        return
    note.withdrawn_at = now()
    session.flush()
    subject = f"note:{note.id}"
    audit.record(
        session, "note.withdraw", subject, role=Role.MEMBER, actor_id=member_id
    )


def erase_notes(session: Session, member_id: int, *, everything: bool) -> None:
    """Delete a leaving member's notes on wish; otherwise they stay without a name.

    The unpublished go with their threads, in which nobody else has written.
    """
    if everything:
        theirs = select(Thread.id).where(Thread.author_id == member_id)
        session.execute(delete(Note).where(Note.thread_id.in_(theirs)))


def _checked(draft: NoteDraft) -> dict[str, object]:
    """Return what a note keeps beside its thread."""
    if draft.kind is NoteKind.NOTE:
        if len(post_text.clean(draft.text.body)) > LONGEST_NOTE:
            raise Invalid("note.too_long")
        return {}
    behind = post_text.clean_title(draft.on_behalf_of)
    unclear = post_text.problem(behind, longest=post_text.LONGEST_TITLE)
    if unclear is not None:
        raise Invalid(f"note.behind_{unclear}")
    found = evidence.addresses(draft.evidence)
    unfit = evidence.problem(found)
    if unfit is not None:
        raise Invalid(f"note.evidence_{unfit}")
    return {"on_behalf_of": behind, "evidence": list(found)}
