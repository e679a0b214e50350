"""What is made, written or told beside the answers is found."""

import os

from surveys.waves.privacy.traces import WATCHED, Traces, search_traces, times_in

OK = dict.fromkeys(WATCHED, (200, "ok"))
FILES = {"site.db": 1, "site.db-wal": 1, "secret": 1}


def found(times, heard=OK):
    before = Traces(FILES, OK)
    findings = search_traces(before, Traces(times, heard), ("site.db",), ("queue.db",))
    return {each.extractor: each.holds for each in findings}


def test_databases_have_to_be_written_and_the_queue_writes_by_itself():
    times = FILES | {"site.db": 9, "site.db-wal": 9, "site.db-shm": 9, "queue.db": 9}
    assert set(found(times).values()) == {True}
    assert len(found(times)) == 3


def test_a_file_that_is_made_when_somebody_answers_is_found():
    assert not found(FILES | {"answered-at-noon": 9})["files made meanwhile"]


def test_a_file_that_is_written_when_somebody_answers_is_found():
    changed = found(FILES | {"secret": 9})
    assert not changed["file times"]
    assert changed["files made meanwhile"]


def test_a_number_for_watchmen_that_grows_with_answers_is_found():
    counting = OK | {"/metrics": (200, "responses_total 200")}
    assert not found(FILES, counting)["pages for watchmen"]


def test_times_are_those_of_every_file(tmp_path):
    (tmp_path / "below").mkdir()
    for name in ("one", "below/two"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, ns=(7, 7))
    assert times_in(tmp_path) == {"one": 7, "two": 7}
