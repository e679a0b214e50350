"""Whether the groups of a table answered alike, all answers in one test.

Pearson's; or Rao and Scott's where the table is weighted to who lives here.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.findings.estimation.association import Association, rao_scott
from surveys.findings.estimation.calibration import Margin, post_stratify
from surveys.findings.estimation.design import Design
from surveys.findings.figures.differences import ChiSquared, chi_squared_of
from surveys.findings.figures.shown import shown_groups
from surveys.findings.figures.table import Given, NotGiven, WhyNot, given
from surveys.findings.frozen_body import Body
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.tables import figures_for
from surveys.findings.weighting.weighted import weighted

FEWEST = 2


@dataclass(frozen=True)
class AllAnswers:
    """The test of a table, and how many people are in it."""

    test: ChiSquared | Association
    people: int

    @property
    def p(self) -> float:
        """How often chance alone would let groups differ so much."""
        return self.test.p

    @property
    def is_one_gap(self) -> bool:
        """Tell whether two groups gave two answers: then the gap says it better."""
        test = self.test
        return (test.df if isinstance(test, ChiSquared) else test.df_cells) == 1


def all_answers(body: Body, summary: Mapping[str, Any]) -> AllAnswers | NotGiven:
    """Return whether the groups of a table that are shown answered alike.

    Args:
        body: a frozen table by groups.
        summary: of its release: sizes of groups, and population figures if any.
    """
    keys = [body["rows"][row]["key"] for row in shown_groups(body)]
    if len(keys) < FEWEST:
        return NotGiven(WhyNot.HIDDEN)
    rows = {key: given(body, key) for key in keys}
    known = {key: row for key, row in rows.items() if isinstance(row, Given)}
    if len(known) < len(rows):
        return next(row for row in rows.values() if isinstance(row, NotGiven))
    people = sum(row.people for row in known.values())
    living = _living(body, summary)
    if living and living.keys() >= known.keys():
        tested: ChiSquared | Association | NotGiven = _rao_scott(known, living)
    else:
        tested = chi_squared_of([(body, key) for key in keys])
    return tested if isinstance(tested, NotGiven) else AllAnswers(tested, people)


def _living(body: Body, summary: Mapping[str, Any]) -> Mapping[str, float]:
    """Return the population's shares by group; empty where the table has no weights."""
    known = figures_for(body, summary)
    if known is None or len(known.populations) > 1:
        return {}
    if isinstance(weighted(body, known.sizes, known.populations[0]), Refusal):
        return {}
    return known.populations[0].shares


def _rao_scott(
    rows: Mapping[str, Given], living: Mapping[str, float]
) -> Association | NotGiven:
    """Return the test over those who answered, each group as heavy as it lives here."""
    records: list[tuple[str, Sequence[str], int]] = [
        (key, answer.members, answer.people)
        for key, row in rows.items()
        for answer in row.answers
        if answer.people
    ]
    groups: list[Hashable] = [key for key, _answer, _people in records]
    answers: list[Hashable] = [tuple(answer) for _key, answer, _people in records]
    if len(set(groups)) < FEWEST or len(set(answers)) < FEWEST:
        return NotGiven(WhyNot.NOBODY)
    people = [each[2] for each in records]
    whole = sum(living[key] for key in rows)
    design = post_stratify(
        Design((1.0,) * len(records), times=tuple(people)),
        Margin(
            tuple(groups),
            {key: sum(people) * living[key] / whole for key in rows},
        ),
    )
    return rao_scott(design, groups, answers)
