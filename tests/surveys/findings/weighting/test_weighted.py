import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.estimation.proportions import Method
from surveys.findings.figures.differences import between
from surveys.findings.figures.shares import Share
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.population import Population
from surveys.findings.weighting.stacked import Wave, stacked_rao_scott
from surveys.findings.weighting.weighted import Weighted, weighted
from tests.surveys.findings.bodies import (
    SILENT,
    YES_NO,
    body,
    column,
    row,
    sizes_of,
    yes_of,
)

AREA = Population("area", {"town": 5000, "rural": 5000}, ("Census 2021",))
TABLE = yes_of(town=(138, 246), rural=(30, 100))
SIZES = sizes_of(town=246, rural=100)


def test_each_group_counts_for_as_many_as_live_there():
    found = weighted(TABLE, SIZES, AREA)

    yes, no = found.shares
    assert yes.share == pytest.approx((138 / 246 + 0.30) / 2)
    assert yes.share + no.share == pytest.approx(1)
    assert yes.low < yes.share < yes.high
    assert yes.method is Method.LOGIT
    assert (yes.people, yes.unweighted) == (168, pytest.approx(168 / 346))
    assert (found.base, found.left_out) == (346, 0)
    assert found.sources == ("Census 2021",)
    assert yes.design_effect > 1


def test_its_error_is_that_of_two_groups_apart():
    """Half of each group's error; n/(n-1) of all beside n-1 of each is a hair."""
    yes, *_ = weighted(TABLE, SIZES, AREA).shares

    apart = (138 / 246 * (108 / 246) / 246 + 0.3 * 0.7 / 100) / 4
    assert yes.se == pytest.approx(apart**0.5, rel=0.003)


def test_few_people_take_the_beta_interval():
    table = yes_of(town=(4, 246), rural=(3, 100))

    yes, no = weighted(table, SIZES, AREA).shares

    assert yes.method is no.method is Method.BETA
    assert 0 < yes.low < yes.share < yes.high < 0.1


@pytest.mark.parametrize("yes", [(0, 0), (246, 100)])
def test_none_or_all_still_have_a_range(yes):
    table = yes_of(town=(yes[0], 246), rural=(yes[1], 100))

    found = weighted(table, SIZES, AREA).shares[0]

    assert found.share == bool(yes[0])
    assert 0.005 < found.high - found.low < 0.05
    assert found.design_effect is None


def skipped():
    """Half of the town was never asked, and 6 gave no answer."""
    return body(
        YES_NO,
        row("", 223, 100, 117, 6, answered=217),
        row("town", 123, 70, 50, 3, answered=120),
        row("rural", 100, 30, 67, 3, answered=97),
    )


def test_who_was_not_asked_keeps_the_weight_of_the_group_and_is_out_of_the_base():
    found = weighted(skipped(), SIZES, AREA)

    town, rural = 5000 / 10000 * 346 / 246, 5000 / 10000 * 346 / 100
    of_all = 70 * town + 30 * rural
    assert found.shares[0].share == pytest.approx(of_all / (120 * town + 97 * rural))
    assert found.base == 217


def test_people_without_a_figure_are_left_out_and_counted():
    table = yes_of(town=(138, 246), rural=(30, 100), unknown=(20, 20))
    sizes = sizes_of(town=246, rural=100, unknown=20)

    found = weighted(table, sizes, AREA)

    assert found.left_out == 20
    assert found.shares[0].share == pytest.approx((138 / 246 + 0.30) / 2)
    assert found.shares[0].people == 188


def test_each_option_of_several_is_a_question_of_its_own():
    columns = [column("cost"), column("travel"), SILENT]
    table = body(
        columns,
        row("", 346, 200, 150, 10),
        row("town", 246, 150, 100, 5),
        row("rural", 100, 50, 50, 5),
        kind="select_multiple",
    )
    table["share_of"] = "asked"

    cost, travel = weighted(table, SIZES, AREA).shares

    assert cost.share == pytest.approx((150 / 246 + 0.5) / 2)
    assert travel.share == pytest.approx((100 / 246 + 0.5) / 2)
    assert cost.unweighted == pytest.approx(200 / 346)


def hidden_in(place):
    table = yes_of(town=(138, 246), rural=(30, 100))
    table["rows"][2] |= place
    return table


@pytest.mark.parametrize(
    "table",
    [
        hidden_in({"counts": [30, None, 0]}),
        hidden_in({"counts": []}),
        hidden_in({"base": None}),
        hidden_in({"answered": None}),
        yes_of(town=(138, 246)),
    ],
)
def test_a_table_that_is_not_released_whole_is_not_weighted(table):
    assert weighted(table, SIZES, AREA) is Refusal.ANSWERS_HIDDEN


def test_weights_that_cannot_be_made_refuse_the_table():
    few = sizes_of(town=246, rural=4)

    assert weighted(TABLE, few, AREA) is Refusal.FEW


def test_a_hidden_everybody_leaves_the_weighted_figure_alone():
    table = yes_of(town=(138, 246), rural=(30, 100))
    table["rows"][0] = row("", None)

    found = weighted(table, SIZES, AREA).shares[0]

    assert (found.people, found.unweighted) == (None, None)


def test_a_cut_weight_is_told_and_makes_the_error_larger():
    sizes = sizes_of(town=95, rural=5)
    table = yes_of(town=(50, 95), rural=(2, 5))

    cut = weighted(table, sizes, AREA)
    whole = weighted(table, sizes, AREA, cap=100)

    assert cut.weights.capped == ("rural",)
    assert cut.weights.by_group["rural"] == 5
    assert whole.weights.is_weak
    assert cut.shares[0].share == pytest.approx(0.25 * 0.4 + 0.75 * 50 / 95)


NUMBERS = st.integers(5, 300)


@given(st.lists(st.tuples(NUMBERS, st.floats(0, 1), NUMBERS), min_size=1, max_size=5))
def test_a_weighted_share_lies_between_the_groups_and_in_its_interval(groups):
    cells = {
        f"g{n}": (round(size * part), size) for n, (size, part, _) in enumerate(groups)
    }
    living = {f"g{n}": people for n, (_, _, people) in enumerate(groups)}
    sizes = sizes_of(**{key: size for key, (_yes, size) in cells.items()})

    found = weighted(yes_of(**cells), sizes, Population("area", living))

    assert isinstance(found, Weighted)
    of_groups = [yes / size for yes, size in cells.values()]
    share = found.shares[0]
    assert min(of_groups) - 1e-9 <= share.share <= max(of_groups) + 1e-9
    assert share.low - 1e-9 <= share.share <= share.high + 1e-9


SCHOOLS = {
    "E_No": (15, 15),
    "E_Yes": (26, 127),
    "H_No": (13, 13),
    "H_Yes": (3, 12),
    "M_No": (9, 9),
    "M_Yes": (10, 24),
}
"""R's example sample apisrs: schools without an award, of all, by type and target."""

BY_TYPE = {"E": (41, 142), "H": (16, 25), "M": (19, 33)}
TYPES = Population("stype", {"E": 4421, "H": 755, "M": 1018})
TARGETS = Population("schwide", {"No": 1072, "Yes": 5122})


@pytest.mark.parametrize(
    ("counted", "populations", "share", "se", "effective"),
    [
        (BY_TYPE, [TYPES], 0.378722493964186, 0.0328487799965823, 199.98006765871),
        (
            SCHOOLS,
            [TYPES, TARGETS],
            0.371018384295857,
            0.0273661441800069,
            199.810859536445,
        ),
    ],
)
def test_published_counts_give_what_r_makes_of_the_schools_themselves(
    counted, populations, share, se, effective
):
    parts = {key: tuple(key.split("_")) for key in counted}
    sizes = sizes_of(**{key: schools for key, (_none, schools) in counted.items()})

    found = weighted(yes_of(**counted), sizes, *populations, parts=parts)

    assert found.shares[0].share == pytest.approx(share, rel=1e-8)
    assert found.shares[0].se == pytest.approx(se, rel=1e-7)
    assert found.weights.effective == pytest.approx(effective, rel=1e-8)


def wave(**groups):
    sizes = sizes_of(**{key: n for key, (_yes, n) in groups.items()})
    return Wave(yes_of(**groups), sizes, AREA)


FIRST = wave(town=(95, 238), rural=(34, 100))
THIRD = wave(town=(138, 246), rural=(30, 100))


def test_two_waves_are_stacked_and_tested():
    found = stacked_rao_scott([FIRST, THIRD])

    first, third = (
        Share(yes.share, yes.share * (1 - yes.share) / yes.se**2)
        for each in (FIRST, THIRD)
        for yes in weighted(each.body, each.sizes, AREA).shares[:1]
    )
    z = between(first, third).z
    assert found.df == pytest.approx(1)
    assert found.df_below == 238 + 100 + 246 + 100 - 2
    assert found.f == pytest.approx(z * z, rel=0.02)


def test_a_wave_beside_itself_has_not_changed():
    assert stacked_rao_scott([THIRD, THIRD]).p == pytest.approx(1)


def test_waves_that_cannot_be_stacked_say_why():
    few = Wave(THIRD.body, sizes_of(town=246, rural=3), AREA)
    hidden = Wave(hidden_in({"base": None}), SIZES, AREA)
    merged = Wave(
        body(
            [column("m", "yes", "no"), SILENT],
            row("town", 246, 246, 0),
            row("rural", 100, 100, 0),
        ),
        SIZES,
        AREA,
    )

    assert stacked_rao_scott([FIRST, few]) is Refusal.FEW
    assert stacked_rao_scott([FIRST, hidden]) == NotGiven(WhyNot.HIDDEN)
    assert stacked_rao_scott([FIRST, merged]) == NotGiven(WhyNot.MERGED)
    assert stacked_rao_scott([FIRST]) == NotGiven(WhyNot.NOBODY)
