"""What happens to a motion. Functions add and flush; the view commits."""

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from accounts.rules import Role
from core.clock import now
from core.constraints import flush_or
from core.db import Words
from core.errors import Conflict, Invalid, NotAllowed
from deliberation.board.models import (
    Ballot,
    Board,
    Motion,
    MotionState,
    Presence,
    Recusal,
)
from deliberation.board.motions import queries
from deliberation.board.motions.motion_rule import (
    BALLOT_OPEN,
    Outcome,
    closes_at,
    tally,
)
from deliberation.board.motions.quorum import BallotChoice
from deliberation.board.motions.tally_document import tally_document
from deliberation.board.queries import filled_seats, require_seat
from deliberation.board.service import (
    add_recusal,
    reason_given,
    record_chair,
    record_member,
)
from surveys.instruments.agreement.decision import Decision
from surveys.instruments.blanks import blanks
from surveys.instruments.queries import instrument_of, is_agreed, version_of
from surveys.instruments.service import adopt_version

OnAdopted = Callable[[Session, Motion], None]
"""What a higher room does when a motion is adopted, in the same transaction."""


def propose_motion(
    session: Session,
    board: Board,
    *,
    member_id: int,
    title: Words,
    wording: Words,
    instrument_version_id: int | None = None,
) -> Motion:
    """Write down a motion under the next number; nobody votes on it yet.

    Raises:
        Invalid: the title or the text is empty.
        Conflict: it is about questions that are agreed already.
    """
    require_seat(session, board.id, member_id)
    if instrument_version_id is not None and is_agreed(session, instrument_version_id):
        raise Conflict("board.questions_agreed")
    if instrument_version_id is not None and blanks(
        instrument_of(version_of(session, instrument_version_id))
    ):
        raise Invalid("board.questions_blank")
    if not any(title.values()) or not any(wording.values()):
        raise Invalid("board.empty_motion")
    count = session.scalar(
        select(func.count()).select_from(Motion).where(Motion.board_id == board.id)
    )
    made = Motion(
        board_id=board.id,
        number=f"M-{(count or 0) + 1:02d}",
        title=title,
        wording=wording,
        instrument_version_id=instrument_version_id,
    )
    session.add(made)
    flush_or(session, Conflict("board.motion_number_taken"))
    record_member(session, "motion.propose", _subject(session, made), member_id)
    return made


def open_motion(
    session: Session,
    motion: Motion,
    *,
    member_id: int,
    open_for: timedelta = BALLOT_OPEN,
) -> None:
    """Open the ballot, for 72 hours or longer.

    Raises:
        Conflict: the motion is no draft any more.
        Invalid: the ballot would be too short.
    """
    require_seat(session, motion.board_id, member_id, chair=True)
    _lock_motion(session, motion, MotionState.DRAFT)
    try:
        motion.closes_at = closes_at(now(), open_for=open_for)
    except ValueError as error:
        raise Invalid("board.ballot_too_short") from error
    motion.opens_at, motion.state = now(), MotionState.OPEN
    until = motion.closes_at.isoformat(timespec="seconds")
    subject = _subject(session, motion)
    record_chair(session, "motion.open", subject, member_id, closes_at=until)


def withdraw_motion(session: Session, motion: Motion, *, member_id: int) -> None:
    """Take a motion back before its ballot opens.

    Raises:
        Conflict: the motion is no draft any more.
    """
    require_seat(session, motion.board_id, member_id, chair=True)
    _lock_motion(session, motion, MotionState.DRAFT)
    motion.state = MotionState.WITHDRAWN
    record_chair(session, "motion.withdraw", _subject(session, motion), member_id)


def take_roll(
    session: Session, motion: Motion, *, member_id: int, present: Collection[int]
) -> None:
    """Note who is present for an open motion; members who voted are there anyway.

    Raises:
        Conflict: the ballot is not open.
        Invalid: somebody holds no seat.
    """
    require_seat(session, motion.board_id, member_id, chair=True)
    _lock_motion(session, motion, MotionState.OPEN)
    seats = filled_seats(session, motion.board_id)
    if not set(present) <= {seat.member_id for seat in seats}:
        raise Invalid("board.not_on_the_roll")
    voted = select(Ballot.member_id).where(Ballot.motion_id == motion.id)
    session.execute(
        delete(Presence).where(
            Presence.motion_id == motion.id, Presence.member_id.not_in(voted)
        )
    )
    for member in present:
        session.merge(Presence(motion_id=motion.id, member_id=member))
    session.flush()
    subject = _subject(session, motion)
    record_chair(session, "motion.roll", subject, member_id, present=len(present))


def cast_ballot(
    session: Session,
    motion: Motion,
    *,
    member_id: int,
    choice: BallotChoice,
    rationale: str = "",
) -> None:
    """Vote, or vote again: until the close the last word counts.

    Nothing goes to the log: who voted when is nobody's matter before the close.

    Raises:
        Conflict: the ballot is not open, or its time is over.
        NotAllowed: no seat, or the member stepped aside.
    """
    require_seat(session, motion.board_id, member_id)
    _lock_motion(session, motion, MotionState.OPEN)
    if motion.closes_at is not None and now() >= motion.closes_at:
        raise Conflict("board.ballot_over")
    aside = queries.motion_recusals(session, motion.id)
    if member_id in {recusal.member_id for recusal in aside}:
        raise NotAllowed("board.recused", key=motion.number)
    ballot = queries.own_ballot(session, motion.id, member_id)
    if ballot is None:
        ballot = Ballot(motion_id=motion.id, member_id=member_id)
        session.add(ballot)
    ballot.choice, ballot.rationale = choice.value, rationale.strip()
    session.merge(Presence(motion_id=motion.id, member_id=member_id))
    session.flush()


def close_motion(
    session: Session,
    motion: Motion,
    *,
    member_id: int,
    on_adopted: Iterable[OnAdopted] = (),
) -> Outcome:
    """Count the ballot once, for good; what hangs on the motion follows at once.

    Raises:
        Conflict: the ballot is not open, or its 72 hours are not over.
    """
    require_seat(session, motion.board_id, member_id, chair=True)
    _lock_motion(session, motion, MotionState.OPEN)
    if motion.closes_at is not None and now() < motion.closes_at:
        raise Conflict("board.ballot_still_open")
    count = tally(queries.roll(session, motion, with_votes=True).attendance)
    motion.tally = tally_document(count)
    motion.state = MotionState(count.outcome.value)
    session.flush()
    subject = _subject(session, motion)
    record_chair(session, "motion.close", subject, member_id, tally=motion.tally)
    if count.outcome is Outcome.ADOPTED:
        _agree_to_questions(session, motion, member_id)
        for follow in on_adopted:
            follow(session, motion)
    return count.outcome


def add_minority_statement(
    session: Session, motion: Motion, *, member_id: int, words: Words
) -> None:
    """Print another view beside a decision, once: nobody writes over a colleague's.

    Raises:
        Conflict: the motion is not decided yet, or has another view already.
        Invalid: nothing was written.
    """
    require_seat(session, motion.board_id, member_id)
    session.refresh(motion, ["state", "minority_statement"], with_for_update=True)
    if motion.state not in queries.CLOSED_MOTIONS:
        raise Conflict("board.not_decided")
    if not any(words.values()):
        raise Invalid("board.reason_missing")
    if motion.minority_statement not in (None, dict(words)):
        raise Conflict("board.another_view_there")
    motion.minority_statement = dict(words)
    record_member(session, "motion.minority", _subject(session, motion), member_id)


def step_aside_from_motion(
    session: Session, motion: Motion, *, member_id: int, reason: str
) -> Recusal:
    """Declare an interest in a motion: present, not voting, the reason public.

    Raises:
        Conflict: it was declared already, or the ballot is over.
        Invalid: no reason.
    """
    require_seat(session, motion.board_id, member_id)
    _lock_motion(session, motion, MotionState.DRAFT, MotionState.OPEN)
    made = Recusal(
        member_id=member_id, motion_id=motion.id, reason=reason_given(reason)
    )
    add_recusal(session, made)
    session.execute(
        delete(Ballot).where(
            Ballot.member_id == member_id, Ballot.motion_id == motion.id
        )
    )
    subject = _subject(session, motion)
    record_member(session, "motion.step_aside", subject, member_id)
    return made


def _agree_to_questions(session: Session, motion: Motion, member_id: int) -> None:
    """Make the questions of an adopted motion agreed, unless they are already."""
    version_id = motion.instrument_version_id
    if version_id is None or is_agreed(session, version_id):
        return
    name = session.get_one(Board, motion.board_id).name
    adopt_version(
        session,
        version_of(session, version_id),
        Decision(name, motion.number),
        role=Role.CHAIR,
        actor_id=member_id,
    )


def _lock_motion(session: Session, motion: Motion, *states: MotionState) -> None:
    """Hold a motion against anybody else, and insist on where it is."""
    session.refresh(motion, ["state", "closes_at"], with_for_update=True)
    if motion.state not in states:
        raise Conflict("board.motion_not_there", state=motion.state)


def _subject(session: Session, motion: Motion) -> str:
    slug = session.scalar(select(Board.slug).where(Board.id == motion.board_id))
    return f"motion:{slug}/{motion.number}"
