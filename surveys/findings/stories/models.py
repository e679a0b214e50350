"""Tables: quotes from open texts, and stories that people tell of themselves."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import UNORDERED, Base, Document, Words


class QuoteKind(StrEnum):
    """Whether the wording is the writer's or the coders'."""

    WORDING = "wording"
    PARAPHRASE = "paraphrase"


class Quote(Base):
    """A few words of one open text, redacted by two people; shown beside a theme."""

    __tablename__ = "quote"
    __table_args__ = (CheckConstraint("first_id <> second_id", "two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(
        ForeignKey("theme.id", ondelete="CASCADE"), index=True
    )
    # Once the text is deleted the quote stays as the two left it.
    open_text_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("open_text.id", ondelete="SET NULL"), unique=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(8))
    wording: Mapped[str] = mapped_column(Text)
    translation: Mapped[Words]
    # Who proposed this wording, and the other who agreed to it.
    first_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    second_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    # None until both agree; only then anybody reads it.
    agreed_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)


class Domain(StrEnum):
    """What a story is about: domains of change, and whatever is none of them."""

    CONFIDENCE = "confidence"
    AUTONOMY = "autonomy"
    PARTICIPATION = "participation"
    OTHER = "other"


class Consent(StrEnum):
    """How far a teller lets a story go."""

    PANEL = "panel"
    PUBLIC = "public"


class StoryState(StrEnum):
    """Where a story is: waiting, made ready by one, read by everybody, or not shown."""

    WAITING = "waiting"
    PREPARED = "prepared"
    PUBLISHED = "published"
    REFUSED = "refused"


class Story(Base):
    """What changed for somebody, as they tell it; never who, nor when."""

    __tablename__ = "story"
    __table_args__ = (
        CheckConstraint("prepared_by_id <> published_by_id", "two_people"),
        UNORDERED,
    )

    # Made with the form: a double tap tells it once.
    id: Mapped[UUID] = mapped_column(primary_key=True)
    # A hash of the phrase by which its teller finds it again.
    receipt_key: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    domain: Mapped[str] = mapped_column(String(16))
    consent: Mapped[str] = mapped_column(String(8))
    # Texts by part (surveys.findings.stories.telling.story_parts).
    told: Mapped[Document]
    # The same with marks where something could tell who it is; None until prepared.
    shown: Mapped[Document | None]
    # What the panel says to the teller and to everybody.
    feedback: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default=StoryState.WAITING)
    prepared_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    published_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )


class StoryVote(Base):
    """That a member of the panel finds a change most significant, and why."""

    __tablename__ = "story_vote"
    __table_args__ = (UniqueConstraint("story_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[UUID] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    reason: Mapped[str] = mapped_column(Text)
    # The member lets their name stand beside the reason.
    named: Mapped[bool] = mapped_column(default=False)
