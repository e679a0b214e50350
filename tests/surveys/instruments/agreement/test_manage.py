from datetime import timedelta

import pytest

from core.clock import today
from surveys.instruments.queries import version_called
from tests.surveys.instruments.agreement.versions import (
    agreed_version,
    draft_version,
    second_version,
)

DESK = "/desk/questions/agreement"
COMMENTS = "/desk/questions/small/1/comments"


def test_a_facilitator_opens_questions_for_comment(desk, session):
    draft_version(session)
    assert COMMENTS in desk.get(DESK)
    usual = (today() + timedelta(days=14)).isoformat()
    assert f'value="{usual}"' in desk.get(COMMENTS)

    assert desk.post(COMMENTS, {"until": usual}).endswith(DESK)

    page = desk.get(DESK)
    assert "Residents can comment now." in page
    assert "Open for comment" in page
    assert "Change the last day" in page
    session.expire_all()
    assert version_called(session, "small", 1).comments_until.isoformat() == usual


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ((today() - timedelta(days=1)).isoformat(), "This day is over."),
        ("", "Please choose a day."),
        ("soon", "Not a valid date value."),
    ],
)
def test_a_day_that_makes_no_sense_comes_back_with_the_reason(
    desk, session, until, words
):
    draft_version(session)
    assert words in desk.post(COMMENTS, {"until": until}, status=422)
    session.expire_all()
    assert version_called(session, "small", 1).state == "draft"


def test_agreed_questions_are_not_opened_for_comment_again(desk, session):
    agreed_version(session)
    assert COMMENTS not in desk.get(DESK)
    later = {"until": (today() + timedelta(days=3)).isoformat()}
    assert "are agreed already" in desk.post(COMMENTS, later, status=409)


def test_the_desk_takes_two_statements_however_many_versions(
    desk, session, statements_at_most
):
    assert "There are no questions yet." in desk.get(DESK)
    draft_version(session)
    for number in range(4):
        second_version(session, title={"en": f"Questions {number}"})
    with statements_at_most(2):  # who asks, and the versions
        desk.ask("GET", DESK)


def test_questions_that_are_not_there_are_not_found(desk):
    desk.get(COMMENTS, status=404)
