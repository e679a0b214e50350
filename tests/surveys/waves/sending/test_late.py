"""A form that comes once more when its wave is over, for its reply was lost."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from core.clock import standing_at
from surveys.findings.service import freeze_wave
from surveys.waves.anonymity import Anonymity
from surveys.waves.models import Response
from surveys.waves.queries import wave
from tests.surveys.waves.counting.countable import COUNTABLE, PLAN
from tests.surveys.waves.factories import close, make_coded, make_open
from tests.surveys.waves.test_views import FULL, STORED
from tests.surveys.waves.walk import Walk, hidden

DAYS = {"opens_on": date(2026, 2, 9), "closes_on": date(2026, 3, 8)}
CLOSED = "This survey has closed. It takes no more answers."
COUNTED = "Answers from this form came in before that, and they count once."
MAY_COUNT = "If these answers were sent before that, they count, once."


def sent_once(walk):
    """Send, and put the page back as if no reply had come."""
    check = walk.fill(**FULL).page
    walk.press("send", status=303)
    walk.page = check
    return walk


def freeze(session):
    freeze_wave(session, wave(session, "library"), role="operator")
    session.commit()


def test_after_the_close_the_same_answers_are_thanked_for_once_more(walk, session):
    sent_once(walk.start())
    close(session)
    assert "/thanks" in walk.press("send", status=303)
    session.rollback()
    assert session.scalars(select(Response.answers)).all() == [STORED]


def test_after_the_last_day_they_are_too_though_nobody_closed_the_wave(pages, session):
    make_open(session, **DAYS)
    with standing_at(datetime(2026, 3, 8, 23, 50, tzinfo=UTC)):
        walk = sent_once(Walk(pages).start())
    with standing_at(datetime(2026, 3, 9, 0, 10, tzinfo=UTC)):
        assert "/thanks" in walk.press("send", status=303)


def test_other_answers_than_those_that_count_are_not_thanked_for(walk, session):
    sent_once(walk.start())
    close(session)
    page = walk.send({"step": "send", "q.wish": "A tram"}, 409)
    assert COUNTED in page
    assert hidden(page)["q.wish"] == ["A tram"]


def test_whose_text_was_moved_apart_is_told_that_their_answers_count(walk, session):
    sent_once(walk.start())
    freeze(session)
    session.rollback()
    assert session.scalars(select(Response.answers)).all() != [STORED]
    assert COUNTED in walk.press("send", status=409)


def test_answers_that_never_came_in_are_not_said_to_count(walk, session):
    walk.start().fill(**FULL)
    close(session)
    page = walk.press("send", status=409)
    assert CLOSED in page
    assert "count" not in page[page.index(CLOSED) :][:200]


def test_a_token_of_another_wave_is_nothing_here(pages, session):
    make_open(session)
    sent_once(Walk(pages).start())
    make_open(session, "other")
    other = Walk(pages, "/s/other").start().fill(**FULL)
    close(session, "other")
    assert CLOSED in other.press("send", status=409)


def test_a_code_that_was_spent_in_time_is_no_hindrance(pages, session):
    codes = make_coded(session)
    walk = Walk(pages)
    walk.send({"agree": "1", "code": codes[0], "step": "start"}, 200)
    sent_once(walk)
    close(session)
    assert "/thanks" in walk.press("send", status=303)


@pytest.fixture
def counted(pages, session):
    kept = {"of": COUNTABLE, "plan": PLAN, "anonymity": Anonymity.COUNTERS}
    make_open(session, **DAYS, **kept)
    with standing_at(datetime(2026, 3, 8, 12, tzinfo=UTC)):
        yield Walk(pages).start()


@pytest.mark.parametrize("is_sent", [True, False])
def test_where_nobody_can_know_after_the_close_neither_is_claimed(
    counted, session, is_sent
):
    sent_once(counted) if is_sent else counted.fill(**FULL)
    close(session)
    page = counted.press("send", status=409)
    assert MAY_COUNT in page
    assert CLOSED not in page


@pytest.mark.parametrize(("is_sent", "status"), [(True, 303), (False, 409)])
def test_until_the_close_it_is_known_whose_answers_are_in_the_counts(
    counted, is_sent, status
):
    sent_once(counted) if is_sent else counted.fill(**FULL)
    with standing_at(datetime(2026, 3, 9, 0, 10, tzinfo=UTC)):
        page = counted.press("send", status=status)
    assert ("/thanks" in page) is is_sent
    assert (CLOSED in page) is not is_sent


def test_a_change_by_phrase_may_have_come_in_time_and_nobody_can_tell(walk, session):
    walk.start().fill(**FULL)
    close(session)
    page = walk.send({"step": "send", "phrase": "0000-0000"}, 409)
    assert MAY_COUNT in page
