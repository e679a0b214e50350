"""The command that takes a file of answers in."""

import pytest
from sqlalchemy import select

from surveys.waves import service
from surveys.waves.models import Response
from tests.surveys.waves.factories import make_draft, make_open
from tests.surveys.waves.importing.test_rows import HEADER, MAPPING

ROWS = HEADER + "x,Yes,cost,37,A bus\nx,No,,-29,\nx,perhaps,,,\n"


@pytest.fixture
def run(wave_command, tmp_path):
    (tmp_path / "strict.toml").write_text(MAPPING, encoding="utf-8")
    lenient = f'refused_rows = "leave_out"\n{MAPPING}'
    (tmp_path / "lenient.toml").write_text(lenient, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ROWS, encoding="utf-8")
    return wave_command


def take(run, mapping="lenient.toml"):
    return run("import-answers", "library", "answers.csv", "--mapping", mapping)


def test_refused_rows_are_left_out_where_the_mapping_says_so(run, session):
    make_open(session)
    done = take(run)
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "answers.csv, line 3, column Age: '-29': this number is out of range",
        (
            "answers.csv, line 4, column Asked: 'perhaps': "
            "the mapping does not know this value"
        ),
        "answers.csv: 3 rows read, 1 taken, 2 refused",
    ]
    assert session.scalars(select(Response.answers)).all() == [
        {"asked": "yes", "barriers": ["cost"], "age": 37, "wish": "A bus"}
    ]


def test_otherwise_one_refused_row_and_nothing_is_taken(run, session):
    make_open(session)
    done = take(run, "strict.toml")
    assert done.exit_code == 1
    assert "3 rows read, 2 refused, so nothing was taken" in done.output
    assert not session.scalars(select(Response)).all()


def test_a_file_comes_in_once(run, session):
    make_open(session)
    take(run)
    again = take(run)
    assert again.exit_code == 1
    assert "1 of 1 rows came in before, so nothing was taken." in again.output
    assert len(session.scalars(select(Response)).all()) == 1


def test_a_file_that_cannot_be_read_changes_nothing(run, session, tmp_path):
    make_open(session)
    (tmp_path / "answers.csv").write_bytes(b"\x00\x01")
    done = take(run)
    assert done.exit_code == 1
    assert "zero bytes" in done.output


def test_a_wave_that_is_not_open_takes_no_file(run, session):
    found = make_draft(session)
    session.commit()
    assert "is not open, so nothing was taken" in take(run).output
    service.open_wave(session, found, role="operator")
    service.close_wave(session, found, role="operator")
    session.commit()
    assert take(run).exit_code == 1
    assert not session.scalars(select(Response)).all()


def test_a_file_of_refused_rows_only_is_refused(run, session, tmp_path):
    make_open(session)
    (tmp_path / "answers.csv").write_text(f"{HEADER}x,perhaps,,,\n", encoding="utf-8")
    done = take(run)
    assert done.exit_code == 1
    assert "none taken" in done.output
