"""Tables: proposals, what they rest on, what they ask, and what was answered."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Authority
from core.clock import now
from core.db import Base, Words
from deliberation.benchmarks.models import Benchmark
from deliberation.board.models import Board, Motion, PriorityItem
from deliberation.proposals.stages import Stage
from forum.threads.models import Thread
from surveys.findings.models import FrozenResult


class Proposal(Base):
    """A request to public bodies, with its reasons and what it rests on."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"), index=True)
    title: Mapped[Words]
    right_served: Mapped[str] = mapped_column(String(24))
    messages: Mapped[Words]
    problem: Mapped[Words]
    history_and_context: Mapped[Words]
    system_causes: Mapped[Words]
    options: Mapped[Words]
    # Which groups gain, and whom it might leave out.
    equity: Mapped[Words]
    state: Mapped[str] = mapped_column(String(10), default=Stage.DRAFT)
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"))
    delivered_on: Mapped[date | None]
    due_on: Mapped[date | None]

    board: Mapped[Board] = relationship(lazy="raise")
    motion: Mapped[Motion | None] = relationship(lazy="raise")
    evidence: Mapped[list["Evidence"]] = relationship(
        back_populates="proposal", lazy="raise", order_by="Evidence.position"
    )
    asks: Mapped[list["Ask"]] = relationship(
        back_populates="proposal", lazy="raise", order_by="Ask.number"
    )


class Evidence(Base):
    """One thing that a proposal rests on: exactly one of four, by a real key."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN frozen_result_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN thread_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN priority_item_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN benchmark_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_source",
        ),
        UniqueConstraint("proposal_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    position: Mapped[int]
    frozen_result_id: Mapped[int | None] = mapped_column(
        ForeignKey("frozen_result.id"), index=True
    )
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id"), index=True)
    priority_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("priority_item.id"), index=True
    )
    benchmark_id: Mapped[int | None] = mapped_column(
        ForeignKey("benchmark.id"), index=True
    )
    # What it shows, and how far it carries.
    shows: Mapped[Words]
    limits: Mapped[Words]

    proposal: Mapped[Proposal] = relationship(back_populates="evidence", lazy="raise")
    frozen_result: Mapped[FrozenResult | None] = relationship(lazy="raise")
    thread: Mapped[Thread | None] = relationship(lazy="raise")
    priority_item: Mapped[PriorityItem | None] = relationship(lazy="raise")
    benchmark: Mapped[Benchmark | None] = relationship(lazy="raise")


class Ask(Base):
    """One answerable demand, addressed to one public body."""

    __tablename__ = "ask"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    number: Mapped[int]
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    wording: Mapped[Words]

    proposal: Mapped[Proposal] = relationship(back_populates="asks", lazy="raise")
    authority: Mapped[Authority] = relationship(lazy="raise")
    response: Mapped["AuthorityResponse | None"] = relationship(
        back_populates="ask", lazy="raise"
    )


class AuthorityResponse(Base):
    """A public body's answer to one ask: given once; the UNIQUE ask settles a race."""

    __tablename__ = "authority_response"

    id: Mapped[int] = mapped_column(primary_key=True)
    ask_id: Mapped[int] = mapped_column(ForeignKey("ask.id"), unique=True)
    state: Mapped[str] = mapped_column(String(28))
    reasons: Mapped[str] = mapped_column(Text)
    # In which language it was written: a page in another one says so.
    language: Mapped[str] = mapped_column(String(8), default="en")
    answered_on: Mapped[date]
    answered_at: Mapped[datetime] = mapped_column(default=now)
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL")
    )
    # What the board says to the answer, once.
    board_reply: Mapped[str] = mapped_column(Text, default="")
    reply_language: Mapped[str] = mapped_column(String(8), default="en")

    ask: Mapped[Ask] = relationship(back_populates="response", lazy="raise")
