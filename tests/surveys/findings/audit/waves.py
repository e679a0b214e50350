"""Small waves made up for the audit, and everything that is published of them."""

import random
from dataclasses import replace

from surveys.findings.audit.hiding import audited
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.published import Published
from surveys.findings.audit.survey import survey_of
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import judge
from surveys.findings.release import frozen_tables, summary_of
from surveys.instruments.definition import read_definition
from tests.surveys.findings.factories import plan, tabulated
from tests.surveys.instruments.small import SMALL


class Wave:
    """A wave as the gate would publish it, or with other tables."""

    def __init__(self, people, raw=None, instrument=SMALL, **parts):
        self.plan = plan(raw, instrument) if raw else plan(instrument=instrument)
        self.plan = replace(self.plan, **parts)
        self.tabulation = tabulated(people, raw, instrument) if raw else None
        self.tabulation = self.tabulation or tabulated(people, instrument=instrument)
        self.layout = layout_of(survey_of(self.plan, instrument))
        self.truth = truth_of(self.layout, self.tabulation, self.plan)

    @property
    def release(self):
        tables = list(frozen_tables(self.tabulation, self.plan))
        return summary_of(self.tabulation, self.plan), tables

    @property
    def published(self):
        summary, tables = self.release
        return Published(summary, [table.body for table in tables])

    def judge(self, published=None, earlier=()):
        return judge(self.layout, published or self.published, self.truth, earlier)

    def audited(self, release=None, earlier=()):
        return audited(release or self.release, self.tabulation, self.plan, earlier)


def as_published(found):
    return Published(found.summary, [table.body for table in found.tables])


TINY = read_definition(
    "tiny.toml",
    """
slug = "tiny"
title = "Two questions"
default_language = "en"
languages = ["en"]
notice = "Written for a test."

[licence]
name = "CC0-1.0"
may_redistribute = true
may_modify = true

[consent]
version = 1
lines = ["Who asks: the library."]
agree = "I want to take part."

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
""",
    {},
)
TINY_PLAN = {
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


def some_people(seed, many=None):
    """People at random, as unequally spread as people are."""
    chance = random.Random(seed)  # noqa: S311  # the same people each time
    many = many or chance.choice([15, 40, 80, 150, 300])
    towns = chance.choices("nop", weights=[6, 3, 1], k=many)
    return [
        (_answers(chance, town), chance.choices(["en", "fr"], [4, 1])[0])
        for town in towns
    ]


def _answers(chance, town):
    answer = chance.choices(["a", "b", "c", None], weights=[5, 3, 1, 0.3])[0]
    ticks = sorted(chance.sample("stu", chance.choice([0, 1, 1, 2])))
    more = chance.choices(["x", "y"], [5, 1])[0] if answer == "a" else None
    given = {"q": answer, "more": more, "ticks": ticks or None, "town": town}
    return {key: value for key, value in given.items() if value is not None}


def random_wave(seed, many=None):
    return Wave(some_people(seed, many), TINY_PLAN, TINY)
