import sqlite3
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from core.db import (
    PRAGMAS,
    WRITTEN_ONCE,
    Base,
    Moment,
    begin_writing,
    db,
    empty_log_on_commit,
    missing_guards,
    rows_changed,
)
from core.written_once import guard_of
from forum.threads.models import Thread
from tests.guards import take_guards_away


@pytest.mark.database("sqlite")
def test_a_file_of_sqlite_is_durable_and_holds_its_foreign_keys(session):
    said = {
        name: session.execute(text(f"PRAGMA {name}")).scalar_one() for name in PRAGMAS
    }

    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10000,
        "secure_delete": 1,
        "temp_store": 2,
    }


def test_a_start_stops_where_sqlite_does_not_keep_its_word(tmp_path, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "synchronous", ("NORMAL", 2))

    with pytest.raises(RuntimeError, match="synchronous = 1, not 2"):
        create_engine(f"sqlite:///{tmp_path}/weak.db").connect()


def test_a_row_that_points_nowhere_is_refused(session):
    session.add(Thread(slug="a", title="A", frozen_result_id=4711))

    with pytest.raises(IntegrityError):
        session.commit()


def test_a_moment_comes_back_in_utc_with_its_zone(session):
    paris = timezone(timedelta(hours=2))
    session.add(
        Thread(slug="a", title="A", opened_at=datetime(2026, 8, 3, 1, tzinfo=paris))
    )
    session.commit()
    session.expire_all()

    (thread,) = session.query(Thread).all()
    assert thread.opened_at == datetime(2026, 8, 2, 23, tzinfo=UTC)
    assert thread.opened_at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(session):
    session.add(Thread(slug="a", title="A", opened_at=datetime(2026, 8, 3)))  # noqa: DTZ001

    with pytest.raises(StatementError, match="needs a zone"):
        session.commit()


def test_no_moment_is_no_moment():
    column = Moment()

    assert column.process_bind_param(None, None) is None
    assert column.process_result_value(None, None) is None


@pytest.mark.database("sqlite")
def test_a_transaction_that_will_write_waits_before_it_reads(session):
    begin_writing(session)
    other = sqlite3.connect(db.engine.url.database, timeout=0)

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    session.rollback()
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_of_two_who_want_the_same_row_the_second_finds_none(session):
    session.add(Thread(slug="a", title="A"))
    session.flush()
    lock = update(Thread).where(~Thread.is_locked).values(is_locked=True)

    assert rows_changed(session, lock) == 1
    assert rows_changed(session, lock) == 0
    assert rows_changed(session, delete(Thread)) == 1


@pytest.mark.database("sqlite")
def test_the_time_of_the_file_does_not_tell_when_a_batch_was_written(session):
    file = Path(session.get_bind().url.database)
    session.add(Thread(slug="a", title="A"))
    empty_log_on_commit(session)
    session.commit()

    written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    assert written.time() == time()
    assert datetime.now(UTC) - written < timedelta(days=1, minutes=5)


@pytest.mark.database("sqlite")
def test_a_disk_too_full_to_empty_the_log_takes_back_nothing_that_was_committed(
    session, monkeypatch, caplog
):
    def full(_engine):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("core.db.empty_log", full)
    session.add(Thread(slug="a", title="A"))
    empty_log_on_commit(session)
    session.commit()

    assert [thread.slug for thread in session.query(Thread)] == ["a"]
    assert "write-ahead log: OperationalError" in caplog.text


def declared():
    """All columns that are written once, as ``table.column``."""
    columns = [c for table in Base.metadata.sorted_tables for c in table.columns]
    return [str(c) for c in columns if c.info.items() >= WRITTEN_ONCE.items()]


def test_how_people_stay_unknown_and_what_is_frozen_is_written_once(session):
    assert missing_guards(session.connection()) == []
    assert set(declared()) == {
        "wave.anonymity",
        *(
            f"release.{name}"
            for name in (
                "wave_id",
                "number",
                "frozen_at",
                "summary",
                "because",
                "supersedes",
                "changes",
                "checksum",
            )
        ),
        *(
            f"frozen_result.{name}"
            for name in (
                "release_id",
                "position",
                "item_key",
                "item_version",
                "breakdown",
                "body",
                "checksum",
            )
        ),
    }


def test_names_of_guards_are_not_cut_off():
    longest = max(len(guard_of(*each.split("."))) for each in declared())
    assert longest <= 63


def test_a_guard_that_was_taken_away_is_missed(session):
    take_guards_away(session, "wave.anonymity", "frozen_result.body")

    missing = missing_guards(session.connection())
    assert sorted(missing) == ["frozen_result.body", "wave.anonymity"]
