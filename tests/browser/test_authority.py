"""A public body answers a request in public, with a state and its reasons."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from accounts.models import Authority
from core.clock import standing_at
from core.db import db
from core.site_calendar import SiteCalendar
from deliberation.board import queries as boards
from deliberation.board.motions import service as motions
from deliberation.board.motions.motion_rule import BallotChoice
from deliberation.proposals import service
from deliberation.proposals.drafts import service as drafts
from deliberation.proposals.evidence import EvidenceKind
from forum.threads.models import Thread
from tests.deliberation.proposals.factories import TEXTS

OPENED = datetime(2026, 11, 9, 9, tzinfo=UTC)
COUNTED = datetime(2026, 11, 12, 10, tzinfo=UTC)
REASONS = "The line opens in March.\nThe money for it is there."


def write(session, board, chair):
    """A draft with one piece of evidence and one request."""
    written = {"right_served": "accessibility", "language": "en", "member_id": chair}
    draft = drafts.write_draft(session, board, TEXTS, **written)
    thread = session.scalars(select(Thread).where(Thread.is_public)).first()
    body = session.scalars(select(Authority)).first()
    drafts.cite(
        session,
        draft,
        (EvidenceKind.THREAD, thread.id),
        shows={"en": "I hung up because nobody spoke Arabic."},
        limits={},
        member_id=chair,
    )
    drafts.ask_for(
        session,
        draft,
        authority_id=body.id,
        kind="service_standard",
        wording={"en": "Open a telephone line for interpreters."},
        member_id=chair,
    )
    return draft


@pytest.fixture
def delivered(app):
    """The address of a proposal that waits for its answer."""
    session = db.session()
    board = boards.board(session, "larkmoor")
    people = [seat.member_id for seat in board.seats]
    chair = next(seat.member_id for seat in board.seats if seat.is_chair)
    with standing_at(OPENED):
        draft = write(session, board, chair)
        wording = {"en": "Adopt it."}
        motion = service.hand_to_board(session, draft, wording=wording, member_id=chair)
        motions.open_motion(session, motion, member_id=chair)
        for person in people:
            vote = {"member_id": person, "choice": BallotChoice.YES}
            motions.cast_ballot(session, motion, **vote)
    with standing_at(COUNTED):
        followed = [service.follow_motion]
        motions.close_motion(session, motion, member_id=chair, on_adopted=followed)
        service.deliver(session, draft, calendar=SiteCalendar(), member_id=chair)
    session.commit()
    return f"/proposals/{draft.slug}"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_authority_answers_and_the_brief_shows_it(person, delivered, language):
    reader = person("waiting-reader", language)
    reader.opens(f"{delivered}/brief?depth=full")
    reader.sees("No answer yet")
    mark = person("Mark Devlin", language, is_member=True)
    mark.opens("/desk/answers")
    mark.page.locator("main a.button").first.click()
    mark.arrives()
    mark.taps("Publish the answer")
    mark.sees("Please give your reasons. People will read them.")
    mark.chooses("Accepted in part")
    mark.fills("Your reasons, in plain words", REASONS)
    mark.taps("Publish the answer")

    reader.opens(f"{delivered}/brief?depth=full")

    reader.sees("Accepted in part")
    reader.sees("The money for it is there.")
