"""Batches of workers that write at once are added up, and the close takes the rest."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select, text

from core.db import begin_writing, db
from core.errors import Conflict
from surveys.waves.queries import wave
from surveys.waves.stopping.models import StopCount
from surveys.waves.stopping.pages import BEGINNING
from surveys.waves.stopping.queries import stops_of
from surveys.waves.stopping.service import add_batch, add_last
from surveys.waves.stopping.waiting import waiting
from tests.surveys.waves.factories import close, make_draft, make_open

BATCH = {BEGINNING: -10, "asked": 7, "age": 3, "welcome": 0}
LATER = {BEGINNING: -10, "asked": -2, "age": 12}


def counted(session):
    session.rollback()
    rows = select(StopCount.page, StopCount.people)
    return dict(session.execute(rows).all())


def test_batches_add_up_and_the_beginning_is_no_page(session):
    found = make_open(session).id
    add_batch(session, found, BATCH)
    add_batch(session, found, LATER)
    session.commit()
    assert counted(session) == {"asked": 5, "age": 15}


def test_batches_that_come_in_another_order_end_the_same(session):
    """So a count may be below zero in between; stopping it there would lose people."""
    found = make_open(session).id
    add_batch(session, found, {"asked": -2, "age": 2})
    add_batch(session, found, {"asked": 3})
    session.commit()
    assert counted(session) == {"asked": 1, "age": 2}


def test_a_batch_of_nobody_changes_nothing(session):
    found = make_open(session).id
    add_batch(session, found, {BEGINNING: -10, "asked": 0})
    session.commit()
    assert counted(session) == {}


def test_a_batch_that_comes_after_the_close_is_dropped(session):
    found = make_open(session).id
    add_batch(session, found, BATCH)
    close(session)
    add_batch(session, found, LATER)
    session.commit()
    assert counted(session) == {"asked": 7, "age": 3}


def test_what_waits_at_the_close_is_added_and_the_other_waves_stay(session):
    found, other = make_open(session).id, make_open(session, "other").id
    add_batch(session, found, BATCH)
    add_batch(session, other, BATCH)
    add_last(session, found, {BEGINNING: -1, "age": 1})
    session.commit()
    rows = session.execute(select(StopCount.wave_id, StopCount.page, StopCount.people))
    assert sorted(map(tuple, rows)) == [
        (found, "age", 4),
        (found, "asked", 7),
        (other, "age", 3),
        (other, "asked", 7),
    ]


@pytest.mark.database("sqlite")
def test_the_write_ahead_log_tells_nothing_of_a_batch_nor_of_the_last_few(session):
    log = Path(f"{db.engine.url.database}-wal")
    found = make_open(session).id
    for add, moves in ((add_batch, BATCH), (add_last, {"age": 1})):
        add(session, found, moves)
        session.commit()
        assert log.stat().st_size == 0


@pytest.mark.database("postgresql")
def test_the_last_few_leave_one_xmin_behind(session):
    found = make_open(session).id
    add_batch(session, found, BATCH)
    session.commit()
    add_last(session, found, {"age": 1})
    session.commit()
    rows = session.execute(text("SELECT xmin::text FROM stop_count")).all()
    assert len(rows) == 2
    assert len(set(rows)) == 1


@pytest.mark.parametrize("make", [make_draft, make_open])
def test_nobody_may_look_before_the_close(session, make):
    make(session)
    with pytest.raises(Conflict, match=r"wave\.is_"):
        stops_of(session, wave(session, "library"))


def test_after_the_close_the_counts_of_this_wave_are_read(session):
    found, other = make_open(session).id, make_open(session, "other").id
    add_batch(session, found, BATCH)
    add_batch(session, other, LATER)
    close(session)
    assert stops_of(session, wave(session, "library")) == {"asked": 7, "age": 3}


def test_workers_who_write_batches_at_once_lose_nobody(app, session):
    found = make_open(session).id
    session.close()

    def write(moves):
        with app.app_context():
            for _ in range(10):
                begin_writing(db.session)
                add_batch(db.session(), found, moves)
                db.session.commit()
            db.session.remove()

    backwards = dict(reversed(LATER.items()))
    with ThreadPoolExecutor(3) as at_once:
        list(at_once.map(write, [BATCH, LATER, backwards]))

    assert counted(session) == {"asked": 10 * (7 - 2 - 2), "age": 10 * (3 + 12 + 12)}


def test_a_close_and_batches_at_once_do_not_block_each_other(app, session):
    found = make_open(session).id
    session.close()

    def write(_worker):
        with app.app_context():
            for _ in range(10):
                begin_writing(db.session)
                add_batch(db.session(), found, BATCH)
                db.session.commit()
            db.session.remove()

    def end(_worker):
        with app.app_context():
            begin_writing(db.session)
            waiting.put_back(found, {"age": 1})
            close(db.session())
            db.session.remove()

    with ThreadPoolExecutor(3) as at_once:
        list(at_once.map(lambda act: act(0), [write, end, write]))

    people = counted(session)
    assert people["asked"] % 7 == 0
    assert (people["age"] - 1) * 7 == people["asked"] * 3
