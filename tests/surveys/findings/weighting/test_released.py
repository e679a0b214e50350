"""Everything that is worked out, on bodies that really passed the gate."""

import pytest

from surveys.findings.equity.groups import Gaps, gaps_of
from surveys.findings.figures.scales import Scale, scale_of
from surveys.findings.figures.table import NotGiven, groups_of
from surveys.findings.figures.ticks import Ticks, ticks_of
from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.population import Population
from surveys.findings.weighting.weighted import weighted
from tests.surveys.findings.factories import EVERYBODY, crowd, person, plan, tabulated

FEW = [*EVERYBODY, *crowd((7, person("no"), "pl"))]
CROWDS = pytest.mark.parametrize("people", [EVERYBODY, FEW], ids=["many", "few"])


@CROWDS
def test_every_figure_of_a_released_body_is_given_or_says_why(people):
    for table in frozen_tables(tabulated(people), plan()):
        body = table.body
        codes = [code for column in body["columns"] for code in column["members"]]
        for group in ("", *groups_of(body)):
            assert isinstance(scale_of(body, group, order=codes), Scale | NotGiven)
            assert isinstance(ticks_of(body, group), Ticks | NotGiven)
        answers = frozenset(codes[:1])
        for group in groups_of(body):
            found = gaps_of(body, answers, reference=group)
            assert isinstance(found, Gaps | NotGiven)


def outcome(people, item, breakdown, living):
    summary = summary_of(tabulated(people), plan())
    body = next(
        table.body
        for table in frozen_tables(tabulated(people), plan())
        if (table.item_key, table.breakdown) == (item, breakdown)
    )
    sizes = summary["groups"][breakdown]
    return weighted(body, sizes, Population(breakdown, living))


AGES = {"under_25": 30, "from_25": 70}


def test_a_released_table_is_weighted_to_who_lives_here():
    found = outcome(EVERYBODY, "asked", "age", AGES)

    yes = found.shares[0]
    assert yes.share == pytest.approx(0.3 * 22 / 70 + 0.7 * 71 / 134)
    assert yes.unweighted == 93 / 204
    assert found.left_out == 0


@pytest.mark.parametrize(
    ("people", "item", "breakdown", "living", "why"),
    [
        (EVERYBODY, "asked", "language", {"en": 9, "pl": 1}, Refusal.GROUPS_MERGED),
        (EVERYBODY, "barriers", "language", {"en": 9, "ar": 1}, Refusal.ANSWERS_HIDDEN),
        (EVERYBODY, "asked", "age", {**AGES, "over_99": 1}, Refusal.FEW),
        (EVERYBODY[:60], "asked", "age", AGES, Refusal.GROUP_HIDDEN),
    ],
)
def test_what_the_gate_hides_is_not_weighted(people, item, breakdown, living, why):
    assert outcome(people, item, breakdown, living) is why
