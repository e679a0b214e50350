"""The audit of whole waves: Larkmoor's, and answers of real people."""

import pytest

from deliberation.demo.quotas import WAVES
from surveys.findings.audit.hiding import audited
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.published import Published
from surveys.findings.audit.stranger import conclusions
from surveys.findings.audit.survey import survey_of
from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.tabulate import Counted, tabulate
from surveys.instruments.definition import load
from surveys.waves.importing.mapping_file import read_mapping
from surveys.waves.importing.rows import Taken, read_rows
from surveys.waves.plan_file import read_plan
from tests.surveys.findings.test_attack import OSMI, SURVEY, larkmoor, people_of


def audit_of(tabulation, plan):
    release = summary_of(tabulation, plan), list(frozen_tables(tabulation, plan))
    return audited(release, tabulation, plan)


@pytest.mark.parametrize("wave", WAVES)
def test_nothing_hidden_of_larkmoor_follows_from_all_its_tables(wave):
    questions, plan = larkmoor()
    tabulation = tabulate(people_of(wave), questions, plan)
    found = audit_of(tabulation, plan)
    assert found.report["hidden"] == []
    assert found.targets > 100
    published = Published(found.summary, [table.body for table in found.tables])
    layout = layout_of(survey_of(plan, questions))
    assert list(conclusions(layout, published)) == []


@pytest.mark.skipif(not SURVEY.exists(), reason="osmi-2014/survey.csv lies beside")
def test_nothing_hidden_of_the_real_survey_follows_from_all_its_tables():
    questions = load(OSMI / "osmi-2014.toml")
    plan = read_plan("plan", (OSMI / "osmi-2014.plan.toml").read_text(), questions)
    text = (OSMI / "osmi-2014.mapping.toml").read_text()
    rows = read_rows(
        "survey",
        SURVEY.read_bytes(),
        read_mapping("mapping", text, questions),
        questions,
    )
    people = [
        Counted(row.answers, row.language, "import")
        for row in rows
        if isinstance(row, Taken)
    ]
    found = audit_of(tabulate(people, questions, plan), plan)
    assert found.report["unknowns"] > 10_000, "all breakdowns together"
    assert found.report["hidden"] == []
