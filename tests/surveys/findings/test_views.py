import csv
import io
import json
import re
from dataclasses import replace
from random import Random
from zipfile import ZipFile

import pytest

from surveys.findings.alike import LEAST_ANSWERS
from surveys.findings.queries import all_results, results_of_everybody
from surveys.findings.release import checksum
from surveys.findings.service import release_checksum
from surveys.waves.models import WaveState
from surveys.waves.queries import wave as wave_called
from tests.page_rules import read
from tests.surveys.findings.factories import (
    EVERYBODY,
    ONE_FEW,
    crowd,
    make_answered,
    make_frozen,
    make_published,
    person,
)
from tests.surveys.findings.reading.measured.six import MADE
from tests.surveys.instruments.small import SMALL


def test_the_list_names_the_surveys_whose_results_are_public(pages, session):
    make_published(session, "spring")
    make_frozen(session, "autumn")
    html = pages.get("/results/")
    assert "/results/spring" in html
    assert "autumn" not in html
    assert "204 people answered." in html


def test_an_empty_list_says_so(pages):
    assert "There are no results yet." in pages.get("/results/")


def test_a_survey_says_what_most_people_said_in_a_sentence(pages, session):
    make_published(session)
    html = pages.get("/results/library/tables")
    assert "204 people answered. 45.6% said: Yes." in html
    assert "Asked: 135 people. 64.4% ticked: A long wait." in html
    assert html.count('<svg class="chart"') == 2
    assert read("/", html).all("table")


def test_a_survey_says_how_it_was_done(pages, session):
    release = make_published(session)
    html = pages.get("/results/library/everything")
    for words in ("Posters.", "People chose to answer.", release.checksum):
        assert words in html
    assert html.count("<dt>") == 11
    assert "margin of error" not in html.lower()


MORE = tuple(
    replace(SMALL.by_key["asked"], key=f"more_{number}", merges=())
    for number in range(LEAST_ANSWERS)
)
LONG = replace(SMALL, slug="long", items=(*SMALL.items, *MORE))


def people_alike(number):
    """So many people who said the same, and forty who agree with nobody."""
    keys = [item.key for item in MORE]
    same = person(**dict.fromkeys(keys, "no"))
    draw = Random(2026)  # noqa: S311  # an example, no secret
    others = (
        person("no", **{key: draw.choice(["yes", "gave_up", "no"]) for key in keys})
        for _ in range(40)
    )
    return crowd((number, same, "en"), *((1, each, "en") for each in others))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "No two people gave nearly the same answers to at least 12 questions."),
        (9, "at least 12 questions were given by fewer than 10 people."),
        (12, "at least 12 questions were given by 12 people."),
    ],
)
def test_how_many_answered_nearly_alike_is_printed_and_nobody_is_taken_out(
    pages, session, number, words
):
    make_published(session, people=people_alike(number), instrument=LONG)
    html = pages.get("/results/library/everything")
    assert words in html
    assert f"{40 + number} people answered." in html
    assert ("fewer than 10 people" in html) == (number == 9)


def test_a_question_shows_each_breakdown_with_reasons_for_what_is_hidden(
    pages, session
):
    make_published(session)
    html = pages.get("/results/library/1")
    assert "Polish" in html
    assert "so that a smaller group cannot be worked out" in html
    assert "All groups not shown, together" in html
    assert "English, 130 people" in html


def test_a_question_leads_on_to_talk_and_to_where_it_comes_from(pages, session):
    release = make_published(session)
    first = results_of_everybody(session, release.id)[0]
    links = read("/", pages.get("/results/library/1")).links()
    assert f"/forum/about/{first.id}" in links
    assert f"/trace/result/{first.id}" in links


def test_the_picture_can_be_explored_on_demand_only(pages, session):
    make_published(session)
    page = read("/", pages.get("/results/library/1"))
    figures = [s for s in page.all("script") if s.get("type") == "application/json"]
    assert len(figures) == 3
    assert json.loads(figures[0].text)["data"][0]["x"] == [0.455882, 0.205882, 0.338235]
    loaded = [script.get("src") for script in page.all("script") if script.get("src")]
    assert loaded == ["/static/explore.js"]
    assert "plotly" not in pages.get("/results/library").lower()


def test_plotly_comes_from_this_site(pages):
    answer = pages.ask("GET", "/results/plotly.min.js")
    assert answer.mimetype == "text/javascript"
    assert b"plotly" in answer.data[:200]
    assert "max-age" in answer.headers["Cache-Control"]
    answer.close()


def test_the_pages_speak_the_readers_language(pages, session):
    make_published(session)
    html = pages.get("/results/library/1?lang=ar")
    assert "هل طلبت المساعدة؟" in html
    assert 'dir="rtl"' in html


@pytest.mark.parametrize(
    "path", ["/results/", "/results/library", "/results/library/1"]
)
def test_a_page_costs_at_most_three_statements(
    pages, session, statements_at_most, path
):
    make_published(session)
    session.commit()
    with statements_at_most(3):
        pages.get(path)


@pytest.mark.parametrize(("end", "most"), [(".csv", 3), (".json", 4)])
def test_a_file_costs_few_statements(pages, session, statements_at_most, end, most):
    """That with figures reads the tables twice, and once those of the wave before."""
    make_published(session)
    session.commit()
    with statements_at_most(most):
        pages.ask("GET", f"/results/library{end}")


def numbers_of(html):
    """The people in the tables of a page, in order."""
    cells = re.findall(r"<tr id=[^>]*>.*?</tr>", html, re.DOTALL)
    found = [re.search(r'<td class="number">(.*?)</td>', c, re.DOTALL) for c in cells]
    return ["" if "<span" in m[1] else m[1] for m in found if m]


def test_page_csv_and_json_have_the_same_numbers(pages, session):
    release = make_published(session)
    bodies = [each.body for each in all_results(session, release.id)]
    stored = json.loads(pages.ask("GET", "/results/library.json").text)
    for body, found in zip(bodies, stored["results"], strict=True):
        assert {key: found[key] for key in body} == body
    text = pages.ask("GET", "/results/library.csv").text.removeprefix("\N{BOM}")
    lines = list(csv.DictReader(io.StringIO(text)))
    for number, key in ((1, "asked"), (2, "barriers")):
        html = pages.get(f"/results/library/{number}")
        mine = [line for line in lines if line["question_key"] == key]
        shown = [
            line["people"]
            for line in mine
            if not line["breakdown_key"]
            or (line["group_key"] and line["people_in_group"])
        ]
        assert numbers_of(html) == shown


def test_the_json_file_has_the_figures_of_the_package_beside_its_tables(pages, session):
    make_published(session, **MADE)
    stored = json.loads(pages.ask("GET", "/results/library.json").text)
    with ZipFile(io.BytesIO(pages.ask("GET", "/results/library.zip").data)) as packed:
        text = packed.read("library/figures.csv").decode()
    lines = list(csv.DictReader(io.StringIO(text)))
    assert {line["figure"] for line in lines} > {"mean", "median", "mean_place", "gap"}
    for line, found in zip(lines, stored["figures"], strict=True):
        assert {key: line[key] for key in found} == {
            key: "" if value is None else str(value) for key, value in found.items()
        }


def test_the_checksum_of_a_release_is_over_its_tables_alone(pages, session):
    release = make_published(session, **MADE)
    stored = json.loads(pages.ask("GET", "/results/library.json").text)
    sums = [
        checksum({k: v for k, v in each.items() if k not in {"id", "checksum"}})
        for each in stored["results"]
    ]
    assert release_checksum(stored["summary"], sums) == release.checksum
    assert stored["checksum"] == release.checksum


def test_the_files_are_named_and_say_what_they_are(pages, session):
    make_published(session)
    table = pages.ask("GET", "/results/library.csv")
    assert table.headers["Content-Disposition"] == 'attachment; filename="library.csv"'
    assert table.mimetype == "text/csv"
    found = pages.ask("GET", "/results/library.json")
    assert found.mimetype == "application/json"
    assert found.json["method"]["said"]["sponsor"] == {"en": "The library"}


PLACES = ["", "/1", ".csv", ".json", "/tables", "/everything", "/poster", "/1.svg"]


@pytest.mark.parametrize("end", [*PLACES, "/explore"])
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (WaveState.OPEN, "This survey is still open."),
        (WaveState.CLOSED, "Its results are being prepared."),
        (WaveState.DRAFT, "There are no results at this address."),
    ],
)
def test_before_there_is_a_clear_page_and_no_number(pages, session, state, words, end):
    make_answered(session)
    wave_called(session, "library").state = state
    html = pages.get(f"/results/library{end}", 404)
    assert words in html
    assert "204" not in html


def test_an_open_survey_looks_the_same_before_and_after_one_response(pages, session):
    make_answered(session, people=EVERYBODY)
    before = pages.get("/results/library", 404)
    make_answered(session, "other", people=[(person(), "en")])
    assert pages.get("/results/library", 404) == before
    assert pages.get("/results/other", 404) == before


def test_frozen_results_wait_for_their_publication(pages, session):
    make_frozen(session)
    assert "will be published soon" in pages.get("/results/library", 404)


@pytest.mark.parametrize("path", ["/results/nothing", "/results/library/9"])
def test_what_is_not_there_is_not_found(pages, session, path):
    make_published(session)
    pages.get(path, 404)


def test_a_survey_of_too_few_people_shows_no_table(pages, session):
    make_published(session, people=EVERYBODY[:6])
    for depth in ("", "/tables", "/everything"):
        html = pages.get(f"/results/library{depth}")
        assert "Nothing can be shown here" in html
        assert not read("/", html).all("table")
    pages.get("/results/library/1")


def test_a_single_answer_that_is_hidden_is_a_dash_on_the_page_and_empty_in_files(
    pages, session
):
    make_published(session, people=ONE_FEW)
    html = pages.get("/results/library/1")
    line = re.search(r'<tr id="asked-language.ar.no">.*?</tr>', html, re.DOTALL)[0]
    assert "hidden-cell" in line
    assert not re.search(r'class="number">\d', line)
    assert "Arabic, 43 people" in html
    rows = list(csv.DictReader(io.StringIO(pages.get("/results/library.csv")[1:])))
    hidden = [r for r in rows if (r["group_key"], r["answer_key"]) == ("ar", "no")]
    assert [(r["people"], r["not_shown"]) for r in hidden] == [("", "answers")]
