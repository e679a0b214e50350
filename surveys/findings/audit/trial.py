"""Small communities made up at random, to attack what would be published of them.

Few questions, one asked on a condition, one with several answers, and few people,
spread as unequally as people are: where protection is hardest.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from surveys.findings.audit.hiding import Audited, audited
from surveys.findings.audit.kinds import follows, kinds_of
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.published import Published
from surveys.findings.audit.survey import survey_of
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import Verdict, judge
from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.tabulate import Counted, tabulate
from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import made_up
from surveys.instruments.strict_toml import Place
from surveys.waves.plan_file import plan_of

QUESTIONS = """
[[items]]
key = "q"
kind = "select_one"
label = "One?"
options = [{key = "a", label = "A"}, {key = "b", label = "B"}, {key = "c", label = "C"}]

[[items]]
key = "more"
kind = "select_one"
label = "More?"
relevant = {item = "q", options = ["a"]}
options = [{key = "x", label = "X"}, {key = "y", label = "Y"}]

[[items]]
key = "ticks"
kind = "select_multiple"
label = "Which?"
at_most = 2
options = [{key = "s", label = "S"}, {key = "t", label = "T"}, {key = "u", label = "U"}]

[[items]]
key = "town"
kind = "select_one"
label = "Where?"
options = [{key = "n", label = "N"}, {key = "o", label = "O"}, {key = "p", label = "P"}]
"""
TINY = read_definition("tiny.toml", made_up("tiny", "Two questions", QUESTIONS))
TINY_PLAN: dict[str, Any] = {
    "title": "Tiny",
    "tables": [
        {"item": "q", "by": ["town", "language"]},
        {"item": "more", "by": ["town"]},
        {"item": "ticks", "by": ["town"]},
        {"item": "town", "by": ["language"]},
    ],
    "breakdowns": [
        {"key": "town", "label": "Town", "item": "town"},
        {
            "key": "language",
            "label": "Language",
            "attribute": "language",
            "groups": [{"key": "en", "label": "E"}, {"key": "fr", "label": "F"}],
        },
    ],
}

LANGUAGES = ("en", "fr", "uk")
"""What somebody can speak: two that the plan knows, and another one."""

SIZES = (15, 40, 80, 150, 300)
"""How many people answer."""


@dataclass(frozen=True)
class Outcome:
    """What came of one made-up wave: what the gate let through, and what was left.

    ``told`` are sentences of one who shares no equation with the audit (``kinds``).
    """

    people: int
    found: Verdict
    passed: Audited
    left: Verdict
    told: tuple[str, ...]

    @property
    def leaks(self) -> bool:
        """Whether something follows from what would be published."""
        return bool(self.left.given_away or self.told)


def some_people(seed: int, many: int | None = None) -> list[Counted]:
    """Return the same people each time for a seed."""
    chance = random.Random(seed)  # noqa: S311  # nobody is to be surprised
    towns = chance.choices("nop", weights=[6, 3, 1], k=many or chance.choice(SIZES))
    return [
        Counted(_answers(chance, town), chance.choices(["en", "fr"], [4, 1])[0], "web")
        for town in towns
    ]


def attacked(seed: int) -> Outcome:
    """Freeze a wave made up for a seed, and attack it before and after its audit."""
    plan, people = plan_of(Place("tiny"), TINY_PLAN, TINY), some_people(seed)
    tabulation = tabulate(people, TINY, plan)
    layout = layout_of(survey_of(plan, TINY))
    truth = truth_of(layout, tabulation, plan)
    release = summary_of(tabulation, plan), list(frozen_tables(tabulation, plan))
    passed = audited(release, tabulation, plan)
    before = Published(release[0], [table.body for table in release[1]])
    after = Published(passed.summary, [table.body for table in passed.tables])
    return Outcome(
        tabulation.people,
        judge(layout, before, truth),
        passed,
        judge(layout, after, truth),
        tuple(follows(kinds_of(TINY, plan, LANGUAGES), after, people)),
    )


def all_attacked(many: int) -> Iterator[Outcome]:
    """Attack so many waves, one after the other."""
    yield from map(attacked, range(many))


def _answers(chance: random.Random, town: str) -> dict[str, Any]:
    answer = chance.choices(["a", "b", "c", None], weights=[5, 3, 1, 0.3])[0]
    ticks = sorted(chance.sample("stu", chance.choice([0, 1, 1, 2])))
    more = chance.choices(["x", "y"], [5, 1])[0] if answer == "a" else None
    given = {"q": answer, "more": more, "ticks": ticks or None, "town": town}
    return {key: value for key, value in given.items() if value is not None}
