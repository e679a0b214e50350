from itertools import combinations

import pytest

from surveys.waves.sheet import CHECK, WHOLE
from surveys.waves.stopping.pages import BEGINNING, SENT, is_further, pages_of
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.asking.kinds import KINDS


def test_all_places_lie_in_the_order_in_which_people_pass_them():
    keys = ["welcome", "asked", "barriers", "travel_how", "age", "wish"]
    assert pages_of(SMALL) == [*keys, WHOLE, CHECK, SENT]


@pytest.mark.parametrize("instrument", [SMALL, KINDS], ids=["small", "kinds"])
def test_one_of_two_places_is_further_and_none_than_itself(instrument):
    places = [BEGINNING, *pages_of(instrument)]
    assert len(set(places)) == len(places)
    for earlier, later in combinations(places, 2):
        assert is_further(instrument, later, earlier)
        assert not is_further(instrument, earlier, later)
    assert not any(is_further(instrument, place, place) for place in places)
