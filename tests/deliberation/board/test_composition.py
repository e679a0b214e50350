"""A board is led by lived experience when such seats are more than half."""

import pytest

from deliberation.board.composition import SeatKind, is_led_by_lived_experience

LIVED, CARER, PRACTITIONER, AUTHORITY = SeatKind


def test_the_demo_board_of_six_among_eleven_is_led_by_lived_experience():
    kinds = [LIVED] * 6 + [CARER] * 2 + [PRACTITIONER] * 2 + [AUTHORITY]

    assert is_led_by_lived_experience(kinds)


def test_half_is_not_a_majority():
    assert not is_led_by_lived_experience([LIVED, AUTHORITY])


def test_an_empty_board_is_led_by_nobody():
    assert not is_led_by_lived_experience([])


def test_kinds_may_come_as_they_are_stored():
    assert is_led_by_lived_experience(["lived_experience"])


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="guest"):
        is_led_by_lived_experience(["guest"])
