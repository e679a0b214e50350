import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.estimation.association import rao_scott
from surveys.findings.estimation.calibration import (
    Distance,
    Margin,
    NotReached,
    calibrate,
    post_stratify,
    rake,
)
from surveys.findings.estimation.design import Design, covariance, kish_size
from surveys.findings.estimation.matrices import product, solved
from surveys.findings.estimation.means import by_group, means, totals
from surveys.findings.estimation.proportions import Method, Proportion, interval
from surveys.findings.estimation.quantiles import type_1, type_7

RECORDS = st.lists(
    st.tuples(
        st.floats(0.2, 5), st.integers(1, 9), st.sampled_from("ab"), st.booleans()
    ),
    min_size=4,
    max_size=20,
)


def design_of(records):
    return Design(tuple(r[0] for r in records), times=tuple(r[1] for r in records))


def said(records):
    return [float(r[3]) for r in records]


def spelled_out(records):
    return [(w, 1, group, yes) for w, n, group, yes in records for _ in range(n)]


@given(RECORDS)
def test_a_record_of_nine_is_nine_records(records):
    one, many = records, spelled_out(records)
    short = means(design_of(one), [said(one)])
    long = means(design_of(many), [said(many)])
    assert short.values == pytest.approx(long.values)
    assert short.errors == pytest.approx(long.errors, abs=1e-12)


@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(records, order):
    mixed = order.sample(records, len(records))
    first, second = (means(design_of(r), [said(r)]) for r in (records, mixed))
    assert first.values == pytest.approx(second.values)
    assert first.errors == pytest.approx(second.errors, abs=1e-9)


@given(RECORDS, st.floats(0.01, 100))
def test_weights_count_only_beside_each_other(records, factor):
    scaled = [(w * factor, n, group, yes) for w, n, group, yes in records]
    first, second = (means(design_of(r), [said(r)]) for r in (records, scaled))
    assert first.errors == pytest.approx(second.errors, abs=1e-9)
    assert kish_size([r[0] for r in scaled]) == pytest.approx(
        kish_size([r[0] for r in records])
    )


def test_people_outside_a_domain_stay_in_the_sum():
    """Filtered first, 2 of 4 would be taken for a sample of just 4."""
    design = Design((1.0,) * 8)
    inside, yes = [True] * 4 + [False] * 4, [1.0, 1.0, 0, 0, 1.0, 1.0, 1.0, 0]
    of_domain = means(design, [yes], inside)
    filtered = means(Design((1.0,) * 4), [yes[:4]])
    assert of_domain.values == filtered.values == (0.5,)
    assert of_domain.covariance[0][0] == pytest.approx(8 / 7 * 0.25 / 4)
    assert filtered.covariance[0][0] == pytest.approx(4 / 3 * 0.25 / 4)


def test_one_person_alone_in_a_stratum_is_refused():
    with pytest.raises(ValueError, match="one person"):
        covariance(Design((1.0, 1.0, 1.0), ("a", "a", "b")), [[1, 2, 3]])


def test_a_whole_population_has_no_error():
    design = Design((1.0,) * 3, living={None: 3})
    assert means(design, [[1, 2, 6]]).errors == (0.0,)


def test_groups_come_in_the_order_of_their_first_record():
    keys, found = by_group(Design((1.0,) * 4), [1, 2, 3, 4], ["b", "a", "b", "a"])
    assert keys == ["b", "a"]
    assert found.values == (2, 3)


def test_an_empty_domain_has_no_mean():
    with pytest.raises(ZeroDivisionError):
        means(Design((1.0,) * 2), [[1, 2]], [False, False])


PEOPLE = Design((1.0,) * 3, times=(48, 223, 272))


def test_after_weighting_what_is_known_varies_no_longer():
    margin = Margin(("young", "middle", "old"), {"young": 14, "middle": 28, "old": 58})
    found = totals(post_stratify(PEOPLE, margin), [[1.0, 0, 0], [1.0, 1.0, 1.0]])
    assert found.values == pytest.approx((14, 100))
    assert found.errors == pytest.approx((0, 0), abs=1e-12)


@given(st.lists(st.integers(1, 400), min_size=2, max_size=6))
def test_a_sample_that_mirrors_its_people_keeps_weights_of_one(sizes):
    design = Design((1.0,) * len(sizes), times=tuple(sizes))
    margin = Margin(tuple(range(len(sizes))), dict(enumerate(map(float, sizes))))
    assert post_stratify(design, margin).weights == pytest.approx([1.0] * len(sizes))


CELLS = Design((1.0,) * 4, times=(30, 20, 25, 40))
BOTH = [
    Margin(("a", "a", "b", "b"), {"a": 60, "b": 40}),
    Margin(("x", "y", "x", "y"), {"x": 45, "y": 55}),
]


def test_raked_weights_meet_both_margins_and_keep_the_odds():
    weights = rake(CELLS, BOTH).weights
    people = [w * n for w, n in zip(weights, CELLS.counts, strict=True)]
    assert people[0] + people[1] == pytest.approx(60)
    assert people[0] + people[2] == pytest.approx(45)
    odds = people[0] * people[3] / (people[1] * people[2])
    assert odds == pytest.approx(30 * 40 / (20 * 25))


def test_margins_that_contradict_each_other_are_refused():
    wrong = [BOTH[0], Margin(BOTH[1].codes, {"x": 45, "y": 155})]
    with pytest.raises(NotReached):
        rake(CELLS, wrong)


def test_bounds_that_no_weights_can_keep_are_refused():
    with pytest.raises(NotReached):
        calibrate(
            CELLS,
            [[1.0] * 4, [1.0, 1.0, 0, 0]],
            [115, 90],
            distance=Distance.LOGIT,
            bounds=(0.9, 1.1),
        )


def test_a_margin_without_a_figure_for_a_group_is_refused():
    with pytest.raises(KeyError):
        post_stratify(CELLS, Margin(("a", "a", "b", "b"), {"a": 1}))


@given(
    st.floats(0.001, 0.999),
    st.floats(0.00001, 0.01),
    st.integers(30, 900),
    st.sampled_from(Method),
)
def test_an_interval_holds_its_share(share, variance, people, method):
    found = Proportion(share, variance * share * (1 - share), people, people - 1, 30)
    low, high = interval(found, method)
    assert low <= share <= high
    if method is not Method.MEAN:
        assert low >= 0
        assert high <= 1


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_none_or_all_of_a_few_still_have_a_range(share):
    low, high = interval(Proportion(share, 0, 20, 19, 17.5), Method.LOGIT)
    assert (low, high)[int(share)] == share
    assert 0.1 < high - low < 0.3


def test_two_questions_that_have_nothing_to_do_with_each_other():
    design = Design((1.0,) * 4, times=(20, 20, 20, 20))
    found = rao_scott(design, ["a", "a", "b", "b"], ["x", "y", "x", "y"])
    assert (found.chi_squared, found.p) == (pytest.approx(0), pytest.approx(1))


def test_with_equal_weights_the_correction_is_but_a_hair():
    design = Design((1.0,) * 4, times=(60, 40, 30, 70))
    found = rao_scott(design, ["a", "a", "b", "b"], ["x", "y", "x", "y"])
    assert found.chi_squared == pytest.approx(18.1818, abs=1e-4)
    assert found.f == pytest.approx(found.chi_squared * 199 / 200, rel=1e-9)


def test_a_question_with_one_answer_cannot_be_tested():
    with pytest.raises(ValueError, match="two rows"):
        rao_scott(Design((1.0,) * 2), ["a", "a"], ["x", "y"])


def test_quantiles_of_plain_numbers():
    values, ones = [4, 1, 3, 2], [1] * 4
    assert [type_1(values, ones, p) for p in (0, 0.25, 0.5, 0.51, 1)] == [1, 1, 2, 3, 4]
    assert [type_7(values, ones, p) for p in (0, 0.5, 1)] == [1, 2.5, 4]
    assert type_7([5], [1], 0.3) == 5


def test_a_solution_solves():
    rows = [[0.0, 2.0, 1.0], [1.0, 1.0, 0.0], [3.0, 0.0, 2.0]]
    found = solved(rows, [[1.0], [2.0], [3.0]])
    assert product(rows, found) == [pytest.approx([n]) for n in (1, 2, 3)]


def test_rows_that_depend_on_each_other_have_no_solution():
    with pytest.raises(ZeroDivisionError):
        solved([[1.0, 2.0], [2.0, 4.0]], [[1.0], [1.0]])
