"""What is written besides one's own answers is written once the reply has gone out."""

from contextvars import copy_context

import pytest
from flask.globals import _cv_app
from sqlalchemy import func, select

from core.db import db
from surveys.waves.anonymity import Anonymity
from surveys.waves.models import Arriving, SpentToken
from surveys.waves.stopping.models import StopCount
from tests.surveys.waves.counting.countable import COUNTABLE, PLAN
from tests.surveys.waves.factories import forget_who_stopped, make_open
from tests.surveys.waves.test_views import FULL
from tests.surveys.waves.walk import Walk, hidden


@pytest.fixture
def reply(pages):
    """Sends a form, and gives its reply before the server has ended with it."""

    def send(path, fields):
        def alone():
            _cv_app.set(None)
            return pages.client.post(path, data=fields, buffered=False)

        db.session.commit()
        return copy_context().run(alone)

    return send


def waits(session, table):
    session.rollback()
    asked = select(func.count()).select_from(table).where(table.settled.is_(False))
    found = session.scalar(asked)
    session.rollback()  # on PostgreSQL a batch waits for whoever reads
    return found


@pytest.mark.parametrize(
    ("table", "kept"),
    [
        (Arriving, {}),
        (
            SpentToken,
            {"of": COUNTABLE, "plan": PLAN, "anonymity": Anonymity.COUNTERS},
        ),
    ],
)
def test_the_tenth_hears_of_it_before_the_batch_is_written(
    pages, session, reply, table, kept
):
    make_open(session, **kept)
    for _number in range(9):
        Walk(pages).start().fill(**FULL).press("send", status=303)
    tenth = Walk(pages).start().fill(**FULL)

    answer = reply("/s/library", hidden(tenth.page) | {"step": "send"})

    assert (answer.status_code, waits(session, table)) == (303, 10)
    answer.close()
    assert waits(session, table) == 0


def test_where_people_stop_is_written_after_the_page_too(pages, session, reply):
    forget_who_stopped()
    make_open(session)
    told = []
    for _number in range(10):
        form = hidden(Walk(pages).page) | {"agree": "1", "stops": "-", "step": "start"}
        with reply("/s/library", form) as answer:
            assert answer.status_code == 200
            session.rollback()
            told.append(session.scalar(select(func.sum(StopCount.people))))
            session.rollback()
    session.rollback()
    assert told == [None] * 10
    assert session.scalar(select(func.sum(StopCount.people))) == 10
