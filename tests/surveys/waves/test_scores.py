"""Whoever answers meets no score: on no page, on no paper, in no download."""

import pytest
from sqlalchemy import select

from surveys.waves.models import Arriving
from tests.surveys.instruments.scored import SCORE, SCORED, SCORED_PLAN
from tests.surveys.waves.factories import make_open
from tests.surveys.waves.walk import Walk, hidden

WORDS = SCORE.label["en"]
PLAN = SCORED_PLAN | {"method": {"sponsor": "The library"}}


@pytest.fixture
def walk(pages, session):
    make_open(session, of=SCORED, plan=PLAN)
    return Walk(pages)


def test_without_scripts_one_question_follows_the_other(walk, session):
    walk.start()
    seen = []
    for answer in ("good", "good", "fair", "n"):
        [at] = hidden(walk.page)["at"]
        seen.append(at)
        assert WORDS not in walk.page
        walk.press("next", **{at: answer})
    assert seen == ["s1", "s2", "s3", "town"]
    assert WORDS not in walk.page
    walk.press("send", status=303)
    session.rollback()
    assert list(session.scalars(select(Arriving.answers))) == [
        {"s1": "good", "s2": "good", "s3": "fair", "town": "n"}
    ]


def test_with_scripts_a_phone_gets_all_questions_and_no_score(walk):
    page = walk.send({"agree": "1", "step": "all", "outline": "1"}, 200)
    assert 'id="outline"' in page
    assert "The tea?" in page
    assert WORDS not in page
    assert '"went"' not in page
    assert "q-went" not in page


def test_paper_asks_no_score(walk):
    page = walk.pages.get("/s/library/paper")
    assert "The tea?" in page
    assert WORDS not in page


def test_an_answer_to_a_score_is_not_taken(walk, session):
    walk.start()
    walk.press("next", s1="good", went="3")
    while 'name="at" value=""' not in walk.page:
        walk.press("skip")
    walk.press("send", status=303)
    session.rollback()
    assert list(session.scalars(select(Arriving.answers))) == [{"s1": "good"}]
