import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.figures.comparisons import (
    Comparison,
    Rule,
    Standing,
    benjamini_hochberg,
    holm,
    judge,
)

VALUES = st.lists(st.floats(0, 1), max_size=30)
BOTH = pytest.mark.parametrize("correct", [holm, benjamini_hochberg])


def test_four_tests_by_both_rules():
    values = [0.04, 0.01, 0.03, 0.5]

    assert holm(values) == pytest.approx([0.09, 0.04, 0.09, 0.5])
    assert benjamini_hochberg(values) == pytest.approx([0.16 / 3, 0.04, 0.16 / 3, 0.5])


def test_what_was_declared_is_held_to_the_stricter_rule_among_its_like():
    found = judge(
        [
            Comparison("a", 0.02, Standing.EXPLORATORY),
            Comparison("b", 0.02, Standing.DECLARED),
            Comparison("c", 0.04, Standing.EXPLORATORY),
        ]
    )

    assert [each.key for each in found] == ["a", "b", "c"]
    assert [each.rule for each in found] == [
        Rule.BENJAMINI_HOCHBERG,
        Rule.HOLM,
        Rule.BENJAMINI_HOCHBERG,
    ]
    assert [each.p_adjusted for each in found] == pytest.approx([0.04, 0.02, 0.04])
    assert [each.among for each in found] == [2, 1, 2]
    assert all(each.is_detected for each in found)


def test_no_tests_are_no_trouble():
    assert judge([]) == ()


@BOTH
@given(values=VALUES)
def test_a_correction_only_ever_raises(correct, values):
    found = correct(values)

    assert all(p <= q <= 1 for p, q in zip(values, found, strict=True))


@BOTH
@given(values=VALUES)
def test_a_correction_keeps_the_order(correct, values):
    pairs = sorted(zip(values, correct(values), strict=True))

    assert [q for _p, q in pairs] == sorted(q for _p, q in pairs)


@given(VALUES)
def test_holm_is_never_the_milder_one(values):
    pairs = zip(holm(values), benjamini_hochberg(values), strict=True)

    assert all(strict >= mild - 1e-12 for strict, mild in pairs)
