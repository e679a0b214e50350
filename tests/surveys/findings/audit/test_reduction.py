"""What follows at once from a system of equations, and what is left of it."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.audit.equations import Equation, System
from surveys.findings.audit.reduction import reduced

FORMS = st.lists(
    st.dictionaries(st.integers(0, 5), st.sampled_from([-1, 1, 2]), max_size=4),
    max_size=12,
)


def system_of(*equations):
    return System(6, [Equation(form, low, high) for form, low, high in equations])


def test_a_number_follows_from_a_sum_once_the_others_are_known():
    found = reduced(
        system_of(({0: 1, 1: 1}, 5, 5), ({1: 2, 2: 1}, 7, 7), ({0: 1}, 3, 3))
    )
    assert found.fixed == {0: 3, 1: 2, 2: 3}
    assert found.is_possible


def test_a_sum_of_nobody_has_nobody_in_it():
    found = reduced(system_of(({0: 1, 1: 1, 2: 1}, 4, 4), ({1: 1, 2: 2}, 0, 0)))
    assert found.fixed == {1: 0, 2: 0, 0: 4}


def test_what_is_open_is_left_once_and_the_known_part_is_taken_off():
    found = reduced(
        system_of(({2: 1}, 2, 2), ({0: 1, 1: 1, 2: 1}, 5, 9), ({0: 1, 1: 1}, 3, 7))
    )
    assert [each for each in found.equations if each.form] == [
        Equation({0: 1, 1: 1}, 3, 7)
    ]


def test_what_cannot_be_is_said():
    assert not reduced(system_of(({0: 1}, 2, 2), ({0: 1, 1: 1}, 1, 1))).is_possible
    assert not reduced(system_of(({0: 1}, 2, 2), ({0: 1}, 3, 3))).is_possible


@given(truth=st.lists(st.integers(0, 3), min_size=6, max_size=6), forms=FORMS)
def test_nothing_is_fixed_but_at_the_truth_and_nothing_that_follows_is_left(
    truth, forms
):
    def sums(form):
        return sum(times * truth[place] for place, times in form.items())

    found = reduced(system_of(*((form, sums(form), sums(form)) for form in forms)))

    assert found.is_possible
    assert found.fixed == {place: truth[place] for place in found.fixed}
    for equation in found.equations:
        assert equation.low == equation.high == sums(equation.form)
        assert not equation.form.keys() & found.fixed.keys()
        assert len(equation.form) != 1
