from datetime import UTC, date, datetime

from core import clock

EVE = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)


def test_time_stands_where_it_is_told_to_and_goes_on_afterwards():
    with clock.standing_at(EVE):
        assert clock.now() == EVE
        assert clock.today() == date(2026, 12, 31)

    assert clock.now() != EVE


def test_one_moment_lasts_a_whole_request():
    clock.stop()
    try:
        assert clock.now() == clock.now()
    finally:
        clock.go_on()


def test_a_request_keeps_the_moment_that_a_test_or_the_demo_set():
    with clock.standing_at(EVE):
        clock.stop()

        assert clock.now() == EVE
