"""Tables: waves, and responses that lead back to nobody (docs/privacy.md)."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import UNORDERED, Base, Document, Words
from surveys.instruments.models import InstrumentVersion


class WaveState(StrEnum):
    """Where a wave is in its life; it only ever moves forward."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    FROZEN = "frozen"


class Wave(Base):
    """One fielding of one version of an instrument."""

    __tablename__ = "wave"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[Words]
    instrument_version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id"), index=True
    )
    state: Mapped[str] = mapped_column(String(10), default=WaveState.DRAFT)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    # The analysis plan: declared tables, breakdowns and the disclosure rule.
    plan: Mapped[Document]
    # What only the publisher can say of the method: sponsor, recruitment, limits.
    method: Mapped[Document]

    version: Mapped[InstrumentVersion] = relationship(lazy="raise")


class Response(Base):
    """What somebody said; never who, and never nearer than the wave."""

    __tablename__ = "response"
    __table_args__ = UNORDERED

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    # A hash of the token that the page carried: a repeat is known, a person is not.
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    mode: Mapped[str] = mapped_column(String(10))
    consent_version: Mapped[int]
    answers: Mapped[Document]
