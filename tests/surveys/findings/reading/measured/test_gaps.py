"""Gaps between groups, on the page of a question and between two surveys."""

from surveys.findings.audit.served import page_differs
from surveys.findings.queries import all_results
from tests.surveys.findings.factories import ONE_FEW, make_published
from tests.surveys.findings.reading.measured.tables import rows_of
from tests.surveys.findings.reading.waves import two_waves


def test_the_page_of_a_question_says_its_gaps(pages, session):
    release = make_published(session)
    html = pages.get("/results/library/1")

    gaps = rows_of(html, "Gaps between groups: Age")
    at = [line[0] for line in gaps].index("I tried and gave up")
    assert gaps[at + 1] == ["Under 25", "43%", "9.0%", "+34", "4.79", "hardly chance"]
    assert [line[0] for line in rows_of(html, "How far all groups lie apart: Age")] == [
        "Yes",
        "I tried and gave up",
        "No",
    ]
    assert "this is a search, a hint and not a proof" in html
    assert "3 comparisons were judged together in this table." in html
    bodies = [each.body for each in all_results(session, release.id)]
    assert not list(page_differs(html[html.index("<main") :], bodies))


def test_two_surveys_beside_each_other_say_how_the_gaps_changed(pages, session):
    two_waves(session)
    html = pages.get("/results/library/explore?q=1&by=2&wave=spring")
    assert "How the gaps changed" in html
    assert "All groups are compared with the group “English”." in html
    assert any("Arabic" in line[0] for line in rows_of(html, "Did you ask for help?"))


def test_a_changed_question_has_no_changed_gaps(pages, session):
    two_waves(session, changed=True)
    html = pages.get("/results/library/explore?q=1&by=2&wave=spring")
    assert "How the gaps changed" not in html


def test_what_needs_a_number_that_is_hidden_has_its_reason(pages, session):
    make_published(session, people=ONE_FEW)
    html = pages.get("/results/library/1")
    said = html[html.index(">Gaps between groups<") :]
    assert "Not given: a number that it needs is not shown." in said[:200]
    assert 'class="measure"' not in html
