import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.shared_counts import SharedCounts

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WORKERS, EACH = 4, 250


@pytest.fixture
def counts():
    return SharedCounts(width=1024)


def memory_of(counts):
    return bytes(counts._memory)  # noqa: SLF001  # what a dump would show


def test_tries_of_a_key_are_counted(counts):
    assert [counts.count("send", "192.0.2.1", NOON) for _ in range(3)] == [1, 2, 3]


def test_keys_and_matters_are_counted_apart(counts):
    counts.count("send", "192.0.2.1", NOON)

    assert counts.count("send", "192.0.2.2", NOON) == 1
    assert counts.count("code", "192.0.2.1", NOON) == 1


def test_an_hour_is_forgotten_with_its_salt(counts):
    counts.count("send", "192.0.2.1", NOON)
    before = memory_of(counts)

    assert counts.count("send", "192.0.2.1", NOON + timedelta(minutes=59)) == 2
    assert counts.count("send", "192.0.2.1", NOON + timedelta(hours=1)) == 1

    after = memory_of(counts)
    assert before[8:40] not in after
    assert sum(byte != 0 for byte in after[40:]) == 3


def test_a_clock_that_goes_back_begins_anew(counts):
    counts.count("send", "192.0.2.1", NOON)

    assert counts.count("send", "192.0.2.1", NOON - timedelta(days=1)) == 1


def test_a_key_stands_nowhere_in_memory(counts):
    counts.count("send", "192.0.2.1", NOON)

    assert b"192.0.2.1" not in memory_of(counts)


def test_workers_count_together(counts):
    children = []
    for _ in range(WORKERS):
        child = os.fork()
        if child == 0:
            for _ in range(EACH):
                counts.count("send", "192.0.2.1", NOON)
            os._exit(0)
        children.append(child)
    for child in children:
        assert os.waitpid(child, 0)[1] == 0

    assert counts.count("send", "192.0.2.1", NOON) == WORKERS * EACH + 1


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_a_count_is_never_too_low(keys):
    counts = SharedCounts(width=4)
    said = {key: counts.count("send", key, NOON) for key in keys}

    assert all(said[key] >= keys.count(key) for key in said)
