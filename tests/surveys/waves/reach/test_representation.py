from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.reach.representation import (
    LEAST_TOTAL,
    MINIMUM,
    Row,
    is_due,
    ratios,
    shares,
)

REACHED = {"18_24": 48, "25_44": 223, "45_64": 272, "65": 69}
POPULATION = {"18_24": 1400, "25_44": 2800, "45_64": 4000, "65": 1800}
COUNTS = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 60), min_size=1)


def figures(rows):
    return {"+".join(row.groups): row.figure for row in rows}


def test_the_golden_ages_of_612_people():
    rows = ratios(REACHED, POPULATION)
    assert sum(REACHED.values()) == 612
    assert figures(rows) == {
        "18_24": "0.56",
        "25_44": "1.30",
        "45_64": "1.11",
        "65": "0.63",
    }
    assert [row.groups[0] for row in rows if row.is_under_reached] == ["18_24", "65"]


def test_the_golden_languages_show_polish_and_french_together():
    reached = {"pl": 7, "en": 412, "ar": 71, "uk": 64, "es": 31, "fr": 27}
    assert figures(shares(reached)) == {
        "en": "0.67",
        "ar": "0.12",
        "uk": "0.10",
        "es": "0.05",
        "fr+pl": "0.06",
    }


@pytest.mark.parametrize(("figure", "under"), [("0.79", True), ("0.80", False)])
def test_under_four_fifths_is_under_reached(figure, under):
    assert Row(("A",), figure).is_under_reached is under


def test_groups_shown_together_stand_beside_all_their_people():
    rows = ratios({"A": 40, "B": 16, "C": 4}, {"A": 50, "B": 30, "C": 20})
    assert figures(rows) == {"A": "1.33", "B+C": "0.67"}


@given(COUNTS)
def test_a_figure_holds_at_least_ten_people(counts):
    for row in [*shares(counts), *ratios(counts, dict.fromkeys(counts, 50))]:
        assert sum(counts[group] for group in row.groups) >= MINIMUM


@given(COUNTS)
def test_a_figure_of_sensitive_groups_holds_as_many_as_the_plan_says(counts):
    for row in ratios(counts, dict.fromkeys(counts, 50), 20):
        assert sum(counts[group] for group in row.groups) >= 20


def test_sensitive_groups_merge_where_others_would_stand_alone():
    reached, living = {"A": 40, "B": 25, "C": 16}, {"A": 50, "B": 30, "C": 20}
    assert list(figures(ratios(reached, living))) == ["A", "B", "C"]
    assert list(figures(ratios(reached, living, 20))) == ["A", "B+C"]
    assert not is_due(49, 30, 20)
    assert is_due(50, 30, 20)


@given(COUNTS)
def test_a_group_of_fewer_than_ten_never_stands_alone(counts):
    alone = [row.groups[0] for row in shares(counts) if len(row.groups) == 1]
    assert all(counts[group] >= MINIMUM for group in alone)


@given(COUNTS)
def test_nothing_is_told_of_fewer_than_thirty_in_all(counts):
    if sum(counts.values()) < LEAST_TOTAL:
        assert shares(counts) == []
        assert ratios(counts, dict.fromkeys(counts, 50)) == []


def test_a_small_group_cannot_be_worked_back_by_somebody_who_knows_the_rule():
    """All tables of three groups: each page with a small group has several causes."""
    causes = {}
    for counts in product(range(21), repeat=3):
        if sum(counts) >= LEAST_TOTAL:
            shown = figures(shares(dict(zip("ABC", counts, strict=True))))
            page = (sum(counts), *sorted(shown.items()))
            causes.setdefault(page, set()).add(counts)
    for found in causes.values():
        for place in range(3):
            values = {counts[place] for counts in found}
            assert len(values) > 1 or min(values) >= MINIMUM, found


@given(COUNTS, COUNTS)
def test_a_group_that_nobody_has_figures_for_changes_no_ratio(counts, more):
    living = dict.fromkeys(counts, 40)
    strangers = {f"x{key}": people for key, people in more.items()}
    assert ratios(counts, living) == ratios(counts | strangers, living)


def test_a_group_of_nobody_is_left_out():
    reached = {"A": 40, "B": 20, "C": 5}
    assert figures(ratios(reached, {"A": 100, "B": 100, "C": 0})) == {
        "A": "1.33",
        "B": "0.67",
    }


@pytest.mark.parametrize(
    ("people", "before", "due"),
    [
        (29, None, False),
        (30, None, True),
        (39, 30, False),
        (40, 30, True),
        (25, 30, False),
    ],
)
def test_two_tables_never_lie_around_one_person(people, before, due):
    assert is_due(people, before) is due


def test_the_numbers_behind_the_figures_are_kept():
    """The audit of the results reads them; the page shows the figures alone."""
    rows = ratios({"A": 20, "B": 30}, {"A": 400, "B": 600})
    assert {each.groups: each.people for each in rows} == {("A",): 20, ("B",): 30}
