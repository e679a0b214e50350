from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.privacy.order import chance_band, count_links, kendall_tau


@pytest.mark.parametrize(
    ("parts", "tau"),
    [
        ([[1, 2, 3]], 1.0),
        ([[3, 2, 1]], -1.0),
        ([[1, 3, 2]], 1 / 3),
        ([[1, 2], [4, 3]], 0.0),
        ([[2, 9], [1, 3]], 1.0),  # pages are compared within themselves
        ([[7]], 0.0),
        ([], 0.0),
    ],
)
def test_tau_counts_the_pairs_that_are_as_they_were(parts, tau):
    assert kendall_tau(parts) == pytest.approx(tau)


def test_shuffled_orders_stay_in_the_band_and_a_true_one_does_not():
    random = Random(7)  # noqa: S311  # a test's
    orders = [random.sample(range(200), 200) for _ in range(100)]
    assert all(abs(kendall_tau([order])) < chance_band([order]) for order in orders)
    assert kendall_tau([range(200)]) > chance_band([range(200)])


def test_the_band_is_that_of_the_literature():
    """Kendall: the variance of tau is 2(2n + 5) / 9n(n - 1)."""
    n = 200
    variance = 2 * (2 * n + 5) / (9 * n * (n - 1))
    assert chance_band([range(n)]) == pytest.approx(4.5 * variance**0.5)


def test_a_weak_trace_of_the_order_is_found():
    """Every second one where it was, the others anywhere."""
    random = Random(3)  # noqa: S311  # a test's
    order = list(range(200))
    odd = order[1::2]
    random.shuffle(odd)
    order[1::2] = odd
    assert kendall_tau([order]) > chance_band([order])


@given(st.lists(st.lists(st.integers(0, 99), max_size=8, unique=True), max_size=5))
def test_tau_and_band_are_between_nothing_and_all(parts):
    assert -1 <= kendall_tau(parts) <= 1
    assert 0 < chance_band(parts) <= 1


def test_links_are_those_at_the_same_place():
    assert count_links("abcd", "axcy") == 2
    assert count_links("abc", "") == 0
