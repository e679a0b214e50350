from datetime import UTC, datetime, timedelta

import pytest

from surveys.findings.freezing.lease import LEASE, Holder, still_held

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HERE = Holder("library", 7)


def held(holder, ago, running=(8,)):
    beat_at = None if ago is None else NOW - ago
    return still_held(holder, beat_at, asks=HERE, now=NOW, runs=running.__contains__)


def test_a_worker_that_gave_a_sign_of_life_has_its_job():
    assert held("library:8", timedelta(seconds=5))
    assert held("elsewhere:9", timedelta(seconds=5))


def test_a_process_that_is_gone_has_lost_it_at_once():
    assert not held("library:9", timedelta(0))


@pytest.mark.parametrize("holder", ["library:8", "elsewhere:9"])
def test_who_is_silent_for_long_has_lost_it(holder):
    assert held(holder, LEASE)
    assert not held(holder, LEASE + timedelta(seconds=1))
    assert not held(holder, None)


def test_a_clock_that_went_wrong_and_back_keeps_nobody_waiting():
    assert held("elsewhere:9", -timedelta(seconds=5))
    assert not held("elsewhere:9", -timedelta(days=1))


def test_who_asks_for_work_has_none():
    assert not held(str(HERE), timedelta(0), running=(7,))


def test_a_machine_may_have_a_colon_in_its_name():
    assert held("a:b:9", timedelta(0))
