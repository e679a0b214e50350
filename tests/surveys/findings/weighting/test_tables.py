import pytest

from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.tables import weighted_tables
from surveys.findings.weighting.weighted import Weighted
from tests.surveys.findings.factories import EVERYBODY, plan, tabulated
from tests.surveys.findings.test_crossings import RAW, everybody

FIGURES = [
    ["age", "under_25", 3000, "Census 2021"],
    ["age", "from_25", 7000, "Census 2021"],
    ["language", "en", 8000, "Census 2021"],
    ["language", "pl", 900, "Census 2021"],
    ["county", "north", 900, "Census 2021"],
]


def tables(figures):
    tabulation = tabulated(EVERYBODY)
    summary = summary_of(tabulation, plan())
    if figures:
        summary["populations"] = figures
    bodies = (table.body for table in frozen_tables(tabulation, plan()))
    return list(weighted_tables(bodies, summary))


def test_every_table_by_a_breakdown_with_figures_is_weighted_or_says_why():
    found = tables(FIGURES)

    assert [(each.item, each.breakdown) for each in found] == [
        ("asked", "age"),
        ("asked", "language"),
        ("barriers", "language"),
    ]
    by_age, by_language, barriers = (each.outcome for each in found)
    assert isinstance(by_age, Weighted)
    assert by_age.sources == ("Census 2021",)
    assert by_language is barriers is Refusal.GROUPS_MERGED


def test_a_release_without_figures_has_no_weighted_table():
    assert tables([]) == []
    assert tables(FIGURES[4:]) == []


def crossed(people, figures=FIGURES[:2]):
    """The weighted tables of a question by age, language and both at once."""
    tabulation = tabulated(people, RAW)
    summary = summary_of(tabulation, plan(RAW))
    summary["populations"] = [
        *figures,
        ["language", "en", 4000, "Register"],
        ["language", "ar", 6000, "Register"],
    ]
    bodies = (table.body for table in frozen_tables(tabulation, plan(RAW)))
    return {each.breakdown: each.outcome for each in weighted_tables(bodies, summary)}


def test_a_table_by_two_breakdowns_is_raked_to_the_figures_of_both():
    found = crossed(everybody(60, en20yes=180))["both"]

    assert found.breakdowns == ("age", "language")
    assert found.sources == ("Census 2021", "Register")
    people = {"under_25.en": 300, "under_25.ar": 180, "from_25.en": 180,
              "from_25.ar": 180}  # fmt: skip
    heavy = {key: n * found.weights.by_group[key] / 840 for key, n in people.items()}
    assert heavy["under_25.en"] + heavy["under_25.ar"] == pytest.approx(0.3)
    assert heavy["under_25.en"] + heavy["from_25.en"] == pytest.approx(0.4)
    yes = 0.6 * heavy["under_25.en"] + (1 - heavy["under_25.en"]) / 3
    assert found.shares[0].share == pytest.approx(yes)
    assert found.shares[0].unweighted == pytest.approx(360 / 840)


def test_what_is_known_of_one_of_two_breakdowns_only_rakes_nothing():
    assert set(crossed(everybody(60), figures=[])) == {"language"}


def test_a_table_by_two_breakdowns_that_is_hidden_is_not_raked():
    found = crossed(everybody(60, en20gave_up=3))
    assert set(found) == {"age", "language"}
