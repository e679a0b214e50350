"""A server that has just begun and cannot read a thing gives back what was sent."""

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from core.db import db
from surveys.waves.models import Arriving
from tests.surveys.waves.factories import make_open
from tests.surveys.waves.test_views import FULL, STORED
from tests.surveys.waves.walk import Walk, hidden

NOTHING_KNOWN = "surveys.waves.queries._last"


@pytest.fixture
def walk(pages, session, monkeypatch):
    """Somebody who has answered everything, and a server that forgot the questions."""
    make_open(session)
    walk = Walk(pages).start().fill(**FULL)
    monkeypatch.setattr(NOTHING_KNOWN, {})
    return walk


@pytest.fixture
def away(app):
    """The database answers nobody, until it is there again."""

    def fail(_c, _cur, statement, *_more):
        raise OperationalError(statement, {}, Exception("disk I/O error"))

    event.listen(db.engine, "before_cursor_execute", fail)
    back = [lambda: event.remove(db.engine, "before_cursor_execute", fail)]

    def there_again():
        while back:
            back.pop()()

    yield there_again
    there_again()


@pytest.mark.parametrize("step", ["next", "send"])
def test_all_that_was_sent_comes_back_and_can_be_sent_once_more(
    walk, session, away, step
):
    before = hidden(walk.page)
    page = walk.press(step, status=503, wish="A bus\nand a bench")

    assert "your answers were not sent" in page
    assert "A bus<br>and a bench" in page
    assert hidden(page) == before | {"step": [step], "q.wish": ["A bus\nand a bench"]}

    away()
    page = walk.send({}, 200 if step == "next" else 303)
    session.rollback()
    kept = session.scalars(select(Arriving.answers)).all()
    if step == "next":
        assert "Check your answers" in page
        assert "A bus" in page
        assert kept == []
    else:
        assert kept == [STORED | {"wish": "A bus\nand a bench"}]


def test_who_came_when_too_many_did_loses_nothing_either(walk, monkeypatch):
    monkeypatch.setattr("surveys.waves.sending.crowd.MOST_AN_HOUR", 0)
    monkeypatch.setattr("surveys.waves.sending.crowd.connection_of", str)
    page = walk.press("send", status=429)
    assert "They are all still here." in page
    assert hidden(page)["q.wish"] == [FULL["wish"]]


def test_who_only_looks_is_told_to_come_back(walk, away):
    page = walk.pages.get("/s/library", 503)
    assert "Please wait a little" in page
    assert "<form" not in page
