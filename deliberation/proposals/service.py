"""What is done with proposals, from the draft to the board's reply.

Functions add and flush; the view commits. Each act of the board is checked
against the seat that the member holds on the proposal's own board today.
"""

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.rules import Role
from core import audit
from core.clock import today
from core.db import rows_changed
from core.errors import Conflict, Invalid
from core.site_calendar import SiteCalendar
from deliberation.board import queries as board_queries
from deliberation.board.models import Board, Motion, MotionState
from deliberation.board.motions import service as motions
from deliberation.proposals import queries
from deliberation.proposals.models import Proposal
from deliberation.proposals.readiness import Decision, Lack, decision_lacks
from deliberation.proposals.stages import Stage, may_follow
from deliberation.proposals.working_days import due_date

# A motion in one of these states keeps the text as the board reads it.
WITH_BOARD = frozenset({MotionState.DRAFT, MotionState.OPEN, MotionState.ADOPTED})


def hand_to_board(
    session: Session, proposal: Proposal, *, wording: Mapping[str, str], member_id: int
) -> Motion:
    """Put a draft before its board as a motion with this wording.

    From then on its text stands still, until the motion is lost or taken back.

    Raises:
        Conflict: it is before the board already.
        Invalid: the draft lacks something; the facts say what.
    """
    require_open_draft(session, proposal, member_id)
    _refuse_lacks(queries.lacks_of_draft(session, proposal))
    motion = motions.propose_motion(
        session,
        session.get_one(Board, proposal.board_id),
        member_id=member_id,
        title=dict(proposal.title),
        wording=dict(wording),
    )
    proposal.motion_id = motion.id
    session.flush()
    number = motion.number
    acted = (session, "proposal.hand_over", proposal, Role.BOARD_MEMBER, member_id)
    record(*acted, motion=number)
    return motion


def follow_motion(session: Session, motion: Motion) -> None:
    """Adopt the proposal that a motion was about, if it was about one.

    For ``board.service.close_motion(on_adopted=...)``, in the same transaction.
    """
    proposal = session.scalar(
        select(Proposal).where(
            Proposal.motion_id == motion.id, Proposal.state == Stage.DRAFT
        )
    )
    if proposal is not None:
        _adopt(session, proposal, motion)


def deliver(
    session: Session, proposal: Proposal, *, calendar: SiteCalendar, member_id: int
) -> None:
    """Send an adopted proposal to its public bodies, and start their clock.

    The chain of evidence is tried once more: a proposal whose number leads
    nowhere does not go out.

    Raises:
        NotAllowed: only the chair sends.
        Conflict: it went out already.
        Invalid: something is missing or broken, or the board has not adopted it
            with quorum; the facts say what.
    """
    board_queries.require_seat(session, proposal.board_id, member_id, chair=True)
    motion = session.get(Motion, proposal.motion_id) if proposal.motion_id else None
    lacks = queries.lacks_of_draft(session, proposal) + decision_lacks(decision(motion))
    _refuse_lacks(lacks)
    if motion is not None and proposal.state == Stage.DRAFT:
        _adopt(session, proposal, motion)
    move(session, proposal, Stage.DELIVERED)
    proposal.delivered_on = today()
    proposal.due_on = due_date(proposal.delivered_on, calendar)
    session.flush()
    due_on = proposal.due_on.isoformat()
    record(session, "proposal.deliver", proposal, Role.CHAIR, member_id, due_on=due_on)


def close(session: Session, proposal: Proposal, *, member_id: int) -> None:
    """End a proposal; what was asked and answered stays in public.

    Raises:
        NotAllowed: only the chair closes.
        Conflict: it is still a draft, or closed already.
    """
    board_queries.require_seat(session, proposal.board_id, member_id, chair=True)
    move(session, proposal, Stage.CLOSED)
    record(session, "proposal.close", proposal, Role.CHAIR, member_id)


def decision(motion: Motion | None) -> Decision | None:
    """Return what the board made of a motion; ``None`` where there is none."""
    if motion is None:
        return None
    quorums = (motion.tally or {}).values()
    met = [each["met"] for each in quorums if isinstance(each, dict)]
    return Decision(adopted=motion.state == MotionState.ADOPTED, quorate=all(met))


def require_open_draft(session: Session, proposal: Proposal, member_id: int) -> None:
    """Insist on a seat on the board, and on a text that nobody decides on yet."""
    board_queries.require_seat(session, proposal.board_id, member_id)
    motion = session.get(Motion, proposal.motion_id) if proposal.motion_id else None
    if not is_open_draft(proposal, motion):
        raise Conflict("proposal.with_board", slug=proposal.slug)


def is_open_draft(proposal: Proposal, motion: Motion | None) -> bool:
    """Tell whether a text can still be changed: nobody decides on it."""
    return proposal.state == Stage.DRAFT and (
        motion is None or motion.state not in WITH_BOARD
    )


def _refuse_lacks(lacks: tuple[Lack, ...]) -> None:
    if lacks:
        raise Invalid("proposal.lacks", lacks=lacks)


def _adopt(session: Session, proposal: Proposal, motion: Motion) -> None:
    move(session, proposal, Stage.ADOPTED)
    motion_number = motion.number
    record(session, "proposal.adopt", proposal, Role.CHAIR, None, motion=motion_number)


def move(session: Session, proposal: Proposal, to: Stage) -> None:
    """Let one of two who act at once win; the other learns where it stands."""
    before = Stage(proposal.state)
    won = may_follow(before, to) and rows_changed(
        session,
        update(Proposal)
        .where(Proposal.id == proposal.id, Proposal.state == before)
        .values(state=to),
    )
    if not won:
        session.refresh(proposal, ["state"])
        raise Conflict("proposal.stage", state=proposal.state)
    proposal.state = to


def record(
    session: Session,
    action: str,
    proposal: Proposal,
    role: Role,
    actor_id: int | None,
    **facts: object,
) -> None:
    """Note an act on a proposal in the public log."""
    audit.record(
        session,
        action,
        f"proposal:{proposal.slug}",
        role=role,
        actor_id=actor_id,
        **facts,
    )
