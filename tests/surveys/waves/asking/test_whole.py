"""All questions on one page: one download, and nothing more until Send."""

import re

import pytest

from surveys.waves.queries import wave
from surveys.waves.service import close_wave
from tests.surveys.waves.asking.kinds import FIELDS, KINDS, STORED
from tests.surveys.waves.factories import KINDS_PLAN, make_open
from tests.surveys.waves.walk import Walk, hidden, stored

ALL = {name: value for typed in FIELDS.values() for name, value in typed.items()}


@pytest.fixture
def walk(pages, session):
    make_open(session, "kinds", of=KINDS, plan=KINDS_PLAN)
    walk = Walk(pages, "/s/kinds")
    walk.send({"agree": "1", "step": "all"}, 200)
    return walk


def test_consent_comes_first(pages, session):
    make_open(session, "kinds", of=KINDS, plan=KINDS_PLAN)
    page = Walk(pages, "/s/kinds").press("all", status=422)
    assert "Please tick the box" in page


def test_all_questions_are_there_and_each_has_a_number(walk):
    keys = re.findall(r'<section data-key="(\w+)"', walk.page)
    assert keys == [i.key for i in KINDS.unrolled if i.key != "yearly"]
    assert walk.page.count("<h2>") == len(keys)
    assert "Question 1<" in walk.page
    assert "Question 20<" in walk.page


def test_one_page_brings_the_same_answers_as_many(walk, session):
    assert walk.send({"step": "send", **ALL}, 303) == "/s/kinds/thanks?lang=en"
    assert stored(session) == [STORED]


def test_what_is_not_relevant_is_said_in_words_and_dropped(walk, session):
    assert "Only if you answered “Never” or “Sometimes” to question 5." in walk.page
    assert "Only for some people." in walk.page
    walk.send({"step": "send", **ALL, "q.office": "always"}, 303)
    (answers,) = stored(session)
    assert "wish" not in answers


def test_everything_typed_comes_back_with_a_link_to_each_fault(walk, session):
    typed = {**ALL, "q.trips": "99", "q.fare": "lots", "q.last~day": "31"}
    page = walk.send({"step": "send", **typed}, 422)
    links = re.findall(r'<li><a href="#([\w-]+)">Question (\d+): ([^<]*)', page)
    assert [(at, number) for at, number, _words in links] == [
        ("q-trips-0", "7"),
        ("q-fare-0", "8"),
        ("q-last-0", "10"),
    ]
    assert links[0][2] == "Please write a number up to 60."
    for at, _number, _words in links:
        assert f'id="{at}"' in page
    assert page.count('class="error"') == len(links)
    assert 'name="q.trips" value="99"' in page
    assert 'name="q.fare" value="lots"' in page
    assert 'name="q.name_2" value="Kim"' in page
    assert ">A bench</textarea>" in page.replace("\n", "")
    assert stored(session) == []


def test_the_language_changes_and_nothing_is_lost(walk):
    walk.language = "ar"
    page = walk.send({"step": "stay", **ALL}, 200)
    assert '<html lang="ar" dir="rtl">' in page
    assert 'name="q.fare" value="2.5"' in page
    assert hidden(page)["at"] == ["*"]


def test_suggested_answers_stand_there_once(walk):
    assert 'name="q.trips" value="4"' in walk.page
    page = walk.send({"step": "stay", "q.trips": ""}, 200)
    assert 'name="q.trips" value=""' in page


def test_a_survey_that_closes_meanwhile_gives_all_back(walk, session):
    close_wave(session, wave(session, "kinds"), role="operator")
    session.commit()
    page = walk.send({"step": "send", **ALL}, 409)
    assert "This survey has closed." in page
    assert 'name="q.fare" value="2.5"' in page


def test_the_page_takes_one_statement(walk, statements_at_most):
    data = hidden(walk.page) | {"step": "stay"}
    with statements_at_most(1):
        walk.pages.ask("POST", "/s/kinds?lang=en", data=data)
