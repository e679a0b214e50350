"""Tables: instruments and their versions."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Document, Words


class VersionState(StrEnum):
    """How far a version is agreed; its words are the same in each state."""

    DRAFT = "draft"
    COMMENTING = "commenting"
    AGREED = "agreed"


class Instrument(Base):
    """A set of questions, known by its slug through all its versions."""

    __tablename__ = "instrument"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)


class InstrumentVersion(Base):
    """One wording of an instrument; never changed once stored."""

    __tablename__ = "instrument_version"
    __table_args__ = (UniqueConstraint("instrument_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    number: Mapped[int]
    # The whole definition as canonical JSON, and the SHA-256 of it.
    body: Mapped[Document]
    checksum: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(
        String(12), default=VersionState.DRAFT, server_default=VersionState.DRAFT
    )
    comments_until: Mapped[date | None]
    # Both are empty for a version that was fielded before anybody had to agree.
    agreed_on: Mapped[date | None]
    agreed_by: Mapped[Words | None]
    # The number of the motion here; empty where it was decided elsewhere.
    agreed_motion: Mapped[str] = mapped_column(
        String(12), default="", server_default=""
    )
    # The place whose pack it came in; empty where it was made or taken in here.
    origin: Mapped[str] = mapped_column(String(120), default="", server_default="")

    instrument: Mapped[Instrument] = relationship(lazy="raise")
