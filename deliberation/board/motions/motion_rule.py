"""When a motion is adopted: who must be there, who may vote, how votes count.

Source: methods.md 2.6 (g) as described in ``docs/methods.md``: presence makes the
quorum, abstentions are not votes, a declared interest counts for presence only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

BALLOT_OPEN = timedelta(hours=72)


class BallotChoice(StrEnum):
    """What one member may say to a motion."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    """What became of a motion that was voted on."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Attendance:
    """One filled seat during one motion.

    A member who voted was there, whoever took the roll; ``choice`` is None when
    nothing was cast.
    """

    lived_experience: bool
    present: bool
    recused: bool = False
    choice: BallotChoice | None = None


@dataclass(frozen=True)
class Quorum:
    """How many filled seats were present, and how many had to be."""

    present: int
    filled: int
    needed: int

    @property
    def met(self) -> bool:
        """Tell whether enough were there."""
        return self.present >= self.needed


@dataclass(frozen=True)
class Tally:
    """The frozen count of one motion."""

    yes: int
    no: int
    abstain: int
    recused: int
    quorum: Quorum
    lived_experience_quorum: Quorum
    outcome: Outcome


def tally(seats: Iterable[Attendance]) -> Tally:
    """Count one motion over every filled seat of the board.

    Raises:
        ValueError: a member who stepped aside voted all the same.
    """
    roll = list(seats)
    if any(seat.recused and seat.choice is not None for seat in roll):
        raise ValueError("a recused member cannot vote")
    choices = [seat.choice for seat in roll]
    yes, no = choices.count(BallotChoice.YES), choices.count(BallotChoice.NO)
    everyone, lived_experience = quorum(roll), lived_experience_quorum(roll)
    return Tally(
        yes=yes,
        no=no,
        abstain=choices.count(BallotChoice.ABSTAIN),
        recused=sum(seat.recused for seat in roll),
        quorum=everyone,
        lived_experience_quorum=lived_experience,
        outcome=outcome(yes, no, quorate=everyone.met and lived_experience.met),
    )


def quorum(roll: Iterable[Attendance]) -> Quorum:
    """Return the board's quorum: more than half of the filled seats."""
    seats = list(roll)
    return Quorum(_present(seats), len(seats), len(seats) // 2 + 1)


def lived_experience_quorum(roll: Iterable[Attendance]) -> Quorum:
    """Return the second quorum: at least half of the lived-experience seats.

    A board on which no such seat is filled cannot reach it: at least one is needed.
    """
    seats = [seat for seat in roll if seat.lived_experience]
    return Quorum(_present(seats), len(seats), max(1, (len(seats) + 1) // 2))


def outcome(yes: int, no: int, *, quorate: bool) -> Outcome:
    """Return what follows from the votes; a tie is not more yes than no."""
    if not quorate:
        return Outcome.NO_QUORUM
    return Outcome.ADOPTED if yes > no else Outcome.REJECTED


def closes_at(opened_at: datetime, *, open_for: timedelta = BALLOT_OPEN) -> datetime:
    """Return the first moment at which a ballot may be closed.

    Raises:
        ValueError: the ballot would be open for less than 72 hours.
    """
    if open_for < BALLOT_OPEN:
        raise ValueError("a ballot is open for at least 72 hours")
    return opened_at + open_for


def _present(seats: Iterable[Attendance]) -> int:
    return sum(seat.present or seat.choice is not None for seat in seats)
