"""Makers of proposals: from a draft to an answer, on Larkmoor's board and calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from accounts.models import Authority, Member, RoleGrant
from accounts.rules import Role
from core.clock import standing_at
from core.site_calendar import SiteCalendar
from deliberation.board.models import Board, Motion
from deliberation.board.motions import service as motions
from deliberation.board.motions.quorum import BallotChoice
from deliberation.proposals import queries, service
from deliberation.proposals.answers import queries as answer_queries
from deliberation.proposals.answers import service as answers
from deliberation.proposals.drafts import service as drafts
from deliberation.proposals.evidence import EvidenceKind
from deliberation.proposals.models import Ask, Proposal
from forum.threads.models import Thread
from tests.deliberation.board.boards import make_board, make_people
from tests.factories import make_authority, make_member

OPENED = datetime(2026, 7, 20, 9, tzinfo=UTC)
COUNTED = datetime(2026, 7, 23, 9, tzinfo=UTC)
DELIVERED = datetime(2026, 8, 3, 9, tzinfo=UTC)
TEXTS = {
    "title": "An interpreter at the first contact",
    "messages": "People wait for words.\nAn interpreter line helps.",
    "problem": "Many cannot say what they need.",
    "history_and_context": "The last interpreter left in 2014.",
    "system_causes": "Interpreters are booked from one office.",
    "options": "A telephone line, or a person at the desk.",
    "equity": "Arabic speakers gain most.",
}


@dataclass(frozen=True)
class Town:
    """Everybody and everything that a proposal needs around it."""

    board: Board
    people: list[Member]
    authority: Authority
    official: Member

    @property
    def chair(self) -> int:
        return self.people[0].id

    @property
    def member(self) -> int:
        return self.people[1].id


def make_town(session: Session) -> Town:
    """A board of eleven, a public body, and somebody who speaks for it."""
    body = make_authority(session, slug="health", name={"en": "Health authority"})
    with on(1, 1):
        people = make_people(session)
        official = make_member(session)
        session.add(
            RoleGrant(member_id=official.id, role=Role.AUTHORITY, authority_id=body.id)
        )
        session.commit()
    return Town(make_board(session, people), people, body, official)


def make_thread(session: Session, **changes) -> Thread:
    """A public conversation that began by itself."""
    thread = Thread(
        **{
            "slug": "waiting",
            "title": "Waiting for the call back",
            "is_public": True,
            **changes,
        }
    )
    session.add(thread)
    session.commit()
    return thread


def make_draft(session: Session, town: Town, **changes) -> Proposal:
    """A draft with every text, in English."""
    draft = drafts.write_draft(
        session,
        town.board,
        TEXTS | changes.pop("texts", {}),
        **{
            "right_served": "accessibility",
            "language": "en",
            "member_id": town.member,
            **changes,
        },
    )
    session.commit()
    return draft


def add_thread(session: Session, town: Town, draft: Proposal, **changes) -> Thread:
    """Let a draft rest on a conversation."""
    thread = make_thread(session, **changes)
    drafts.cite(
        session,
        draft,
        (EvidenceKind.THREAD, thread.id),
        shows={"en": "I hung up because nobody spoke Arabic."},
        limits={},
        member_id=town.member,
    )
    session.commit()
    return thread


def add_ask(session: Session, town: Town, draft: Proposal, **changes) -> Ask:
    """Let a draft ask the health authority for a service standard."""
    ask = drafts.ask_for(
        session,
        draft,
        **{
            "authority_id": town.authority.id,
            "kind": "service_standard",
            "wording": {"en": "Offer an interpreter at the first contact."},
            "member_id": town.member,
            **changes,
        },
    )
    session.commit()
    return ask


def make_ready(session: Session, town: Town) -> Proposal:
    """A draft that lacks nothing but the board's decision."""
    draft = make_draft(session, town)
    add_thread(session, town, draft)
    add_ask(session, town, draft)
    return draft


def decide(
    session: Session, town: Town, motion: Motion, *, yes: int = 8, no: int = 1
) -> None:
    """Let the board vote on a motion, over its 72 hours."""
    with standing_at(OPENED):
        motions.open_motion(session, motion, member_id=town.chair)
        votes = [BallotChoice.YES] * yes + [BallotChoice.NO] * no
        for person, choice in zip(town.people, votes, strict=False):
            motions.cast_ballot(session, motion, member_id=person.id, choice=choice)
    with standing_at(COUNTED):
        motions.close_motion(
            session, motion, member_id=town.chair, on_adopted=[service.follow_motion]
        )
    session.commit()


def make_adopted(session: Session, town: Town) -> Proposal:
    """A proposal that the board adopted."""
    proposal = make_ready(session, town)
    motion = hand_over(session, town, proposal)
    decide(session, town, motion)
    return proposal


def hand_over(session: Session, town: Town, proposal: Proposal) -> Motion:
    """Put a draft before the board."""
    motion = service.hand_to_board(
        session, proposal, wording={"en": "Adopt it."}, member_id=town.member
    )
    session.commit()
    return motion


def make_delivered(session: Session, town: Town) -> Proposal:
    """A proposal that was delivered on 3 August 2026."""
    proposal = make_adopted(session, town)
    deliver_in_august(session, town, proposal)
    return proposal


def deliver_in_august(session: Session, town: Town, proposal: Proposal) -> None:
    """Let an adopted proposal go out on 3 August 2026."""
    with standing_at(DELIVERED):
        service.deliver(
            session, proposal, calendar=SiteCalendar(), member_id=town.chair
        )
    session.commit()


def give_answer(session: Session, town: Town, ask: Ask, day: tuple[int, int]) -> None:
    """Let the health authority accept an ask on a day (month, day) of 2026."""
    by = answers.Speaker(town.authority.id, town.official.id)
    with on(*day):
        answers.answer_ask(session, ask, "accepted", "It is right.", by=by)
    session.commit()


@contextmanager
def on(month: int, day: int) -> Iterator[None]:
    """Let it be a day of 2026."""
    with standing_at(datetime(2026, month, day, 9, tzinfo=UTC)):
        yield


def first_ask(session: Session, proposal: Proposal) -> Ask:
    """The first thing that a public proposal asks for, as its body meets it."""
    [ask, *_] = queries.in_public(session, proposal.slug).asks
    return answer_queries.ask_to(session, ask.id)
