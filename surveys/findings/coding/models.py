"""Tables: open texts apart from their responses, and what coders make of them."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import UNORDERED, Base, Document, Keys, Words
from surveys.findings.coding.stages import CodingState, ReportState, SetState
from surveys.waves.models import Wave


class OpenText(Base):
    """What somebody wrote: without the response that it came from (docs/privacy.md)."""

    __tablename__ = "open_text"
    __table_args__ = (
        Index("ix_open_text_wave_id_item_key", "wave_id", "item_key"),
        UNORDERED,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    item_key: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    # Whoever wrote it said that it may be quoted.
    may_quote: Mapped[bool]


class TextTranslation(Base):
    """What a coder made of an open text in another language; the original stays."""

    __tablename__ = "text_translation"
    __table_args__ = UNORDERED

    open_text_id: Mapped[UUID] = mapped_column(
        ForeignKey("open_text.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    # Each coder's own words, so that neither writes over the other's.
    seat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)


class CodingSet(Base):
    """The open texts of one question of one wave, and how far their coding is."""

    __tablename__ = "coding_set"
    __table_args__ = (
        UniqueConstraint("wave_id", "item_key"),
        CheckConstraint("first_coder_id <> second_coder_id", "two_coders"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    item_key: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(10), default=SetState.CODEBOOK)
    # Raised when the coders begin the sample again after they talked.
    round: Mapped[int] = mapped_column(default=1)
    # Raised by each change of an entry.
    codebook_version: Mapped[int] = mapped_column(default=0)
    # Texts as they were moved; those that were deleted since are among them.
    texts: Mapped[int]
    # Chooses the sample and the orders in which texts are shown.
    salt: Mapped[str] = mapped_column(String(64))
    first_coder_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    second_coder_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )

    wave: Mapped[Wave] = relationship(lazy="raise")


class CodeEntry(Base):
    """One entry of a codebook, in one version of it; none is ever changed."""

    __tablename__ = "code_entry"
    __table_args__ = (UniqueConstraint("coding_set_id", "key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    coding_set_id: Mapped[int] = mapped_column(ForeignKey("coding_set.id"))
    key: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    name: Mapped[Words]
    definition: Mapped[Words]
    include: Mapped[Words]
    exclude: Mapped[Words]
    example: Mapped[Words]
    # The theme above it, in the coders' words.
    parent: Mapped[Words]
    retired: Mapped[bool] = mapped_column(default=False)


class Coding(Base):
    """One coder's reading of one text: which codes it bears."""

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("open_text_id", "seat", "round"),
        Index("ix_coding_queue", "coding_set_id", "round", "seat", "state", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    coding_set_id: Mapped[int] = mapped_column(ForeignKey("coding_set.id"))
    open_text_id: Mapped[UUID] = mapped_column(
        ForeignKey("open_text.id", ondelete="CASCADE")
    )
    seat: Mapped[int]
    round: Mapped[int]
    stage: Mapped[str] = mapped_column(String(8))
    # In the coder's own order, which is a random one.
    place: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default=CodingState.WAITING)
    codes: Mapped[Keys] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    codebook_version: Mapped[int] = mapped_column(default=0)
    # Raised by each save, so that an older page cannot overwrite a newer one.
    revision: Mapped[int] = mapped_column(default=0)

    open_text: Mapped[OpenText] = relationship(lazy="raise")


class JointDecision(Base):
    """What both coders made of a text that they had read differently."""

    __tablename__ = "joint_decision"
    __table_args__ = (UniqueConstraint("open_text_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    coding_set_id: Mapped[int] = mapped_column(ForeignKey("coding_set.id"), index=True)
    open_text_id: Mapped[UUID] = mapped_column(
        ForeignKey("open_text.id", ondelete="CASCADE")
    )
    round: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(20))
    codes: Mapped[Keys]
    reason: Mapped[str] = mapped_column(Text)


class Theme(Base):
    """A grouping of codes with a definition, as it is being worked on."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    coding_set_id: Mapped[int] = mapped_column(ForeignKey("coding_set.id"), index=True)
    name: Mapped[Words]
    definition: Mapped[Words]
    # What the coders may have missed.
    missed: Mapped[Words]
    codes: Mapped[Keys]


class ThemeReport(Base):
    """The themes of a question as residents read them; a draft until it is adopted."""

    __tablename__ = "theme_report"
    __table_args__ = (UniqueConstraint("coding_set_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    coding_set_id: Mapped[int] = mapped_column(ForeignKey("coding_set.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=ReportState.DRAFT)
    # Shape: surveys.findings.coding.themes.report.
    body: Mapped[Document]
    checksum: Mapped[str] = mapped_column(String(64))
    opened_on: Mapped[date]
    open_until: Mapped[date]
    adopted_on: Mapped[date | None]

    coding_set: Mapped[CodingSet] = relationship(lazy="raise")
