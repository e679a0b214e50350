from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.tables import weighted_tables
from surveys.findings.weighting.weighted import Weighted
from tests.surveys.findings.factories import EVERYBODY, plan, tabulated

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
