"""Files like those of PostgreSQL's own log, made up."""

import pytest

from surveys.waves.privacy.finding import Person
from surveys.waves.privacy.server_log import attack_log, first_written, newest

LAST = "000000010000000000000003"


def key(number):
    return f"{number:064x}"


def person(place):
    return Person(place, (key(place),))


def written(numbers):
    return b"".join(b"\x83" + key(number).encode() + b"\x00\xff" for number in numbers)


@pytest.fixture
def folder(tmp_path):
    for number in range(1, 6):
        (tmp_path / f"{LAST[:-1]}{number}").write_bytes(written([number]))
    (tmp_path / "archive_status").mkdir()
    (tmp_path / "00000002.history").write_bytes(b"")
    return tmp_path


def test_files_of_a_later_name_wait_to_be_used_again(folder):
    files = newest(folder, LAST)
    assert [each.name[-1] for each in files] == ["1", "2", "3"]
    assert first_written(files, {key(n).encode(): n for n in (2, 1, 5)}) == [1, 2]


def test_a_log_that_is_not_there_is_no_log(folder):
    assert newest(folder, LAST[:-1] + "9") == []
    assert newest(folder / "nowhere", LAST) == []


def test_only_the_newest_files_are_read(tmp_path):
    for number in range(10, 30):
        (tmp_path / f"{LAST[:-2]}{number}").write_bytes(b"")
    files = newest(tmp_path, f"{LAST[:-2]}29")
    assert [each.name[-2:] for each in files] == [str(n) for n in range(22, 30)]


def test_who_came_first_stands_first_however_often_rows_are_written_anew(tmp_path):
    file = tmp_path / LAST
    file.write_bytes(written([3, 1, 2]) + written([1, 2, 3]))
    marks = {key(n).encode(): n for n in (1, 2, 3)}
    assert first_written([file], marks) == [3, 1, 2]


def test_the_order_of_arrival_is_found_and_said_to_remain(tmp_path):
    people = [person(place) for place in range(30)]
    file = tmp_path / LAST
    file.write_bytes(written(range(30)))
    found = attack_log([file], people, people)
    assert [each.verdict for each in found] == ["LEFT"] * 2
    assert found[0].found.startswith("tau +1.00")


def test_an_order_as_by_chance_is_no_finding(tmp_path):
    people = [person(place) for place in range(30)]
    file = tmp_path / LAST
    file.write_bytes(written([*sorted(range(30), key=lambda n: n * 17 % 31)]))
    found = attack_log([file], people, [])
    assert found[0].verdict == "ok"
