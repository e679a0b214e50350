"""A table that is written anew has the same rows, in the order of their keys."""

from math import ceil
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import event, inspect, select, text

from core.db import db, empty_log_on_commit
from surveys.waves.models import Response
from surveys.waves.privacy.sqlite_file import SqliteFile
from surveys.waves.rewriting import service
from surveys.waves.rewriting.service import write_anew
from tests.surveys.waves.factories import make_open

PEOPLE = 12  # few enough for one page


@pytest.fixture
def kept(session, monkeypatch):
    """Responses whose rows came in against the order of their keys; few a statement."""
    monkeypatch.setattr(service, "AT_ONCE", 5)
    wave = make_open(session)
    for number in reversed(range(PEOPLE)):
        session.add(
            Response(
                id=UUID(int=number),
                wave_id=wave.id,
                submission_key=f"{number:064x}",
                language="en",
                mode="web",
                consent_version=1,
                answers={"wish": f"a wish of person {number:04}"},
            )
        )
        session.flush()
    session.commit()


def write(session):
    write_anew(session, "response", "id")
    empty_log_on_commit(session)
    session.commit()


def rows(session):
    found = select(Response.id, Response.submission_key, Response.answers)
    return sorted(map(str, session.execute(found)))


@pytest.mark.usefixtures("kept")
def test_every_row_is_there_as_it_was_and_nothing_else_is(session):
    before, tables = rows(session), set(inspect(db.engine).get_table_names())
    write(session)
    assert rows(session) == before
    assert len(before) == PEOPLE
    assert set(inspect(db.engine).get_table_names()) == tables


def test_a_table_without_rows_stays_one(session):
    write(session)
    assert rows(session) == []


@pytest.mark.usefixtures("kept")
def test_a_rewriting_that_is_taken_back_leaves_all_as_it_was(session):
    before = rows(session)
    write_anew(session, "response", "id")
    session.rollback()
    assert rows(session) == before
    assert "put_aside" not in inspect(db.engine).get_table_names()


@pytest.mark.database("sqlite")
@pytest.mark.usefixtures("kept")
def test_rows_lie_in_the_file_in_the_order_of_their_keys(session):
    def in_file():
        tree = "SELECT rootpage FROM sqlite_master WHERE name = 'response'"
        root = session.scalar(text(tree))
        session.commit()
        file = SqliteFile(Path(db.engine.url.database).read_bytes())
        # A page is filled from its end.
        cells = sorted(file.cells(root), key=lambda cell: (cell.page, -cell.offset))
        return [n for cell in cells for n in range(PEOPLE) if wish(n) in cell.content]

    empty_log_on_commit(session)
    session.commit()
    assert in_file() != sorted(in_file())
    write(session)
    assert in_file() == list(range(PEOPLE))


@pytest.mark.database("sqlite")
@pytest.mark.usefixtures("kept")
def test_where_rows_lay_in_between_nothing_is_left_of_them(session):
    write(session)
    path = Path(db.engine.url.database)
    assert Path(f"{path}-wal").stat().st_size == 0
    assert [path.read_bytes().count(wish(n)) for n in range(PEOPLE)] == [1] * PEOPLE


@pytest.mark.database("sqlite")
@pytest.mark.usefixtures("kept")
def test_no_statement_takes_more_rows_than_it_may(session):
    """What one statement writes into used pages, SQLite keeps in memory meanwhile."""
    taken = []

    def note(_c, cursor, statement, *_more):
        if statement.startswith("INSERT INTO response"):
            taken.append(cursor.rowcount)

    event.listen(db.engine, "after_cursor_execute", note)
    try:
        write(session)
    finally:
        event.remove(db.engine, "after_cursor_execute", note)
    assert len(taken) == ceil(PEOPLE / 5)
    assert max(taken) == 5
    assert sum(taken) == PEOPLE


def wish(number):
    return f"a wish of person {number:04}".encode()
