"""When a motion is adopted: who must be there, who may vote, how votes count.

Source: methods.md 2.6 (g) as described in ``docs/methods.md``: presence makes the
quorum, abstentions are not votes, a declared interest counts for presence only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deliberation.board.motions.quorum import (
    Attendance,
    BallotChoice,
    Quorum,
    lived_experience_quorum,
    quorum,
)

BALLOT_OPEN = timedelta(hours=72)


class Outcome(StrEnum):
    """What became of a motion that was voted on."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"


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
