"""Who must be there for a decision: two quorums, and who is counted for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class BallotChoice(StrEnum):
    """What one member may say to a motion."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


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


def _present(seats: Iterable[Attendance]) -> int:
    return sum(seat.present or seat.choice is not None for seat in seats)
