"""The table of results that somebody asked for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Document
from surveys.waves.models import Wave


class State(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Freezing(Base):
    """That the results of a wave, or their correction, are to be made.

    It is written together with the act that asks for it; the queue is only a bell.
    """

    __tablename__ = "freezing"
    __table_args__ = (UniqueConstraint("wave_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    # Of the release that comes of it.
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default=State.WAITING)
    step: Mapped[str] = mapped_column(String(10), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    # The code of what went wrong, and what its words need: numbers and keys.
    reason: Mapped[str] = mapped_column(String(80), default="")
    facts: Mapped[Document | None]
    # How often a worker began; one that is killed again and again is let be.
    attempts: Mapped[int] = mapped_column(default=0)
    # Machine and process of the worker, and its last sign of life.
    holder: Mapped[str] = mapped_column(String(120), default="")
    beat_at: Mapped[datetime | None]
    role: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    # Of a correction: why, and what it changes; until it is made.
    correction: Mapped[Document | None]

    wave: Mapped[Wave] = relationship(lazy="raise")
