"""Codes on the pages: made once at the desk, typed before the first question."""

import re
from contextlib import suppress

import pytest

from tests.pages import text_of
from tests.surveys.waves.factories import make_coded, make_draft, make_open
from tests.surveys.waves.test_views import FULL, STORED
from tests.surveys.waves.walk import Walk, hidden, stored

CODE = re.compile(r"<code[^>]*>([0-9A-Z-]{19})</code>")


@pytest.fixture
def codes(session):
    return make_coded(session)


@pytest.fixture
def walk(pages, codes):
    return Walk(pages)


def begin(walk, code, status=200):
    return walk.send({"agree": "1", "code": code, "step": "start"}, status)


def test_the_first_page_asks_for_the_code_and_says_what_is_kept_of_it(walk):
    page = text_of(walk.page)
    assert "Your code" in page
    assert "kept in another place than your answers" in page


def test_an_open_survey_speaks_of_no_code(pages, session):
    make_open(session)
    page = pages.get("/s/library")
    assert 'name="code"' not in page
    assert "Your code" not in page


def test_a_code_travels_in_the_page_to_send_and_in_no_address(walk, codes, session):
    begin(walk, codes[0].lower())
    walk.fill(**FULL)
    assert hidden(walk.page)["code"] == [codes[0].lower()]
    address = walk.press("send", status=303)
    assert codes[0].lower() not in address
    assert stored(session) == [STORED]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Please type the code"),
        ("ABCD-EFGH-JKMN-PQRS", "We do not know this code."),
    ],
)
def test_a_wrong_code_is_said_so_before_the_first_question(walk, typed, words):
    page = begin(walk, typed, 422)
    assert f'<a href="#code">{words}' in page
    assert f'name="code" value="{typed}"' in page
    assert 'aria-invalid="true"' in page


def test_a_spent_code_is_said_so_and_the_answers_come_back(walk, codes, session):
    other = Walk(walk.pages)
    for each in (walk, other):
        begin(each, codes[0])
        each.fill(**FULL)
    walk.press("send", status=303)

    page = other.press("send", status=422)

    assert "This code was used before." in page
    assert hidden(page)["q.wish"] == [FULL["wish"]]
    begin(other, codes[1])
    other.fill(**FULL).press("send", status=303)
    assert stored(session) == [STORED, STORED]


def test_sending_twice_is_the_same_receipt(walk, codes, session):
    begin(walk, codes[0])
    check = walk.fill(**FULL).page
    first = walk.press("send", status=303)
    walk.page = check
    assert walk.press("send", status=303) == first
    assert stored(session) == [STORED]


def test_codes_are_shown_once_at_the_desk_and_let_people_in(desk, session):
    make_coded(session)
    assert 'href="/desk/waves/library/codes"' in desk.get("/desk/waves/")
    page = desk.post("/desk/waves/library/codes", {"count": " 12 "}, 200)
    made = CODE.findall(page)
    assert len(set(made)) == 12
    assert "note nowhere who got which" in page
    assert not CODE.search(desk.get("/desk/waves/library/codes"))
    assert "Codes for answering a survey were made" in desk.get("/log")

    walk = Walk(desk)
    begin(walk, made[7])
    walk.fill(**FULL).press("send", status=303)
    assert stored(session) == [STORED]


@pytest.mark.parametrize("count", ["", "0", "-1", "5001", "ten", "1e3"])
def test_a_number_that_cannot_be_is_asked_again(desk, session, count):
    make_coded(session)
    page = desk.post("/desk/waves/library/codes", {"count": count}, 422)
    assert "Please write a whole number from 1 to 5000." in page
    assert f'name="count" value="{count}"' in page


def test_a_survey_for_anybody_has_no_codes(desk, session):
    make_open(session)
    assert "/codes" not in desk.get("/desk/waves/")
    page = desk.post("/desk/waves/library/codes", {"count": "5"}, 409)
    assert "This survey needs no codes" in page


def test_codes_may_be_printed_before_the_survey_opens(desk, session):
    make_draft(session, anonymity="coded")
    session.commit()
    assert CODE.search(desk.post("/desk/waves/library/codes", {"count": "1"}, 200))


def test_two_tabs_with_one_code_are_one_answer(walk, codes, session):
    tabs = [Walk(walk.pages) for _ in range(2)]
    for tab in tabs:
        begin(tab, codes[2])
        tab.fill(**FULL)
    for tab in tabs:
        with suppress(AssertionError):  # the second is refused
            tab.press("send", status=303)
    assert stored(session) == [STORED]
