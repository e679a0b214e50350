"""Counting tries: by key, within a window, and nothing readable is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from core.clock import standing_at
from core.errors import TooMany
from core.limits import Attempt, count_attempt

NOON = datetime(2026, 8, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def count(session, key="heron", matter="sign_in", at=NOON):
    with standing_at(at):
        count_attempt(session, matter, key, most=2, within=HOUR)


def test_as_many_tries_as_allowed_pass_and_the_next_does_not(session):
    count(session)
    count(session)

    with pytest.raises(TooMany) as refused:
        count(session)
    assert refused.value.code == "sign_in"


def test_each_key_and_each_matter_is_counted_by_itself(session):
    for _ in range(2):
        count(session)
        count(session, key="otter")
        count(session, matter="report")

    with pytest.raises(TooMany):
        count(session, key="otter")


def test_a_new_window_begins_when_the_old_one_is_over(session):
    count(session)
    count(session)

    count(session, at=NOON + HOUR)

    assert session.scalars(select(Attempt.times)).all() == [1]


def test_a_clock_that_went_wrong_and_back_locks_nobody_out(session):
    for _ in range(2):
        count(session, at=NOON + 1000 * HOUR)

    count(session)

    assert session.scalars(select(Attempt.times)).all() == [1]


def test_tries_do_not_prolong_the_window(session):
    count(session)
    count(session, at=NOON + HOUR / 2)

    assert session.scalars(select(Attempt.window_ends_at)).all() == [NOON + HOUR]


def test_the_counter_of_anybody_is_gone_with_the_next_try_after_its_window(session):
    count(session)

    count(session, key="otter", at=NOON + 2 * HOUR)

    assert len(session.scalars(select(Attempt.key)).all()) == 1


def test_no_pseudonym_stands_in_the_table(session):
    count(session)

    [stored] = session.scalars(select(Attempt.key))

    assert len(stored) == 64
    assert "heron" not in stored
