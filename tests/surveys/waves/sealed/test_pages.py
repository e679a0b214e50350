"""Answers that waited on a phone come in as if they were sent now, once."""

import pytest
from sqlalchemy import func, select

from surveys.waves import service
from surveys.waves.models import Arriving
from surveys.waves.queries import fielded, wave
from surveys.waves.sealed import box
from surveys.waves.sealed.models import WaveKey
from tests.surveys.waves.factories import make_draft, make_open
from tests.surveys.waves.test_views import FULL, STORED
from tests.surveys.waves.walk import Walk, hidden

ADDRESS = "/s/library/sealed?lang=ar"


@pytest.fixture
def check(pages, session):
    """A person's check of all answers, unsent."""
    make_open(session)
    return Walk(pages).start().fill(**FULL)


def fields(check):
    return [(name, each) for name, sent in hidden(check.page).items() for each in sent]


def locked(session, found):
    half, sealed = box.locked(fielded(session, "library").public_key, found)
    return {"half": half, "box": sealed}


def stored(session):
    session.rollback()
    return list(session.execute(select(Arriving.answers, Arriving.language)))


def test_they_come_in_once_however_often_they_are_delivered(check, session):
    data = locked(session, fields(check))
    for _ in range(3):
        assert check.pages.ask("POST", ADDRESS, data=data).status_code == 204
    assert stored(session) == [(STORED, "ar")]


def test_a_reply_that_was_lost_makes_no_second_response(check, session):
    data = locked(session, fields(check))
    check.press("send", status=303)
    assert check.pages.ask("POST", ADDRESS, data=data).status_code == 204
    assert len(stored(session)) == 1


def test_other_answers_under_the_same_token_are_refused(check, session):
    other = [pair for pair in fields(check) if pair[0] != "q.wish"]
    data = locked(session, other)
    check.press("send", status=303)
    assert check.pages.ask("POST", ADDRESS, data=data).status_code == 409
    assert [answers for answers, _language in stored(session)] == [STORED]


@pytest.mark.parametrize(
    "change",
    [
        lambda found: [("token", "made.up"), *found[1:]],
        lambda found: [pair for pair in found if pair[0] != "agree"],
        lambda found: [*found[:3], ("q.age", "121")],
        lambda _found: [],
    ],
)
def test_what_would_not_be_taken_from_a_page_is_not_taken_here(check, session, change):
    data = locked(session, change(fields(check)))
    assert check.pages.ask("POST", ADDRESS, data=data).status_code == 422
    assert stored(session) == []


@pytest.mark.parametrize("data", [{}, {"half": "x", "box": "y"}])
def test_what_was_not_locked_for_this_survey_is_refused(check, session, data):
    assert check.pages.ask("POST", ADDRESS, data=data).status_code == 422
    assert stored(session) == []


def test_a_survey_that_closed_takes_none_and_can_read_none_any_more(check, session):
    data = locked(session, fields(check))
    service.close_wave(session, wave(session, "library"), role="operator")
    session.commit()
    assert check.pages.ask("POST", ADDRESS, data=data).status_code == 409
    assert stored(session) == []
    assert session.scalar(select(func.count()).select_from(WaveKey)) == 0
    assert fielded(session, "library").public_key is None


def test_a_key_is_made_when_a_survey_opens_and_each_has_its_own(session):
    make_draft(session, "draft")
    assert session.scalar(select(func.count()).select_from(WaveKey)) == 0
    make_open(session)
    make_open(session, "other")
    keys = session.scalars(select(WaveKey.private_key)).all()
    assert len(set(keys)) == 2


def test_a_page_has_the_words_for_what_waits_here(check):
    page = check.pages.get("/s/library/sealed?lang=en")
    for became in ("waits", "sent", "refused", "dropped"):
        assert f'data-if="{became}"' in page
    assert "Delete them" in page


def test_no_page_lies_there_for_what_is_unknown(pages):
    assert pages.ask("GET", "/s/nothing/sealed").status_code == 404
    assert pages.ask("POST", "/s/nothing/sealed").status_code == 404
