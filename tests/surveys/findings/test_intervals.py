import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.intervals import wilson


def test_168_of_346_lie_between_43_3_and_53_8_percent():
    low, high = wilson(168, 346)
    assert (round(low, 3), round(high, 3)) == (0.433, 0.538)


@pytest.mark.parametrize(("count", "base"), [(0, 20), (20, 20), (0, 1)])
def test_the_ends_stay_between_none_and_all(count, base):
    low, high = wilson(count, base)
    assert 0 <= low <= count / base <= high <= 1


@pytest.mark.parametrize(("count", "base"), [(3, 2), (-1, 5), (0, 0)])
def test_what_is_no_share_is_refused(count, base):
    with pytest.raises(ValueError, match="a share"):
        wilson(count, base)


@given(st.integers(1, 5000), st.data())
def test_yes_and_no_are_mirror_images(base, data):
    count = data.draw(st.integers(0, base))
    low, high = wilson(count, base)
    other_low, other_high = wilson(base - count, base)
    assert low == pytest.approx(1 - other_high, abs=1e-12)
    assert high == pytest.approx(1 - other_low, abs=1e-12)


@given(st.integers(1, 500), st.integers(2, 10))
def test_more_people_make_the_range_narrower(base, times):
    small, large = wilson(base // 2, base), wilson(base // 2 * times, base * times)
    assert large[1] - large[0] < small[1] - small[0]
