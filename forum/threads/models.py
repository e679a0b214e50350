"""Tables: threads and posts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Member
from core.clock import now
from core.db import Base
from surveys.findings.models import FrozenResult


class PostState(StrEnum):
    """Where a post is: nobody but its author reads it before a moderator did."""

    WAITING = "waiting"
    PUBLISHED = "published"
    REFUSED = "refused"


class Thread(Base):
    """A conversation; perhaps about a frozen result or a set of questions."""

    __tablename__ = "thread"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(160))
    language: Mapped[str] = mapped_column(String(8), default="en")
    opened_at: Mapped[datetime] = mapped_column(default=now)
    # Shown to others once its first post is published.
    is_public: Mapped[bool] = mapped_column(default=False, index=True)
    is_locked: Mapped[bool] = mapped_column(default=False)
    frozen_result_id: Mapped[int | None] = mapped_column(
        ForeignKey("frozen_result.id"), index=True
    )
    instrument_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("instrument_version.id"), index=True
    )
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )

    author: Mapped[Member | None] = relationship(lazy="raise")
    frozen_result: Mapped[FrozenResult | None] = relationship(lazy="raise")


class Post(Base):
    """One message in a thread."""

    __tablename__ = "post"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    # Carried by the form: a double click posts once.
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(8), default="en")
    body: Mapped[str] = mapped_column(Text)
    posted_at: Mapped[datetime] = mapped_column(default=now)
    state: Mapped[str] = mapped_column(
        String(10), default=PostState.WAITING, index=True
    )

    thread: Mapped[Thread] = relationship(lazy="raise")
    author: Mapped[Member | None] = relationship(lazy="raise")
