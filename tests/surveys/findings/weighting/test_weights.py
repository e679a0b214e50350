import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.weighting.cells import Refusal, WeightingCell, cells_of
from surveys.findings.weighting.population import Population, populations_of
from surveys.findings.weighting.weights import CAP, weights_of
from tests.surveys.findings.bodies import column, sizes_of

AGES = Population("age", {"18_24": 11, "25_44": 32, "45_64": 34, "65": 23})
LARKMOOR = sizes_of(**{"18_24": 38, "25_44": 255, "45_64": 231, "65": 88})
"""Counts that give all published figures; the ratios alone leave several."""

AREA = Population("area", {"town": 60, "rural": 40})


def found(sizes, *populations, parts=None, cap=CAP):
    cells = cells_of(sizes, populations, parts)
    return (
        cells if isinstance(cells, Refusal) else weights_of(cells, populations, cap=cap)
    )


def test_612_people_of_larkmoor_are_worth_549():
    weights = found(LARKMOOR, AGES)

    assert weights.people == 612
    assert [round(1 / w, 2) for w in weights.by_group.values()] == [
        0.56,
        1.3,
        1.11,
        0.63,
    ]
    assert round(weights.effective) == 549
    assert weights.design_effect == pytest.approx(1.11, abs=0.005)
    assert weights.by_group["18_24"] == pytest.approx(0.11 / (38 / 612))
    assert not weights.is_weak
    assert weights.capped == ()


def test_the_ages_of_the_reach_table_are_worth_550():
    ages = Population("age", {"18_24": 14, "25_44": 28, "45_64": 40, "65": 18})
    sizes = sizes_of(**{"18_24": 48, "25_44": 223, "45_64": 272, "65": 69})

    weights = found(sizes, ages)

    assert weights.effective == pytest.approx(550.14, abs=0.01)
    assert weights.design_effect == pytest.approx(1.11, abs=0.005)


def test_figures_are_grouped_by_breakdown_with_their_sources():
    rows = [("age", "old", 3, "Census"), ("age", "young", 4, "Register")]

    assert populations_of([*rows, ("area", "town", 9, "Census")]) == {
        "age": Population("age", {"old": 3, "young": 4}, ("Census", "Register")),
        "area": Population("area", {"town": 9}, ("Census",)),
    }


def merged_sizes():
    sizes = sizes_of(town=40, other=30)
    sizes["columns"][1] = column("other", "rural", "coast")
    return sizes


@pytest.mark.parametrize(
    ("sizes", "populations", "why"),
    [
        (LARKMOOR, [], Refusal.NO_FIGURES),
        (LARKMOOR, [Population("age", {"65": 0})], Refusal.NO_FIGURES),
        (sizes_of(town=40, rural=4), [AREA], Refusal.FEW),
        (sizes_of(town=40), [AREA], Refusal.FEW),
        (sizes_of(town=40) | {"base": 60}, [AREA], Refusal.GROUP_HIDDEN),
        (
            sizes_of(town=40, rural=9) | {"counts": [40, None]},
            [AREA],
            Refusal.GROUP_HIDDEN,
        ),
        (merged_sizes(), [AREA], Refusal.GROUPS_MERGED),
    ],
)
def test_groups_that_are_hidden_merged_or_small_make_no_weights(
    sizes, populations, why
):
    assert found(sizes, *populations) is why


def test_people_without_a_figure_are_no_cell():
    cells = cells_of(sizes_of(town=40, rural=30, unknown=9), [AREA])

    assert cells == (
        WeightingCell("town", 40, ("town",)),
        WeightingCell("rural", 30, ("rural",)),
    )


def test_five_people_who_stand_for_half_are_cut_and_the_others_keep_their_odds():
    half = Population("area", {"town": 25, "rural": 25, "coast": 50})

    weights = found(sizes_of(town=65, rural=30, coast=5), half)

    by_group = weights.by_group
    assert weights.capped == ("coast",)
    assert by_group["coast"] == 5
    assert by_group["town"] * 65 == pytest.approx(by_group["rural"] * 30)
    assert sum([by_group["town"] * 65, by_group["rural"] * 30, 25]) == pytest.approx(
        100
    )
    assert weights.is_weak is (weights.effective < 50)


def test_without_a_cap_the_figures_are_met_whatever_it_costs():
    half = Population("area", {"town": 25, "rural": 25, "coast": 50})

    weights = found(sizes_of(town=65, rural=30, coast=5), half, cap=100)

    assert weights.by_group["coast"] == pytest.approx(10)
    assert weights.is_weak


PARTS = {f"{a}_{b}": (a, b) for a in ("town", "rural") for b in ("x", "y")}
SIDE = Population("side", {"x": 45, "y": 55})
CROSSED = sizes_of(town_x=30, town_y=20, rural_x=25, rural_y=40)


def people_of(weights, sizes):
    counts = {
        c["key"]: n for c, n in zip(sizes["columns"], sizes["counts"], strict=True)
    }
    return {key: w * counts[key] for key, w in weights.by_group.items()}


def test_two_breakdowns_are_raked_over_their_crossing():
    weights = found(CROSSED, AREA, SIDE, parts=PARTS)

    people = people_of(weights, CROSSED)
    assert people["town_x"] + people["town_y"] == pytest.approx(0.6 * 115)
    assert people["town_x"] + people["rural_x"] == pytest.approx(0.45 * 115)


def test_what_a_cut_cell_leaves_goes_to_its_neighbours_of_the_same_margins():
    """5 people would stand for 12 of 100, and may for 10; both margins still hold."""
    sizes = sizes_of(town_x=5, town_y=35, rural_x=35, rural_y=25)
    half = [
        Population("area", {"town": 1, "rural": 1}),
        Population("side", {"x": 1, "y": 1}),
    ]

    people = people_of(found(sizes, *half, parts=PARTS, cap=2), sizes)

    assert list(people.values()) == pytest.approx([10, 40, 40, 10])


def test_where_the_others_cannot_step_in_the_weighting_is_refused():
    sizes = sizes_of(town_x=5, town_y=35, rural_x=35, rural_y=25)
    most = [
        Population("area", {"town": 65, "rural": 35}),
        Population("side", {"x": 65, "y": 35}),
    ]

    assert found(sizes, *most, parts=PARTS, cap=2) is Refusal.NOT_REACHED


def test_a_crossing_with_a_hidden_cell_is_not_raked():
    hidden = CROSSED | {"counts": [30, 20, None, 40]}

    assert found(hidden, AREA, SIDE, parts=PARTS) is Refusal.GROUP_HIDDEN


def test_an_empty_cell_of_a_crossing_is_no_trouble():
    sizes = sizes_of(town_x=30, town_y=20, rural_y=40)

    people = people_of(found(sizes, AREA, SIDE, parts=PARTS), sizes)

    assert people["rural_y"] == pytest.approx(0.4 * 90)
    assert people["town_x"] == pytest.approx(0.45 * 90)


def test_figures_that_no_weights_can_meet_are_refused():
    """All of y live in the country here, and more than the country holds."""
    sizes = sizes_of(town_x=30, rural_y=40)
    parts = {"town_x": ("town", "x"), "rural_y": ("rural", "y")}

    assert found(sizes, AREA, SIDE, parts=parts) is Refusal.NOT_REACHED


GROUPS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.integers(5, 400), st.integers(1, 400)),
    min_size=1,
)


@given(GROUPS)
def test_weights_are_one_on_average_and_never_beyond_the_cap(groups):
    sizes = sizes_of(**{key: n for key, (n, _living) in groups.items()})
    living = Population("area", {key: n for key, (_n, n) in groups.items()})

    weights = found(sizes, living)

    people = sum(people_of(weights, sizes).values())
    assert people == pytest.approx(weights.people)
    assert max(weights.by_group.values()) <= CAP * (1 + 1e-6)
    assert 0 < weights.effective <= weights.people * (1 + 1e-9)


TWENTY = st.integers(20, 400)


@given(
    st.tuples(*[TWENTY] * 4),
    st.floats(0.2, 0.8),
    st.floats(0.2, 0.8),
    st.floats(1.3, 6),
)
def test_raked_weights_are_one_on_average_and_never_beyond_the_cap(cells, a, b, cap):
    sizes = sizes_of(**dict(zip(PARTS, cells, strict=True)))
    area = Population("area", {"town": round(1000 * a), "rural": round(1000 * (1 - a))})
    side = Population("side", {"x": round(1000 * b), "y": round(1000 * (1 - b))})

    weights = found(sizes, area, side, parts=PARTS, cap=cap)

    if weights is not Refusal.NOT_REACHED:
        people = sum(people_of(weights, sizes).values())
        assert people == pytest.approx(weights.people)
        assert max(weights.by_group.values()) <= cap * (1 + 1e-6)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(5, 400), min_size=1))
def test_a_wave_that_mirrors_its_community_keeps_weights_of_one(people):
    weights = found(sizes_of(**people), Population("area", people))

    assert list(weights.by_group.values()) == pytest.approx([1.0] * len(people))
    assert weights.design_effect == pytest.approx(1)
