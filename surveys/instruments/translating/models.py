"""Tables: translations of a draft, and what two translators wrote on their own."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Translation(Base):
    """One text of a draft in another language, and how far it is."""

    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("draft_id", "language", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_draft.id", ondelete="CASCADE")
    )
    language: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(200))
    # The text that was translated: where the draft says another now, this is a draft.
    source: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    # Who wrote the text, and so cannot review it.
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )


class TranslationAttempt(Base):
    """What one of two translators wrote; the other sees it when both are done."""

    __tablename__ = "translation_attempt"
    __table_args__ = (UniqueConstraint("draft_id", "language", "key", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_draft.id", ondelete="CASCADE")
    )
    language: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
