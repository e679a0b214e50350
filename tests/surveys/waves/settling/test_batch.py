import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.settling.batch import FEWEST, is_due, most_settled


@pytest.mark.parametrize(
    ("waiting", "settled", "due"),
    [
        (9, 0, False),
        (10, 0, True),
        (10, 219, True),
        (10, 220, False),
        (11, 220, True),
        (99, 2000, False),
        (100, 2000, True),
    ],
)
def test_ten_wait_or_a_twentieth_of_those_before(waiting, settled, due):
    assert is_due(waiting=waiting, settled=settled) is due


def test_no_two_states_are_nearer_than_ten_people():
    assert FEWEST >= 10


def test_however_long_a_wave_lasts_an_answer_is_rewritten_about_twenty_times():
    settled = written = 0
    while settled < 20_000:
        waiting = next(n for n in range(1, 2000) if is_due(waiting=n, settled=settled))
        settled += waiting
        written += settled
    assert written < 25 * settled


@given(st.integers(0, 500), st.integers(0, 20_000))
def test_counting_on_would_change_nothing(waiting, settled):
    counted = min(settled, most_settled(waiting=waiting))
    whole = is_due(waiting=waiting, settled=settled)
    assert is_due(waiting=waiting, settled=counted) is whole
