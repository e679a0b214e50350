"""The last few answers of a wave whose last day is over do not wait for its close."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from core.clock import standing_at
from core.db import db
from surveys.waves.anonymity import Anonymity
from surveys.waves.models import Arriving, SpentToken
from surveys.waves.queries import fielded
from surveys.waves.roll.jobs import roll
from surveys.waves.sending.jobs import keep_answers
from surveys.waves.sending.sent_page import Sending
from surveys.waves.settling.jobs import settle_over
from surveys.waves.settling.service import settle
from tests.surveys.waves.counting.countable import COUNTABLE, PLAN
from tests.surveys.waves.factories import make_coded, make_open

LAST = date(2026, 3, 8)
MIDNIGHT = datetime.combine(LAST + timedelta(days=1), time(), UTC)


@pytest.fixture
def last_day():
    with standing_at(MIDNIGHT - timedelta(hours=6)):
        yield


def send(session, count, slug="library", codes=()):
    for number in range(count):
        code = codes[number] if codes else ""
        wave = fielded(session, slug)
        sending = Sending(f"{slug} {number}", "en", code=code)
        keep_answers(wave, {"age": number}, sending)


def waits(session, table=Arriving):
    session.rollback()
    return [not settled for settled in session.scalars(select(table.settled))]


def later(session, *, minutes):
    with standing_at(MIDNIGHT + timedelta(minutes=minutes)):
        settle_over()
    session.rollback()


def test_few_answers_wait_on_the_last_day_and_an_hour_longer(session, last_day):
    make_open(session, closes_on=LAST)
    send(session, 3)
    settle_over()
    assert waits(session) == [True] * 3
    later(session, minutes=59)
    assert waits(session) == [True] * 3


def test_then_they_are_written_anew_though_nobody_closed_the_wave(session, last_day):
    make_open(session, closes_on=LAST)
    send(session, 3)
    before = set(session.execute(select(Arriving.submission_key, Arriving.id)))

    later(session, minutes=61)

    assert waits(session) == [False] * 3
    after = session.execute(select(Arriving.submission_key, Arriving.id)).all()
    assert set(after) == before


@pytest.mark.database("sqlite")
def test_nothing_is_in_sqlite_s_log_after_it(session, last_day):
    make_open(session, closes_on=LAST)
    send(session, 3)
    log = Path(f"{db.engine.url.database}-wal")
    assert log.stat().st_size > 0
    later(session, minutes=61)
    assert log.stat().st_size == 0


@pytest.mark.database("postgresql")
def test_postgresql_has_them_in_the_order_of_their_keys(session, last_day):
    make_open(session, closes_on=LAST)
    send(session, 6)
    later(session, minutes=61)
    heap = text("SELECT id, xmin::text FROM arriving ORDER BY ctid")
    rows = session.execute(heap).all()
    assert len({xmin for _key, xmin in rows}) == 1
    assert [row.id for row in rows] == sorted(row.id for row in rows)


def test_answers_of_a_wave_that_goes_on_are_left_to_wait(session, last_day):
    make_open(session, closes_on=LAST)
    make_open(session, "other", closes_on=LAST + timedelta(days=30))
    make_open(session, "endless")
    for slug in ("library", "other", "endless"):
        send(session, 2, slug)

    later(session, minutes=61)

    asked = select(Arriving.wave_id, Arriving.settled).order_by(Arriving.wave_id)
    settled = [settled for _wave, settled in session.execute(asked)]
    assert settled == [True, True, False, False, False, False]


def test_counts_are_written_anew_likewise(session, last_day):
    counted = {"of": COUNTABLE, "plan": PLAN, "anonymity": Anonymity.COUNTERS}
    make_open(session, closes_on=LAST, **counted)
    send(session, 4)
    assert waits(session, SpentToken) == [True] * 4
    later(session, minutes=61)
    assert waits(session, SpentToken) == [False] * 4


def test_the_roll_is_written_anew_with_them(session, last_day, monkeypatch):
    written = []
    monkeypatch.setattr(
        "surveys.waves.settling.jobs.rewrite_roll", lambda: written.append(True)
    )
    codes = make_coded(session, count=3, closes_on=LAST)
    send(session, 2, codes=codes)
    later(session, minutes=61)
    assert waits(session) == [False] * 2
    assert written == [True]
    with roll() as on_roll:
        spent = text("SELECT count(*) FROM roll WHERE spent_by IS NOT NULL")
        assert on_roll.scalar(spent) == 2


def test_once_done_there_is_nothing_to_do(session, last_day, monkeypatch):
    make_open(session, closes_on=LAST)
    send(session, 3)
    later(session, minutes=61)
    monkeypatch.setattr("surveys.waves.settling.jobs.settle", settle_nothing)
    later(session, minutes=62)


def settle_nothing(*_words, **_knobs):
    raise AssertionError(settle)


def test_a_worker_looks_for_it_by_itself(app):
    looks = app.extensions["bell"].queue._registry.periodic_tasks  # noqa: SLF001
    assert "settling_look" in {type(look).__name__ for look in looks}
