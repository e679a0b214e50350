"""``commonweal selftest log`` on a database that somebody bent behind its back."""

import pytest
from sqlalchemy import delete, update

from app import cli
from core import audit
from core.audit import AuditCheckpoint, AuditEvent


@pytest.fixture
def selftest(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(cli, ["selftest", "log", *map(str, words)])


@pytest.fixture
def eight(session):
    """A log of eight acts, each in a commit of its own."""
    for number in range(8):
        audit.record(session, "round.open", f"round:{number}", role="chair")
        session.commit()


@pytest.fixture
def saved(pages, eight, tmp_path):
    """The note over the eight acts, kept by a visitor."""
    file = tmp_path / "note.txt"
    file.write_bytes(pages.ask("GET", "/log/checkpoint").data)
    return file


def bend(session, *statements):
    """Change the database as somebody with its password would."""
    for statement in statements:
        session.execute(statement.execution_options(synchronize_session=False))
    session.commit()


def edit(place, leaf='{"action":"never"}'):
    return update(AuditEvent).where(AuditEvent.place == place).values(leaf=leaf)


def move(place, to):
    return update(AuditEvent).where(AuditEvent.place == place).values(place=to)


def cut(place):
    return delete(AuditEvent).where(AuditEvent.place >= place)


def test_a_log_that_fits_is_said_to_fit(selftest, saved):
    said = selftest("--checkpoint", saved)
    assert said.exit_code == 0
    assert "8 entries and 8 checkpoints fit." in said.output


def test_an_empty_log_fits(selftest):
    assert selftest().exit_code == 0


def test_an_edited_row_is_named(selftest, session, eight):
    bend(session, edit(5))
    said = selftest()
    assert said.exit_code == 1
    assert "Row 5 is not what was signed" in said.stderr


def test_a_dropped_row_is_named(selftest, session, eight):
    bend(session, delete(AuditEvent).where(AuditEvent.place == 3))
    said = selftest()
    assert said.exit_code == 1
    assert "Row 3 is missing." in said.stderr


def test_a_dropped_row_is_named_if_the_rest_moved_up(selftest, session, eight):
    bend(session, delete(AuditEvent).where(AuditEvent.place == 3))
    bend(session, *(move(place, place - 1) for place in range(4, 8)))
    said = selftest()
    assert said.exit_code == 1
    assert "Row 3 is not what was signed" in said.stderr


def test_swapped_rows_are_named_with_where_they_went(selftest, session, eight):
    bend(session, move(2, 99), move(6, 2), move(99, 6))
    said = selftest()
    assert said.exit_code == 1
    assert "Row 2 is not what was signed: that stands at 6 now." in said.stderr


def test_a_cut_end_is_found_as_long_as_its_checkpoints_stand(selftest, session, eight):
    bend(session, cut(6))
    said = selftest()
    assert said.exit_code == 1
    assert "The log ends before row 6" in said.stderr


def test_a_cut_end_without_its_checkpoints_is_found_with_a_kept_note(
    selftest, session, saved
):
    bend(session, cut(6), delete(AuditCheckpoint).where(AuditCheckpoint.size > 6))
    assert selftest().exit_code == 0
    said = selftest("--checkpoint", saved)
    assert said.exit_code == 1
    assert "its end was cut off" in said.stderr


def test_a_log_written_anew_is_found_with_a_kept_note(selftest, session, saved):
    bend(session, cut(4), delete(AuditCheckpoint).where(AuditCheckpoint.size > 4))
    for number in range(4, 10):
        audit.record(session, "round.open", f"other:{number}", role="chair")
        session.commit()
    assert selftest().exit_code == 0
    said = selftest("--checkpoint", saved)
    assert said.exit_code == 1
    assert "the log was rewritten" in said.stderr


def test_a_row_slipped_in_without_a_signature_is_found(selftest, session, eight):
    session.add(AuditEvent(place=8, leaf="{}"))
    session.commit()
    said = selftest()
    assert said.exit_code == 1
    assert "The rows from 8 on were never signed." in said.stderr


def test_a_checkpoint_changed_in_the_database_is_found(selftest, session, eight):
    bend(
        session,
        update(AuditCheckpoint).where(AuditCheckpoint.size == 4).values(root="0"),
    )
    said = selftest()
    assert said.exit_code == 1
    assert "The checkpoint over 4 rows" in said.stderr


@pytest.mark.parametrize("content", [b"", b"hello\n", b"\xff"])
def test_a_file_that_is_no_note_is_refused_in_a_sentence(selftest, tmp_path, content):
    file = tmp_path / "note.txt"
    file.write_bytes(content)
    said = selftest("--checkpoint", file)
    assert said.exit_code == 1
    assert "note.txt is not a signed note of a log" in said.stderr
