"""Questions go before the board: what an adopted motion agrees to, what none does."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.rules import Role
from core.audit import AuditEvent
from core.clock import now, standing_at, today
from core.errors import Conflict, NotFound
from deliberation.board.motions import queries, service
from deliberation.board.motions.motion_rule import Outcome
from deliberation.board.motions.quorum import BallotChoice
from forum.threads.models import Post
from surveys.instruments.agreement.decision import decided_elsewhere
from surveys.instruments.service import adopt_version, open_comments
from surveys.waves.queries import wave
from tests.factories import make_member
from tests.forum.conversations import key
from tests.surveys.instruments.agreement.versions import (
    agreed_version,
    draft_version,
)
from tests.surveys.waves.factories import make_draft

YES, NO, _ = BallotChoice
AFTER = timedelta(hours=73)
MOTION = "/board/larkmoor/motions/M-01"


@pytest.fixture
def version(session):
    return draft_version(session)


def propose(session, board, people, version):
    motion = service.propose_motion(
        *(session, board),
        member_id=people[0].id,
        title={"en": "Agree to the questions"},
        wording={"en": "The board agrees to version 1."},
        instrument_version_id=version.id,
    )
    service.open_motion(session, motion, member_id=people[0].id)
    return motion


def decide(session, motion, people, choice=YES, *, voters=slice(None)):
    for person in people[voters]:
        service.cast_ballot(session, motion, member_id=person.id, choice=choice)
    with standing_at(now() + AFTER):
        return service.close_motion(session, motion, member_id=people[0].id)


def test_an_adopted_motion_agrees_in_the_same_breath(session, board, people, version):
    motion = propose(session, board, people, version)
    assert version.state == "draft"

    assert decide(session, motion, people) is Outcome.ADOPTED

    assert (version.state, version.agreed_motion) == ("agreed", "M-01")
    assert version.agreed_by == {"en": "Larkmoor board"}
    assert queries.motion_that_adopted(session, version.id) == ("larkmoor", "M-01")
    last = [json.loads(leaf) for leaf in session.scalars(select(AuditEvent.leaf))][-2:]
    assert [leaf["action"] for leaf in last] == ["motion.close", "instrument.adopt"]
    assert (last[1]["motion"], last[1]["role"]) == ("M-01", "chair")


@pytest.mark.parametrize(
    "voters",
    [
        slice(5),  # not half of the seats
        slice(5, None),  # too little lived experience
    ],
)
def test_a_motion_without_a_quorum_changes_nothing(
    session, board, people, version, voters
):
    motion = propose(session, board, people, version)
    assert decide(session, motion, people, voters=voters) is Outcome.NO_QUORUM
    assert (version.state, version.agreed_by) == ("draft", None)


def test_a_motion_that_is_rejected_changes_nothing(session, board, people, version):
    motion = propose(session, board, people, version)
    assert decide(session, motion, people, NO) is Outcome.REJECTED
    assert (version.state, version.agreed_by) == ("draft", None)
    with pytest.raises(NotFound):
        queries.motion_that_adopted(session, version.id)


def test_nobody_puts_agreed_questions_before_the_board(session, board, people):
    with pytest.raises(Conflict, match="questions_agreed"):
        propose(session, board, people, agreed_version(session))


def test_a_motion_closes_although_it_was_decided_elsewhere_meanwhile(
    session, board, people, version
):
    motion = propose(session, board, people, version)
    elsewhere = decided_elsewhere("The meeting of 3 May.", "en")
    adopt_version(session, version, elsewhere, role="operator")

    assert decide(session, motion, people) is Outcome.ADOPTED
    assert version.agreed_motion == ""


def test_of_two_motions_about_one_version_the_first_counts(
    session, board, people, version
):
    first, second = (propose(session, board, people, version) for _ in range(2))
    decide(session, first, people)
    decide(session, second, people)
    assert version.agreed_motion == "M-01"
    assert queries.motion_that_adopted(session, version.id) == ("larkmoor", "M-01")


def test_questions_go_from_a_draft_to_an_open_survey_by_pages(
    pages, session, board, people
):
    """Comment, a moderator, a motion, a vote, the close; then the survey opens."""
    version_id = make_draft(session, agreed=False).instrument_version_id
    facilitator = make_member(session, Role.FACILITATOR)
    pages.sign_in(facilitator)
    until = {"until": (today() + timedelta(days=7)).isoformat()}
    pages.post("/desk/questions/small/1/comments", until)
    _a_resident_comments(pages, session, version_id)
    _the_board_agrees(pages, people, version_id)

    pages.sign_in(facilitator)
    page = pages.get("/questions/small/1")
    assert "by Larkmoor board" in page
    lead = pages.answer("GET", f"/board/about-questions/{version_id}", 302)
    assert lead.headers["Location"] == MOTION
    pages.post("/desk/waves/library/open")
    session.expire_all()
    assert wave(session, "library").state == "open"


def _a_resident_comments(pages, session, version_id):
    pages.sign_in(make_member(session))
    begin = f"/forum/new?questions={version_id}"
    assert begin in pages.get(f"/forum/about-questions/{version_id}")
    assert "A few questions" in pages.get(begin)
    words = {"title": "On the questions", "body": "Please ask about buses."}
    sent = {**words, "language": "en", "key": key(), "questions": str(version_id)}
    pages.post("/forum/new", sent)
    post = session.scalars(select(Post)).one()
    pages.sign_in(make_member(session, Role.MODERATOR))
    pages.post(f"/desk/moderation/{post.id}", {"verdict": "published"})
    pages.sign_out()
    lead = pages.answer("GET", f"/forum/about-questions/{version_id}", 302)
    thread = pages.get(lead.headers["Location"])
    assert "Please ask about buses." in thread
    assert 'href="/questions/small/1"' in thread
    assert "about the questions of a survey" in pages.get("/forum/")


def _the_board_agrees(pages, people, version_id):
    pages.sign_in(people[0])
    sent = {"title": "Agree", "wording": "The board agrees to the questions."}
    pages.post(
        "/desk/board/larkmoor/motions/new", {**sent, "questions": str(version_id)}
    )
    assert 'href="/questions/small/1"' in pages.get(MOTION)
    pages.post("/desk/board/larkmoor/motions/M-01/open")
    for person in people:
        pages.sign_in(person)
        pages.post(f"{MOTION}/ballot", {"choice": "yes", "rationale": ""})
    pages.sign_in(people[0])
    with standing_at(now() + AFTER):
        pages.post("/desk/board/larkmoor/motions/M-01/close")


NEVER = "Residents were never asked"


def test_the_form_and_the_motion_say_where_residents_were_never_asked(
    pages, session, board, people
):
    version = draft_version(session)
    pages.sign_in(people[0])
    form = pages.get("/desk/board/larkmoor/motions/new")
    assert "A facilitator can open them for comment first." in form
    propose(session, board, people, version)
    session.commit()
    assert NEVER in pages.get(MOTION)

    open_comments(session, version, today(), role="facilitator")
    session.commit()
    assert NEVER not in pages.get("/desk/board/larkmoor/motions/new")
    assert NEVER not in pages.get(MOTION)


def test_a_motion_about_no_questions_speaks_of_no_comments(
    pages, session, board, people
):
    pages.sign_in(people[0])
    sent = {"title": "Take up A", "wording": "The board takes up A.", "questions": ""}
    pages.post("/desk/board/larkmoor/motions/new", sent)
    assert NEVER not in pages.get(MOTION)
    assert NEVER not in pages.get("/desk/board/larkmoor/motions/new")


def test_a_motion_of_another_matter_names_no_questions(pages, session, board, people):
    pages.sign_in(people[0])
    draft_version(session)
    form = pages.get("/desk/board/larkmoor/motions/new")
    assert 'href="/questions/small/1"' in form
    pages.post(
        "/desk/board/larkmoor/motions/new",
        {"title": "Take up A", "wording": "The board takes up A.", "questions": ""},
    )
    assert "/questions/small" not in pages.get(MOTION)


def test_a_version_that_is_not_offered_is_not_taken(pages, session, board, people):
    pages.sign_in(people[0])
    agreed = agreed_version(session)
    sent = {"title": "Agree", "wording": "Agree.", "questions": str(agreed.id)}
    page = pages.post("/desk/board/larkmoor/motions/new", sent, status=422)
    assert "Agree." in page
    with pytest.raises(NotFound):
        queries.motion(session, board.id, "M-01")
