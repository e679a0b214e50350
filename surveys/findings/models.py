"""Tables: frozen results, and the release that publishes them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.clock import now
from core.db import WRITTEN_ONCE, Base, Document, Words
from surveys.waves.models import Wave


class Release(Base):
    """The frozen results of one wave as a whole, with how they were made.

    Once it is there only the three columns of its publication are ever written.
    """

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("wave_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), info=WRITTEN_ONCE)
    number: Mapped[int] = mapped_column(default=1, info=WRITTEN_ONCE)
    frozen_at: Mapped[datetime] = mapped_column(default=now, info=WRITTEN_ONCE)
    # None until published; nothing is published without a method statement.
    published_at: Mapped[datetime | None]
    # Figures of the wave as a whole that passed the gate: people, modes, languages.
    summary: Mapped[Document] = mapped_column(info=WRITTEN_ONCE)
    method_statement: Mapped[Document | None]
    # Of a corrected release: why, in the publisher's words, the checksum of the one
    # in whose place it stands, and all changes since the first.
    because: Mapped[Words | None] = mapped_column(info=WRITTEN_ONCE)
    supersedes: Mapped[str | None] = mapped_column(String(64), info=WRITTEN_ONCE)
    changes: Mapped[Document | None] = mapped_column(deferred=True, info=WRITTEN_ONCE)
    # Until this day members read it, and nobody else.
    embargo_until: Mapped[date | None]
    # SHA-256 over the checksums of its results, in order, and the summary.
    checksum: Mapped[str] = mapped_column(String(64), info=WRITTEN_ONCE)

    wave: Mapped[Wave] = relationship(lazy="raise")
    results: Mapped[list["FrozenResult"]] = relationship(
        back_populates="release", lazy="raise", order_by="FrozenResult.position"
    )


class FrozenResult(Base):
    """One table that passed disclosure control: the one thing other rooms read."""

    __tablename__ = "frozen_result"
    __table_args__ = (UniqueConstraint("release_id", "item_key", "breakdown"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(
        ForeignKey("release.id"), index=True, info=WRITTEN_ONCE
    )
    position: Mapped[int] = mapped_column(info=WRITTEN_ONCE)
    item_key: Mapped[str] = mapped_column(String(80), index=True, info=WRITTEN_ONCE)
    item_version: Mapped[int] = mapped_column(default=1, info=WRITTEN_ONCE)
    # The key of the declared breakdown; empty for everybody together.
    breakdown: Mapped[str] = mapped_column(String(80), default="", info=WRITTEN_ONCE)
    body: Mapped[Document] = mapped_column(info=WRITTEN_ONCE)
    checksum: Mapped[str] = mapped_column(String(64), info=WRITTEN_ONCE)

    release: Mapped[Release] = relationship(back_populates="results", lazy="raise")
