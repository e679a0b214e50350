"""What was asked of whom, what was answered, and how the clocks stand."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from accounts.models import Authority
from core.errors import NotFound
from core.site_calendar import SiteCalendar
from deliberation.proposals.models import Ask, AuthorityResponse, Proposal
from deliberation.proposals.response_clock import (
    ClockReading,
    answered_on,
    read_clock,
)
from deliberation.proposals.stages import Stage


@dataclass(frozen=True)
class BodyClock:
    """One public body's clock for one proposal."""

    body: Authority
    reading: ClockReading


def addressed_to(session: Session, authority_id: int | None) -> list[Ask]:
    """Return the asks that were sent to a public body, the most urgent first.

    With proposal and answer, in one SELECT.
    """
    return list(
        session.scalars(
            select(Ask)
            .join(Ask.proposal)
            .outerjoin(Ask.response)
            .where(Ask.authority_id == authority_id)
            .where(Proposal.state.not_in((Stage.DRAFT, Stage.ADOPTED)))
            .options(joinedload(Ask.proposal), joinedload(Ask.response))
            .order_by(
                AuthorityResponse.id.is_not(None),
                Proposal.due_on,
                Proposal.id,
                Ask.number,
            )
        )
    )


def ask_to(session: Session, ask_id: int) -> Ask:
    """Return one ask that was sent, with proposal, addressee and answer.

    Raises:
        NotFound: there is none, or it was not sent.
    """
    found = session.scalar(
        select(Ask)
        .where(Ask.id == ask_id)
        .options(
            joinedload(Ask.proposal),
            joinedload(Ask.authority),
            joinedload(Ask.response),
        )
    )
    if found is None or found.proposal.delivered_on is None:
        raise NotFound("ask")
    return found


def response_of(session: Session, proposal: Proposal, number: int) -> AuthorityResponse:
    """Return the answer to one ask of a proposal, with both.

    Raises:
        NotFound: there is no such ask, or no answer to it.
    """
    found = session.scalar(
        select(AuthorityResponse)
        .join(AuthorityResponse.ask)
        .where(Ask.proposal_id == proposal.id, Ask.number == number)
        .options(joinedload(AuthorityResponse.ask).joinedload(Ask.proposal))
    )
    if found is None:
        raise NotFound("answer.none")
    return found


def open_asks(session: Session, proposal_id: int) -> int:
    """Return how many asks of a proposal have no answer."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Ask)
            .outerjoin(Ask.response)
            .where(Ask.proposal_id == proposal_id, AuthorityResponse.id.is_(None))
        )
        or 0
    )


def clocks(
    proposal: Proposal, *, on: date, calendar: SiteCalendar
) -> tuple[BodyClock, ...]:
    """Return one clock for each public body that a loaded proposal asks."""
    asks = sorted(proposal.asks, key=lambda ask: ask.authority_id)
    return tuple(
        _clock(proposal, list(own), on, calendar)
        for _body, own in groupby(asks, key=lambda ask: ask.authority_id)
    )


def reading(ask: Ask, *, on: date, calendar: SiteCalendar) -> ClockReading:
    """Return the clock of one ask that was loaded with proposal and answer."""
    return read_clock(
        due_on=ask.proposal.due_on,
        answered_on=ask.response.answered_on if ask.response else None,
        today=on,
        calendar=calendar,
    )


def _clock(
    proposal: Proposal, asks: list[Ask], on: date, calendar: SiteCalendar
) -> BodyClock:
    answers = [ask.response for ask in asks]
    days = [answer.answered_on if answer else None for answer in answers]
    reading = read_clock(
        due_on=proposal.due_on,
        answered_on=answered_on(days),
        today=on,
        calendar=calendar,
    )
    return BodyClock(asks[0].authority, reading)
