"""Larkmoor tells what it had planned to compare from what it looked for afterwards."""

import pytest

INDICATORS = {
    "A3", "A6", "A7", "A8", "A10a", "A10b", "A10c", "A12", "B1", "B5", "C6", "C7",
}  # fmt: skip
"""BM-1 to BM-6, knowing where to turn, functioning, having a say and belonging."""

PLANNED = "This question is asked in each survey to be compared."
SEARCH = "Nobody had planned to compare these surveys by this question."

# The community is built once for all that only read it.
pytestmark = pytest.mark.xdist_group("community")


def autumn(pages):
    """The autumn as data: its tables of everybody in their order, and its figures."""
    told = pages.ask("GET", "/results/autumn.json").get_json()
    keys = dict.fromkeys(each["item"]["key"] for each in told["results"])
    return list(keys), told["figures"]


@pytest.mark.parametrize("wave", ["summer", "all"])
def test_what_is_measured_was_planned_and_everything_else_is_a_search(pages, wave):
    keys, _figures = autumn(pages)
    said = {PLANNED: set(), SEARCH: set()}
    for number, key in enumerate(keys, 1):
        page = pages.get(f"/results/autumn/explore?q={number}&wave={wave}")
        for words, those in said.items():
            those.update({key} if words in page else ())

    assert said[PLANNED] == INDICATORS
    assert said[SEARCH] == set(keys) - INDICATORS


def test_the_files_say_of_each_tested_change_which_of_both_it_is(pages):
    keys, figures = autumn(pages)
    found = {"declared": set(), "exploratory": set()}
    for each in figures:
        if each["figure"] in {"change", "mean_change"} and "standing" in each:
            found[each["standing"]].add(each["question_key"])

    assert found == {"declared": INDICATORS, "exploratory": set(keys) - INDICATORS}
