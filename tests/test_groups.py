"""What belongs together goes to one worker."""

import pytest

from tests.groups import SOME, Once, group, groups_said


def test_a_file_without_a_database_stays_whole():
    assert {group("core/test_clock.py", some=False) for _ in range(20)} == {
        "core/test_clock.py"
    }


def test_a_file_with_a_database_goes_in_small_parts():
    found = [group("example.py", some=True) for _ in range(2 * SOME + 1)]

    assert found == [*SOME * ["example.py 0"], *SOME * ["example.py 1"], "example.py 2"]


def test_the_scheduler_is_told_the_group_of_each_test(request, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    collected = request.session.items

    with groups_said(request.session):
        said = {each.nodeid for each in request.session.items}

    assert f"{request.node.nodeid}@test_groups.py" in said
    assert request.session.items is collected


def test_what_is_dear_is_not_made_twice(tmp_path):
    Once(tmp_path)("browser")
    with pytest.raises(FileExistsError):
        Once(tmp_path)("browser")
