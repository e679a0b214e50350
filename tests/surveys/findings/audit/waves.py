"""Small waves made up for the audit, and everything that is published of them."""

from dataclasses import replace

from surveys.findings.audit.hiding import audited
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.published import Published
from surveys.findings.audit.survey import survey_of
from surveys.findings.audit.trial import TINY, TINY_PLAN, some_people
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import judge
from surveys.findings.release import frozen_tables, summary_of
from tests.surveys.findings.factories import plan, tabulated
from tests.surveys.instruments.small import SMALL

__all__ = [
    "TINY",
    "TINY_PLAN",
    "Wave",
    "as_published",
    "assert_the_audit_hides",
    "random_wave",
    "some_people",
]


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

    def judge(self, published=None, earlier=(), **more):
        shown = published or self.published
        return judge(self.layout, shown, self.truth, earlier, **more)

    def audited(self, release=None, earlier=(), **more):
        made = release or self.release
        return audited(made, self.tabulation, self.plan, earlier, **more)


def as_published(found):
    return Published(found.summary, [table.body for table in found.tables])


def random_wave(seed, many=None):
    people = [(each.answers, each.language) for each in some_people(seed, many)]
    return Wave(people, TINY_PLAN, TINY)


def assert_the_audit_hides(found):
    """The gate alone gives somebody of this wave away, and the audit lets nobody."""
    assert found.judge().given_away
    passed = found.audited()
    assert passed.report["hidden"]
    assert not found.judge(as_published(passed)).given_away
