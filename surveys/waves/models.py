"""Tables: waves, and responses that lead back to nobody (docs/privacy.md)."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from core.db import (
    SEALED,
    UNORDERED,
    WAITS_UNTIL,
    WRITTEN_ONCE,
    Base,
    Document,
    Words,
)
from surveys.instruments.models import InstrumentVersion
from surveys.waves.anonymity import Anonymity


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
    anonymity: Mapped[str] = mapped_column(
        String(10), server_default=Anonymity.OPEN, info=WRITTEN_ONCE
    )
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    # The analysis plan: declared tables, breakdowns and the disclosure rule.
    plan: Mapped[Document]
    # What only the publisher can say of the method: sponsor, recruitment, limits.
    method: Mapped[Document]

    version: Mapped[InstrumentVersion] = relationship(lazy="raise")

    @validates("anonymity")
    def _chosen_once(self, _name: str, chosen: str) -> str:
        """Refuse another mode than the one that people were told."""
        if self.id is not None:
            raise ValueError("the anonymity of a wave never changes")
        return chosen


class Arriving(Base):
    """What somebody said in a wave that is still open (surveys.waves.settling).

    Not ``settled``: one of the last few, whose order the disk may still show.
    """

    __tablename__ = "arriving"
    __table_args__ = (
        Index("ix_arriving_wave_id_settled", "wave_id", "settled"),
        {**UNORDERED, "info": {WAITS_UNTIL: "settled"}},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    # A hash of the token that the page carried: a repeat is known, a person is not.
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    mode: Mapped[str] = mapped_column(String(10))
    consent_version: Mapped[int]
    answers: Mapped[Document]
    # A hash of the phrase by which their owner finds these answers again.
    receipt_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    # Where the link was found; only until it is counted.
    channel: Mapped[str | None] = mapped_column(String(40))
    settled: Mapped[bool] = mapped_column(default=False)


class ChannelCount(Base):
    """How many people came by a channel: a number beside no answer."""

    __tablename__ = "channel_count"
    __table_args__ = UNORDERED

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    people: Mapped[int]


class Counter(Base):
    """How many people of a group gave an answer, where no answers are kept."""

    __tablename__ = "counter"
    __table_args__ = UNORDERED

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(80), primary_key=True)
    answer: Mapped[str] = mapped_column(String(80), primary_key=True)
    people_of: Mapped[str] = mapped_column(String(80), primary_key=True)
    people: Mapped[int]


class SpentToken(Base):
    """That a page was sent to a wave without answers; until the wave closes.

    Not ``settled``: one of the last few, since which the counts were not rewritten.
    """

    __tablename__ = "spent_token"
    __table_args__ = (
        Index("ix_spent_token_wave_id_settled", "wave_id", "settled"),
        {**UNORDERED, "info": {SEALED: True}},
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    settled: Mapped[bool] = mapped_column(server_default=false())


class Response(Base):
    """What somebody said; never who, and never nearer than the wave.

    Rows come in many at once: of a wave that closes, or of a file. What somebody
    wrote in their own words leaves them when the wave is frozen.
    """

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
