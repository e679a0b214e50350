"""Tables: boards, seats, rating rounds, motions and ballots."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Member
from core.clock import today
from core.db import UNORDERED, Base, Document, Words
from surveys.findings.models import FrozenResult


class RoundState(StrEnum):
    """Where a rating round or a motion's ballot is."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class MotionState(StrEnum):
    """The life of a motion."""

    DRAFT = "draft"
    OPEN = "open"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"
    WITHDRAWN = "withdrawn"


class Board(Base):
    """A standing group with seats."""

    __tablename__ = "board"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[Words]
    purpose: Mapped[Words]

    seats: Mapped[list["Seat"]] = relationship(
        back_populates="board", lazy="raise", order_by="Seat.position"
    )


class Seat(Base):
    """A typed place on a board, held by a member for a term."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("board_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    position: Mapped[int]
    # A ``composition.SeatKind``.
    kind: Mapped[str] = mapped_column(String(20))
    # What the seat speaks for, in public: "Arabic speakers' group".
    speaks_for: Mapped[Words]
    is_chair: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date] = mapped_column(default=today)
    until: Mapped[date | None]
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )

    board: Mapped[Board] = relationship(back_populates="seats", lazy="raise")
    member: Mapped[Member | None] = relationship(lazy="raise")


class RatingExercise(Base):
    """One set of possible priorities, rated in two rounds under one locked rule."""

    __tablename__ = "rating_exercise"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"), index=True)
    title: Mapped[Words]
    rule: Mapped[str] = mapped_column(String(20), default="rand_ucla")

    priority_items: Mapped[list["PriorityItem"]] = relationship(
        back_populates="exercise", lazy="raise", order_by="PriorityItem.key"
    )
    rounds: Mapped[list["RatingRound"]] = relationship(
        back_populates="exercise", lazy="raise", order_by="RatingRound.number"
    )


class PriorityItem(Base):
    """A candidate in a rating exercise."""

    __tablename__ = "priority_item"
    __table_args__ = (UniqueConstraint("exercise_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(ForeignKey("rating_exercise.id"))
    key: Mapped[str] = mapped_column(String(8))
    title: Mapped[Words]
    # What it rests on: a frozen result, shown in the evidence pack.
    frozen_result_id: Mapped[int | None] = mapped_column(
        ForeignKey("frozen_result.id"), index=True
    )

    exercise: Mapped[RatingExercise] = relationship(
        back_populates="priority_items", lazy="raise"
    )
    frozen_result: Mapped[FrozenResult | None] = relationship(lazy="raise")


class RatingRound(Base):
    """Round 1 or 2 of an exercise."""

    __tablename__ = "rating_round"
    __table_args__ = (UniqueConstraint("exercise_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(ForeignKey("rating_exercise.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=RoundState.DRAFT)
    closes_on: Mapped[date | None]
    # Distribution and verdict per item key, written once at the close.
    outcome: Mapped[Document | None]

    exercise: Mapped[RatingExercise] = relationship(
        back_populates="rounds", lazy="raise"
    )


class Rating(Base):
    """One member's rating while the round is open; deleted when it closes."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint("value BETWEEN 1 AND 9", name="value"),
        UNORDERED,
    )

    round_id: Mapped[int] = mapped_column(
        ForeignKey("rating_round.id"), primary_key=True
    )
    priority_item_id: Mapped[int] = mapped_column(
        ForeignKey("priority_item.id"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )
    value: Mapped[int]


class SealedRating(Base):
    """A rating of a closed round: its member is not stored any more."""

    __tablename__ = "sealed_rating"
    __table_args__ = (
        CheckConstraint("value BETWEEN 1 AND 9", name="value"),
        UNORDERED,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    round_id: Mapped[int] = mapped_column(ForeignKey("rating_round.id"), index=True)
    priority_item_id: Mapped[int] = mapped_column(ForeignKey("priority_item.id"))
    value: Mapped[int]


class RoundParticipation(Base):
    """That a member took part in a round; never what they rated."""

    __tablename__ = "round_participation"
    __table_args__ = UNORDERED

    round_id: Mapped[int] = mapped_column(
        ForeignKey("rating_round.id"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )


class Motion(Base):
    """A decision put to the board."""

    __tablename__ = "motion"
    __table_args__ = (UniqueConstraint("board_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    number: Mapped[str] = mapped_column(String(12))
    title: Mapped[Words]
    wording: Mapped[Words]
    state: Mapped[str] = mapped_column(String(12), default=MotionState.DRAFT)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    # Seats, presence, votes, both quorums: written once at the close.
    tally: Mapped[Document | None]
    minority_statement: Mapped[Words | None]
    # The questions that this motion adopts, if that is its matter.
    instrument_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("instrument_version.id")
    )

    board: Mapped[Board] = relationship(lazy="raise")


class Presence(Base):
    """That a member was present for a motion: the quorum is counted from here."""

    __tablename__ = "presence"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )


class Ballot(Base):
    """A named vote on a motion of policy."""

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("motion_id", "member_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL")
    )
    # A ``motions.motion_rule.BallotChoice``.
    choice: Mapped[str] = mapped_column(String(8))
    rationale: Mapped[str] = mapped_column(Text, default="")

    member: Mapped[Member | None] = relationship(lazy="raise")


class Recusal(Base):
    """A declared interest: present, not rating or voting; the reason is public."""

    __tablename__ = "recusal"
    __table_args__ = (
        CheckConstraint(
            "(priority_item_id IS NULL) <> (motion_id IS NULL)", name="one_matter"
        ),
        UniqueConstraint("member_id", "priority_item_id"),
        UniqueConstraint("member_id", "motion_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    priority_item_id: Mapped[int | None] = mapped_column(ForeignKey("priority_item.id"))
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"))
    reason: Mapped[str] = mapped_column(Text)

    member: Mapped[Member | None] = relationship(lazy="raise")
