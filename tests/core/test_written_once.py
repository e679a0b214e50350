"""Guards of what is written once, on a database that is not ours."""

import sqlite3

import pytest

from core.written_once import guard_of, guarding
from tests.databases import NAMES


@pytest.fixture
def table():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE pledge (words TEXT, sum INTEGER, seen INTEGER)")
    connection.execute("INSERT INTO pledge VALUES ('as said', NULL, 0)")
    for column in ("words", "sum"):
        for statement in guarding("sqlite", "pledge", column):
            connection.execute(statement)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("words = 'otherwise'", "pledge.words"),
        ("words = NULL", "pledge.words"),
        ("sum = 1", "pledge.sum"),
        ("seen = 1, words = 'otherwise'", "pledge.words"),
    ],
)
def test_a_change_of_what_is_written_once_is_refused_by_name(table, change, named):
    statement = f"UPDATE pledge SET {change}"  # noqa: S608  # our own words
    with pytest.raises(sqlite3.IntegrityError, match=f"{named} is written once"):
        table.execute(statement)
    assert table.execute("SELECT * FROM pledge").fetchall() == [("as said", None, 0)]


def test_another_column_is_changed_and_the_same_value_is_no_change(table):
    table.execute("UPDATE pledge SET seen = 1, words = 'as said', sum = NULL")
    assert table.execute("SELECT seen FROM pledge").fetchall() == [(1,)]


def test_a_guard_is_made_anew_where_there_is_one(table):
    for statement in guarding("sqlite", "pledge", "words"):
        table.execute(statement)
    asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    guards = [name for (name,) in table.execute(asked)]
    assert guards == [guard_of("pledge", "sum"), guard_of("pledge", "words")]


@pytest.mark.parametrize("dialect", NAMES)
def test_a_guard_names_its_column_on_each_database(dialect):
    made = guarding(dialect, "wave", "anonymity")[-1]
    assert made.startswith("CREATE TRIGGER written_once_wave_anonymity BEFORE UPDATE")
    assert "wave.anonymity" in made
    assert "{" not in made
