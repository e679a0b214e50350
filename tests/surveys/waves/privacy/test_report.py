import json
from datetime import date

import pytest

from surveys.waves.privacy.finding import Finding, of_count, of_order
from surveys.waves.privacy.report import FILE, LastRun, read_run, table_of, write_run

RUN = LastRun(
    date(2026, 2, 9),
    400,
    (Finding("row ids", "none", holds=True), Finding("log", "1 line", holds=True)),
)


def test_a_run_comes_back_as_it_was_kept(tmp_path):
    write_run(tmp_path, RUN)
    assert read_run(tmp_path) == RUN
    assert RUN.holds


def test_one_leak_is_a_leak():
    leak = Finding("log", "1 line", holds=False)
    assert not LastRun(RUN.day, 400, (*RUN.findings, leak)).holds


@pytest.mark.parametrize("spoilt", ["", "[]", "{}", '{"day": 1}', '{"day": "x"'])
def test_where_there_was_no_run_nothing_is_claimed(tmp_path, spoilt):
    assert read_run(tmp_path) is None
    (tmp_path / FILE).write_text(spoilt)
    assert read_run(tmp_path) is None


def test_the_table_says_what_leaks_and_what_is_left():
    leak = Finding("roll", "tau +1.00", holds=False)
    left = Finding("pg_wal", "tau +1.00", holds=False, remains=True)
    assert table_of([*RUN.findings, leak, left]) == [
        "ok   row ids  none",
        "ok   log      1 line",
        "LEAK roll     tau +1.00",
        "LEFT pg_wal   tau +1.00",
    ]


def test_what_lies_beyond_the_program_fails_no_run_and_is_kept(tmp_path):
    left = Finding("pg_wal", "tau +1.00", holds=False, remains=True)
    run = LastRun(RUN.day, 400, (*RUN.findings, left))
    write_run(tmp_path, run)
    assert read_run(tmp_path) == run
    assert (run.holds, run.leaves) == (True, True)
    assert not RUN.leaves


def test_a_run_of_before_there_was_such_a_thing_can_be_read(tmp_path):
    found = {"extractor": "row ids", "found": "none", "holds": True}
    told = {"day": "2026-02-09", "people": 400, "findings": [found]}
    (tmp_path / FILE).write_text(json.dumps(told))
    run = read_run(tmp_path)
    assert (run.holds, run.leaves) == (True, False)


def test_an_order_holds_when_it_is_as_by_chance():
    shuffled = [7, 2, 11, 0, 9, 4, 1, 10, 5, 8, 3, 6]
    assert of_order("pages", [shuffled]).holds
    assert not of_order("pages", [range(12)]).holds
    assert not of_order("pages", [range(11, -1, -1)]).holds


def test_a_few_that_are_found_are_too_many_unless_they_tell_nothing():
    assert of_order("log", [[]]).holds
    assert not of_order("log", [[3]]).holds
    assert of_order("gaps", [[3]], few=True).holds


def test_a_number_holds_up_to_its_limit():
    assert of_count("roll", "matched", 8, most=8).holds
    assert not of_count("roll", "matched", 9, most=8).holds
