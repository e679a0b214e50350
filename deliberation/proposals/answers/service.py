"""What a public body answers to each ask, and what the board replies, once each."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.rules import Role
from core.clock import today
from core.db import rows_changed
from core.errors import Conflict, Invalid, NotAllowed
from deliberation.board import queries as board_queries
from deliberation.proposals.answers import queries as answer_queries
from deliberation.proposals.asks import answer_problems
from deliberation.proposals.models import Ask, AuthorityResponse
from deliberation.proposals.service import move, record
from deliberation.proposals.stages import Stage


@dataclass(frozen=True)
class Speaker:
    """Who speaks for a public body."""

    authority_id: int | None
    member_id: int | None
    language: str = "en"


def answer_ask(
    session: Session, ask: Ask, state: str, reasons: str, *, by: Speaker
) -> AuthorityResponse:
    """Store a public body's one answer to one ask, as of today.

    Args:
        session: the act's session.
        ask: with its proposal loaded.
        state: one of ``asks.GIVEN_STATES``.
        reasons: plain words.
        by: who speaks for which public body.

    Raises:
        NotAllowed: the ask went to another public body.
        Conflict: it is answered already (the facts say how), or not sent.
        Invalid: state or reasons are missing; the facts say which.
    """
    if ask.authority_id != by.authority_id:
        raise NotAllowed("ask.addressee", number=ask.number)
    problems = answer_problems(state, reasons)
    if problems:
        raise Invalid("answer.problems", problems=problems)
    _refuse_unless_awaited(session, ask)
    response = AuthorityResponse(
        ask_id=ask.id,
        state=state,
        reasons=reasons.strip(),
        language=by.language,
        answered_on=today(),
        member_id=by.member_id,
    )
    try:
        with session.begin_nested():
            session.add(response)
    except IntegrityError as error:
        raise _answered_already(session, ask) from error
    _record_answer(session, ask, state, by)
    if not answer_queries.open_asks(session, ask.proposal_id):
        move(session, ask.proposal, Stage.ANSWERED)
    return response


def reply(
    session: Session,
    response: AuthorityResponse,
    words: str,
    *,
    member_id: int,
    language: str = "en",
) -> None:
    """Store the board's one reply to an answer; ``response.ask.proposal`` is loaded.

    Raises:
        NotAllowed: only the chair replies.
        Invalid: there are no words.
        Conflict: the board replied already.
    """
    proposal = response.ask.proposal
    board_queries.require_seat(session, proposal.board_id, member_id, chair=True)
    if not words.strip():
        raise Invalid("reply.empty")
    won = rows_changed(
        session,
        update(AuthorityResponse)
        .where(AuthorityResponse.id == response.id)
        .where(AuthorityResponse.board_reply == "")
        .values(board_reply=words.strip(), reply_language=language),
    )
    if not won:
        session.refresh(response, ["board_reply", "reply_language"])
        raise Conflict("reply.given", board_reply=response.board_reply)
    number = response.ask.number
    record(session, "proposal.reply", proposal, Role.CHAIR, member_id, ask=number)


def _refuse_unless_awaited(session: Session, ask: Ask) -> None:
    if session.scalar(
        select(AuthorityResponse.id).where(AuthorityResponse.ask_id == ask.id)
    ):
        raise _answered_already(session, ask)
    if ask.proposal.state != Stage.DELIVERED:
        raise Conflict("ask.not_open", state=ask.proposal.state)


def _answered_already(session: Session, ask: Ask) -> Conflict:
    stands = session.execute(
        select(
            AuthorityResponse.state,
            AuthorityResponse.reasons,
            AuthorityResponse.answered_on,
        ).where(AuthorityResponse.ask_id == ask.id)
    ).one()
    return Conflict("ask.answered", **stands._mapping)  # noqa: SLF001 (its public name)


def _record_answer(session: Session, ask: Ask, state: str, by: Speaker) -> None:
    record(
        *(session, "proposal.answer", ask.proposal, Role.AUTHORITY, by.member_id),
        ask=ask.number,
        state=state,
    )
