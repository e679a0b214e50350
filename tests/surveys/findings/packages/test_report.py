import re
import zlib
from dataclasses import dataclass

import pytest

from core.chart_picture import plain
from core.charts import Panel, Point
from core.pdf_text import texts_of
from core.settings import LANGUAGES
from core.typesetting import pdf_of
from surveys.findings import queries
from surveys.findings.forms import METHOD_WORDS
from surveys.findings.packages.forms import report_document
from surveys.findings.packages.report import (
    DASH,
    MOST_ACROSS,
    Heads,
    answers_table,
    figures_part,
    groups_table,
    reasons_of,
)
from surveys.findings.packages.views import TEMPLATE
from surveys.findings.showing.measures import Measure, Measures
from tests.core.test_charts import spec
from tests.surveys.findings.factories import make_frozen, make_published
from tests.surveys.findings.reading.measured.six import MADE

TEXT_SIZE = 10.0  # points
HEADS = Heads("Answer", "People", "Share", "Range", "Group")


@dataclass(frozen=True)
class PrintedCell:
    people: str | None = "12"
    share: str | None = "50%"
    span: str | None = "40% to 60%"


@dataclass(frozen=True)
class PrintedLine:
    name: str = "Town"
    base: str | None = "24"
    cells: tuple = (PrintedCell(), PrintedCell())
    reason: str = ""


HIDDEN = PrintedLine("Village", None, (PrintedCell(None, None, None),) * 2, "Too few.")


def test_everybodys_answers_have_a_row_each():
    table = answers_table(
        ["Yes", "No"], PrintedLine(cells=(PrintedCell(), HIDDEN.cells[0])), HEADS
    )
    assert table["head"] == ["Answer", "People", "Share", "Range"]
    assert table["rows"] == [
        ["Yes", "12", "50%", "40% to 60%"],
        ["No", DASH, DASH, ""],
    ]


def test_where_nothing_is_shown_there_is_no_table():
    assert answers_table([], PrintedLine(cells=()), HEADS) is None
    assert groups_table(["Yes"], [], HEADS) is None


def test_a_group_that_is_hidden_has_a_dash_for_each_answer():
    table = groups_table(["Yes", "No"], [PrintedLine(), HIDDEN], HEADS)
    assert table["rows"] == [
        ["Town", "24", "50%", "50%"],
        ["Village", DASH, DASH, DASH],
    ]


def test_many_answers_stand_below_each_other():
    answers = [f"Answer {number}" for number in range(MOST_ACROSS + 1)]
    line = PrintedLine(cells=(PrintedCell(),) * len(answers))
    table = groups_table(answers, [line], HEADS)
    assert table["head"] == ["Answer", "Town"]
    assert table["rows"][0] == ["People", "24"]
    assert [row[0] for row in table["rows"][1:]] == answers


def test_each_reason_is_said_once_with_its_groups():
    other = PrintedLine("Farm", None, HIDDEN.cells, "Too few.")
    assert reasons_of([PrintedLine(), HIDDEN, other]) == ["Village, Farm: Too few."]


def unpacked(pdf):
    """A PDF with what its streams of objects hold."""
    begin = (
        found.end() for found in re.finditer(rb"/ObjStm[^>]*>>\s*stream\r?\n", pdf)
    )
    inside = (zlib.decompressobj().decompress(pdf[place:]) for place in begin)
    return b"".join([pdf, *inside])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_and_says_its_language(pages, session, language):
    make_published(session)
    answer = pages.ask("GET", f"/results/library.pdf?lang={language}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    said = unpacked(answer.data)
    assert b"/StructTreeRoot" in said
    assert f"/Lang({language})".encode() in said


def document_of(app, session):
    """The document of a published survey, in English."""
    make_published(session)
    release = queries.published_release(session, "library")
    results = queries.all_results(session, release.id)
    with app.test_request_context("/?lang=en"):
        return report_document(release, results, address="here")


def test_the_document_says_what_the_tables_say_and_no_hidden_number(app, session):
    document = document_of(app, session)
    first = document["questions"][0]
    assert first["sentence"] == "204 people answered. 45.6% said: Yes."
    assert "<svg" in first["drawing"]
    assert [group["title"] for group in first["groups"]] == ["Age", "Language"]
    languages = first["groups"][1]["table"]["rows"]
    assert next(r for r in languages if r[0] == "Polish")[:2] == ["Polish", DASH]
    assert any("so that a smaller group" in r for r in first["groups"][1]["reasons"])
    assert {part["heading"] for part in document["method"]} >= {"Weights"}


def test_figures_of_every_kind_are_on_paper_as_on_the_pages(pages, session):
    make_published(session, **MADE)
    said = texts_of(pages.ask("GET", "/results/library.pdf").data)
    paper = " ".join(" ".join(said).split())
    for words in (
        "Average and middle Who Average (mean) Usual range Middle (median)",
        "Everybody 3.15 2.91 to 3.39 3 3 to 3 2 to 4 100 Does not apply: 12",
        "Everybody at least 10 10 to at least 10",
        "Cost 67.0% 57.8% to 75.0% 50.3%",
        "On average a person ticked 1.33 answers.",
        "Books 38 37 75 1.49 1.38 to 1.61 1.01 0.86 to 1.16",
        "Gaps between groups",
        "Index of disparity (Pearcy and Keppel)",
    ):
        assert words in paper, words


def test_the_method_has_all_eleven_items_with_what_is_known_of_them(app, session):
    make_published(session)
    release = queries.published_release(session, "library")
    results = queries.all_results(session, release.id)
    with app.test_request_context("/?lang=en"):
        method = report_document(release, results, address="here")["method"]
        assert [part["heading"] for part in method] == [
            *map(str, METHOD_WORDS.values())
        ]
    found = {part["heading"]: part["lines"] for part in method}
    assert len(found) == 11
    assert all(found.values())
    size = " ".join(found["How many answered, and how exact that is"])
    assert size.startswith("204 people answered.")
    assert "nobody was drawn by chance" in size
    assert found["Who paid for it and who did it"] == ["The library"]
    counted = " ".join(found["How answers were checked and counted"])
    assert release.checksum in counted
    assert "<" not in counted
    assert "margin of error" not in str(method).lower()


def test_a_reason_has_the_room_of_the_figures_and_a_heading_none():
    part = Measures(
        "Gaps", ("Group", "Gap"), (Measure("Yes"), Measure("Town", ("3",)),
        Measure("Village", why="Not given.")), said=("One.",), notes=("Two.",),
    )  # fmt: skip
    assert figures_part(part, str) == {
        "title": "Gaps",
        "warning": "",
        "said": ["One."],
        "table": {
            "head": ["Group", "Gap"],
            "rows": [["Yes"], ["Town", "3"], ["Village", "Not given."]],
        },
        "notes": ["Two."],
    }
    assert figures_part(Measures("Gaps"), str)["table"] is None


def test_a_stand_in_on_arabic_paper_runs_as_it_is_written(app, session):
    make_published(session)
    release = queries.published_release(session, "library")
    results = queries.all_results(session, release.id)
    with app.test_request_context("/?lang=ar"):
        asked, barriers = report_document(release, results, address="")["questions"]
    assert asked["title"] == "هل طلبت المساعدة؟"
    assert barriers["title"] == "\u2066What got in the way?\u2069"
    assert barriers["table"]["rows"][0][0] == "\u2066Cost\u2069"
    assert barriers["drawing"].startswith("<svg")


def test_a_title_is_larger_than_its_headings_and_they_are_than_the_text(app, session):
    document = document_of(app, session)
    title, *others = next(filter(None, sizes_in(pdf_of(TEMPLATE, document))))
    assert title > max(others) > TEXT_SIZE


def test_no_wording_is_read_as_markup(app, session):
    document = document_of(app, session)
    document["title"] = document["lead"] = '#panic("read") $ ] * _ "'
    assert pdf_of(TEMPLATE, document).startswith(b"%PDF-")


def words_drawn(made):
    """How far from the left and the foot of its page each word of a picture begins."""
    place = re.compile(rb"q [\d.]+ 0 0 -[\d.]+ ([\d.-]+) ([\d.-]+) cm[^q]*?BT")
    stream = re.compile(rb"FlateDecode>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
    for packed in stream.findall(made):
        page = zlib.decompressobj().decompress(packed)
        yield from ((float(x), float(y)) for x, y in place.findall(page))


def sizes_in(made):
    """How large letters of a PDF are, in points, from page to page."""
    stream = re.compile(rb"FlateDecode>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
    pages = (zlib.decompressobj().decompress(each) for each in stream.findall(made))
    return [
        [float(size) for size in re.findall(rb" ([\d.]+) Tf", page)] for page in pages
    ]


@pytest.mark.parametrize("answers", [3, 30])
def test_no_picture_runs_over_its_page_however_many_answers_it_has(answers):
    points = [Point(f"Answer {n}", 0.5, figure="50%") for n in range(answers)]
    drawing = plain(spec(Panel(tuple(points))))
    question = {"number": 1, "title": "Why?", "sentence": "Said.", "note": ""}
    document = {
        "title": "Library",
        "lead": "Many.",
        "lang": "en",
        "dir": "ltr",
        "notes": ["Note."] * 3,
        "source": "here",
        "fixed": {"method": "How"},
        "questions": [
            question
            | {
                "drawing": drawing,
                "alt": "Bars",
                "table": None,
                "figures": [],
                "groups": [],
            }
        ],
        "method": [],
    }
    places = [place for place in words_drawn(pdf_of(TEMPLATE, document)) if any(place)]
    assert len(places) >= 2 * answers
    assert all(0 < x < 595 and 30 < y < 842 for x, y in places)


def test_what_is_not_published_is_in_no_pdf(pages, session):
    make_frozen(session)
    pages.get("/results/library.pdf", status=404)
