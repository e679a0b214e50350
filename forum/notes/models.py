"""Table: what residents set beside results."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from forum.threads.models import Thread
from surveys.findings.models import FrozenResult, Release


class NoteKind(StrEnum):
    """A few lines by one member, or a longer text for which a group stands."""

    NOTE = "note"
    SHADOW_REPORT = "shadow_report"


class Note(Base):
    """A note or a shadow report; its words are the first message of its thread.

    The thread has author, title and language. A thread is shown to nobody else
    before a message of its author is published, so the first published one is the
    note: a refused note that is written anew needs nothing more.
    """

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint(
            "(frozen_result_id IS NULL) = (question IS NULL)", name="about_one_matter"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    # None where it is about a release as a whole.
    frozen_result_id: Mapped[int | None] = mapped_column(
        ForeignKey("frozen_result.id"), index=True
    )
    # The number of the question in the addresses of results; it never changes.
    question: Mapped[int | None]
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), unique=True
    )
    # Who stands behind a shadow report, and the addresses that it rests on.
    on_behalf_of: Mapped[str] = mapped_column(String(120), default="")
    evidence: Mapped[list[str]] = mapped_column(default=list)
    # Since then it no longer stands beside the results; the conversation stays.
    withdrawn_at: Mapped[datetime | None]

    thread: Mapped[Thread] = relationship(lazy="raise")
    release: Mapped[Release] = relationship(lazy="raise")
    frozen_result: Mapped[FrozenResult | None] = relationship(lazy="raise")
