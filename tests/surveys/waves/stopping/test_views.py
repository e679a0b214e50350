"""Counted as people without scripts go through a survey, and shown after the close."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from accounts.rules import Role
from app import cli
from core.clock import now, standing_at
from core.shared_counts import HOUR
from surveys.instruments.editing.service import start_draft
from surveys.waves.anonymity import Anonymity
from surveys.waves.queries import wave
from surveys.waves.sheet import CHECK, WHOLE
from surveys.waves.stopping.models import StopCount
from surveys.waves.stopping.pages import BEGINNING, SENT
from surveys.waves.stopping.waiting import waiting
from tests.factories import make_member
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.counting.countable import COUNTABLE
from tests.surveys.waves.counting.countable import PLAN as COUNTABLE_PLAN
from tests.surveys.waves.factories import close, make_coded, make_open
from tests.surveys.waves.walk import Walk, hidden

AGREED = {"agree": "1", "stops": BEGINNING, "step": "start"}
DESK = "/desk/waves/library/reach"


def begun(pages, **more):
    """Somebody who agreed to be counted, on the first page."""
    walk = Walk(pages)
    walk.send(AGREED | more, 200)
    return walk


def so_far(session):
    """What waits in memory, by page; nobody is at 0."""
    session.rollback()
    slug = "library"
    found = waiting.take(wave(session, slug).id)
    return {page: n for page, n in found.items() if n and page != BEGINNING}


def stored(session):
    session.rollback()
    found = session.execute(select(StopCount.page, StopCount.people))
    return {page: people for page, people in found if people}


def test_the_box_is_there_without_scripts_only_and_nobody_has_ticked_it(walk):
    (box,) = re.findall(r"<noscript>(.*?)</noscript>", walk.page, re.DOTALL)
    assert '<input type="checkbox" id="stops" name="stops" value="-">' in box
    assert "This sends only a count, nothing about you." in box
    assert "only where you see a second box and tick it" in walk.page


def test_whoever_does_not_tick_it_is_counted_nowhere(walk, session):
    walk.start().fill(asked="yes").press("send", status=303)
    assert "stops" not in hidden(walk.page)
    assert so_far(session) == {}


def test_somebody_is_counted_at_the_last_page_that_they_came_to(walk, session):
    walk.send(AGREED, 200)
    assert so_far(session) == {"welcome": 1}
    walk.press("next")
    walk.press("skip")  # who did not ask for help is not asked what got in the way
    assert hidden(walk.page)["stops"] == hidden(walk.page)["at"] == ["age"]
    assert so_far(session) == {"welcome": -1, "age": 1}


def test_whoever_sends_has_stopped_nowhere(walk, session):
    walk.send(AGREED, 200)
    walk.fill(asked="no")
    assert so_far(session) == {CHECK: 1}
    walk.press("send", status=303)
    assert so_far(session) == {CHECK: -1, SENT: 1}


def test_answers_that_do_not_stand_leave_people_where_they_are(walk, session):
    walk.send(AGREED, 200)
    while hidden(walk.page)["at"] != ["age"]:
        walk.press("skip")
    walk.press("next", status=422, age="thirty")
    walk.send({"step": "send"}, 422)
    assert hidden(walk.page)["stops"] == ["age"]
    assert so_far(session) == {"age": 1}


def test_going_back_and_on_again_moves_nobody(walk, session):
    walk.send(AGREED, 200)
    for step in ("next", "next", "back", "back", "next", "next", "back"):
        walk.press(step, asked="yes")
    assert hidden(walk.page)["at"] == ["asked"]
    assert so_far(session) == {"barriers": 1}


def test_another_answer_that_leads_further_counts_on_from_the_furthest_page(
    walk, session
):
    walk.send(AGREED, 200)
    walk.press("next")
    walk.press("next", asked="yes")
    walk.press("back")
    walk.press("next", asked="no")
    assert hidden(walk.page)["at"] == ["age"]
    assert so_far(session) == {"age": 1}


def test_changing_an_answer_from_the_check_moves_nobody(walk, session):
    walk.send(AGREED, 200)
    walk.fill(asked="no")
    walk.change("asked")
    walk.press("next", asked="yes")
    assert so_far(session) == {CHECK: 1}


def test_a_double_tap_of_any_button_counts_once(walk, session):
    seen = []
    for fields in (AGREED, {"step": "next"}, {"step": "skip"}):
        before = hidden(walk.page) | fields
        walk.send(fields, 200)
        walk.pages.post("/s/library?lang=en", before, 200)
        seen.append(so_far(session))
    assert seen == [
        {"welcome": 1},
        {"welcome": -1, "asked": 1},
        {"asked": -1, "age": 1},
    ]
    sent = hidden(walk.fill(age="40").page) | {"step": "send"}
    for _ in range(2):
        walk.pages.post("/s/library?lang=en", sent, 303)
    assert so_far(session) == {"age": -1, SENT: 1}


def test_the_browser_s_own_back_counts_nobody_twice(walk, session):
    first = walk.page
    walk.send(AGREED, 200)
    second = walk.page
    walk.press("next")
    for page, fields in ((first, AGREED), (second, {"step": "next"})):
        walk.pages.post("/s/library?lang=en", hidden(page) | fields, 200)
    assert so_far(session) == {"asked": 1}


def test_a_page_that_is_sent_again_an_hour_later_is_a_miscount_and_no_more(
    walk, session
):
    """Nothing remembers a form for longer; the page says that numbers are not exact."""
    fields = hidden(walk.page) | AGREED
    for moment in (now(), now() + HOUR):
        with standing_at(moment):
            walk.pages.post("/s/library?lang=en", fields, 200)
    assert so_far(session) == {"welcome": 2}


def test_another_language_takes_the_agreement_along(walk, session):
    walk.send(AGREED, 200)
    walk.language = "ar"
    walk.press("stay")
    walk.press("next")
    assert so_far(session) == {"asked": 1}


def test_all_on_one_page_is_a_page_of_its_own(walk, session):
    walk.send(AGREED | {"step": "all"}, 200)
    assert so_far(session) == {WHOLE: 1}
    walk.press("send", status=303, asked="no")
    assert so_far(session) == {WHOLE: -1, SENT: 1}


def test_a_phone_that_asks_by_itself_is_never_counted(walk, session):
    walk.send(AGREED | {"step": "all", "outline": "1"}, 200)
    assert "stops" not in hidden(walk.page)
    walk.press("send", status=303, asked="no")
    assert so_far(session) == {}


@pytest.mark.parametrize("said", ["nowhere", "", "x" * 500, '"><b>'])
def test_what_no_page_of_ours_said_is_no_agreement_or_only_a_place(walk, session, said):
    page = walk.send({"agree": "1", "step": "start", "stops": said}, 200)
    assert hidden(page).get("stops", [CHECK]) == [CHECK]
    assert so_far(session) == {}


def test_a_page_with_a_token_of_nobody_s_is_not_counted(walk, session):
    walk.send(AGREED | {"token": "made.up"}, 200)
    assert so_far(session) == {}


def test_nothing_is_written_before_ten_people_and_then_all_at_once(pages, session):
    make_open(session)
    for _ in range(9):
        begun(pages).press("next")
    assert stored(session) == {}
    begun(pages)
    assert stored(session) == {"asked": 9, "welcome": 1}
    assert so_far(session) == {}


def test_a_page_costs_one_statement_and_the_tenth_person_s_three(
    pages, session, statements_at_most
):
    make_open(session)
    people = [Walk(pages) for _ in range(10)]
    for walk in people[:9]:
        with statements_at_most(1):
            walk.send(AGREED, 200)
    for walk in people[:9]:
        with statements_at_most(1):
            walk.press("next")
    with statements_at_most(3):  # the survey, its state, the batch
        people[9].send(AGREED, 200)


def test_a_database_that_is_away_costs_nobody_a_page_and_no_count(
    pages, session, monkeypatch
):
    def away(*_of):
        raise OperationalError("", {}, Exception())

    make_open(session)
    people = [begun(pages) for _ in range(9)]
    with monkeypatch.context() as patch:
        patch.setattr("surveys.waves.stopping.jobs.add_batch", away)
        begun(pages)
    assert stored(session) == {}
    people[0].press("next")
    assert stored(session) == {"asked": 1, "welcome": 9}


def test_a_preview_of_a_draft_shows_the_box_and_counts_nobody(pages, session):
    start_draft(session, SMALL)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    walk = Walk(pages, "/desk/questions/drafts/small/preview")
    assert 'name="stops"' in walk.page
    walk.send(AGREED, 200)
    walk.press("next")
    assert waiting.take(0) == {}  # the number of a wave that is none


def test_codes_and_counts_are_no_hindrance(pages, session):
    (code, *_more) = make_coded(session, "coded")
    counters = {"of": COUNTABLE, "plan": COUNTABLE_PLAN}
    make_open(session, "counted", anonymity=Anonymity.COUNTERS, **counters)
    for slug, more in (("coded", {"code": code}), ("counted", {})):
        walk = Walk(pages, f"/s/{slug}")
        walk.send(AGREED | more, 200)
        walk.fill(asked="no").press("send", status=303)
        found = waiting.take(wave(session, slug).id)
        assert {page: n for page, n in found.items() if n > 0} == {SENT: 1}


def test_a_code_that_is_refused_counts_nobody(pages, session):
    make_coded(session)
    Walk(pages).send(AGREED | {"code": "nothing"}, 422)
    assert so_far(session) == {}


def many(pages, session):
    """40 people: 12 stop at the first question, 9 at another, 19 send."""
    make_open(session)
    for number in range(40):
        walk = begun(pages)
        walk.press("next")
        if number >= 12:
            walk.press("next", asked="no")
        if number >= 21:
            walk.fill().press("send", status=303)


def rows(page):
    table = page.partition("Where people stopped</span></caption>")[2].partition(
        "</table>"
    )[0]
    found = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in found]


def test_the_desk_shows_tens_of_people_once_the_survey_has_closed(
    pages, session, statements_at_most
):
    many(pages, session)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    page = pages.get(DESK)
    assert "It is shown once the survey has closed." in page
    assert "or more" not in page

    pages.post("/desk/waves/library/close", {"sure": "1"}, 303)
    pages.get(DESK)  # the message is read
    with statements_at_most(5):  # who asks, the survey, the table, figures, counts
        page = pages.get(DESK)

    assert [" ".join(row) for row in rows(page)[1:]] == [
        "1. Did you ask for help? 10 or more",
        "Nowhere: they sent their answers 10 or more",
    ]
    assert "with scripts, a phone sends nothing before Send" in page


def test_few_people_are_not_shown_at_all(pages, session):
    make_open(session)
    for _ in range(29):
        begun(pages)
    close(session)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    page = pages.get(DESK)
    assert "or more" not in page
    assert "Too few people to show." in page


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.AUDITOR])
def test_nobody_but_a_facilitator_sees_it(pages, session, role):
    make_open(session)
    close(session)
    if role:
        pages.sign_in(make_member(session, role))
    pages.get(DESK, 403 if role else 401)


def test_a_close_on_the_web_takes_the_last_few_with_it(pages, session):
    make_open(session)
    people = [begun(pages) for _ in range(12)]
    people[0].press("next")
    assert stored(session) == {"welcome": 10}
    pages.sign_in(make_member(session, Role.FACILITATOR))
    pages.post("/desk/waves/library/close", {"sure": "1"}, 303)
    assert stored(session) == {"welcome": 11, "asked": 1}


def test_a_close_that_is_refused_takes_nothing(pages, session):
    make_open(session)
    begun(pages)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    pages.post("/desk/waves/library/close", {}, 303)  # the box was not ticked
    assert so_far(session) == {"welcome": 1}


def test_after_the_close_a_page_that_was_left_open_counts_nothing(pages, session):
    make_open(session)
    walk = begun(pages)
    close(session)
    walk.press("next", status=409)
    assert stored(session) == {"welcome": 1}
    assert so_far(session) == {}


def test_a_close_by_a_command_keeps_what_was_written(app, pages, session):
    make_open(session)
    for _ in range(10):
        begun(pages)
    session.commit()
    assert (
        app.test_cli_runner().invoke(cli, ["wave", "close", "library"]).exit_code == 0
    )
    assert stored(session) == {"welcome": 10}
