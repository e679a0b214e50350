"""A score on the pages of results and in the files: like any table, and named so."""

import json
from itertools import cycle, islice

import pytest

from surveys.findings.queries import all_results
from surveys.findings.reading.said.forms import everybody_changed, group_changed
from surveys.instruments.shipped import template
from tests.surveys.findings.factories import PLAN, make_published
from tests.surveys.instruments.filled import filled

TREATED = filled(template("how-i-was-treated"))
SCORE = TREATED.by_key["treated_score"]
SCORED = {
    "title": {"en": "How people were treated"},
    "tables": [
        {"item": "B1", "by": ["area"]},
        {"item": "treated_score", "by": ["area"]},
    ],
    "breakdowns": [{"key": "area", "label": "Area", "item": "area"}],
    "method": PLAN["method"],
}


def treated(many, points, area):
    """So many people who gave these points to B1 and so on, 0 for no answer."""
    words = dict(enumerate(SCORE.points, 1)) | {0: "does_not_apply"}
    given = dict(zip(SCORE.score_of, map(words.get, points), strict=True))
    return [({"B0": "yes", "area": area, **given}, "en")] * many


WELL = [
    [4, 4, 4, 4, 4, 4, 4, 4],
    [5, 5, 4, 4, 3, 3, 4, 4],
    [3, 4, 4, 4, 4, 3, 4, 3],
    [4, 4, 4, 4, 4, 3, 0, 0],
]
"""Scores of 4, 4, 3.625 and 3.833: above 3.5."""
BADLY = [[4, 3, 4, 3, 4, 3, 4, 3], [1, 2, 3, 2, 1, 2, 3, 2], [2, 2, 2, 2, 3, 3, 0, 0]]
"""Scores of 3.5, 2 and 2.333: not above it."""
NO_SCORE = [5, 5, 5, 5, 5, 0, 0, 0]


def spread(many, patterns, area):
    found = (treated(1, points, area) for points in islice(cycle(patterns), many))
    return [person for people in found for person in people]


PEOPLE = [
    *spread(120, WELL, "town"),
    *spread(60, BADLY, "town"),
    *spread(40, WELL, "rural"),
    *spread(40, BADLY, "rural"),
    *treated(20, NO_SCORE, "town"),
    *treated(20, NO_SCORE, "rural"),
    *[({"B0": "no", "area": "town"}, "en")] * 60,
]
"""300 asked of 360; 260 have a score, 160 of these above 3.5."""


@pytest.fixture
def release(session):
    return make_published(
        session, "treated", people=PEOPLE, raw=SCORED, instrument=TREATED
    )


def body_of(session, release, by=""):
    [found] = [
        each.body
        for each in all_results(session, release.id)
        if (each.item_key, each.breakdown) == ("treated_score", by)
    ]
    return found


def test_of_300_people_160_of_260_with_a_score_were_treated_well(session, release):
    """The golden figures of the template: six of eight answered, above 3.5."""
    body = body_of(session, release)
    assert [column["key"] for column in body["columns"]] == ["to_3_5", "above_3_5", ""]
    row = body["rows"][0]
    assert (row["base"], row["answered"]) == (300, 260)
    assert row["counts"] == [100, 160, 40]
    assert row["shares"] == [0.384615, 0.615385, 0.133333]
    assert row["ranges"][1] == [0.554976, 0.672433]


def test_a_body_says_how_a_score_is_worked_out(session, release):
    body = body_of(session, release)
    assert body["item"]["score_of"] == list(SCORE.score_of)
    assert body["item"]["points"] == list(SCORE.points)
    assert all(column["of_score"] for column in body["columns"])
    [question] = [
        each.body
        for each in all_results(session, release.id)
        if (each.item_key, each.breakdown) == ("B1", "")
    ]
    assert "score_of" not in question["item"]
    assert not any("of_score" in column for column in question["columns"])


def test_its_page_has_sentence_table_and_chart_and_counts_who_has_none(pages, release):
    html = pages.get("/results/treated/2")
    assert "260 people have a score. 61.5% have a score of: Above 3.5 of 5" in html
    assert "No score: too few answers" in html
    assert "the average of what somebody answered to 8 questions" in html
    assert "Whoever answered fewer than 6 of them has none." in html
    assert "Shares are of those who have a score." in html
    assert '<svg class="chart"' in html
    assert "In a village or the countryside, 100 people" in html


def test_no_mean_is_said_of_it(pages, release):
    """No published table has the sums that a mean score would follow from."""
    html = pages.get("/results/treated/2")
    assert "Average (mean)" not in html
    assert "No average is given: only these ranges of the score are published" in html


def test_nobody_chose_a_score_where_groups_are_compared(pages, release):
    html = pages.get("/results/treated/2")
    assert "of the group “In a village or the countryside” have a score of: " in html
    assert "chose:" not in html


def test_questions_beside_it_are_said_as_ever(pages, release):
    html = pages.get("/results/treated/1")
    assert "people answered." in html
    assert "Shares are of those who answered." in html
    assert "have a score" not in html


def test_the_files_name_who_has_no_score(pages, release):
    lines = pages.answer("GET", "/results/treated.csv", 200).text.splitlines()
    silent = [line for line in lines if "No score: too few answers" in line]
    assert any(",40," in line for line in silent)
    found = json.loads(pages.answer("GET", "/results/treated.json", 200).text)
    [score] = [
        each
        for each in found["results"]
        if each["item"]["key"] == "treated_score" and not each["breakdown"]
    ]
    assert score["item"]["score_of"] == list(SCORE.score_of)


def test_where_it_comes_from_says_that_nobody_was_asked(pages, session, release):
    [first] = [
        each
        for each in all_results(session, release.id)
        if (each.item_key, each.breakdown) == ("treated_score", "")
    ]
    html = pages.get(f"/trace/result/{first.id}")
    assert "Nobody is asked this." in html


def test_nobody_chose_a_score_where_surveys_are_compared(app):
    scored = {"item": {"score_of": ["B1"]}}
    plain = {"item": {}}
    facts = {"group": "Town", "answer": "3.5 or less", "share": "1%", "beside": "2%"}
    with app.test_request_context():
        for say in (everybody_changed, group_changed):
            assert "1% have a score of: 3.5 or less. In the survey" in say(
                scored, **facts
            )
            assert "1% chose: 3.5 or less. In the survey before" in say(plain, **facts)
