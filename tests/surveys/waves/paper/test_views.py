import re

import pytest

from core import typesetting
from core.db import db
from core.settings import LANGUAGES
from core.typesetting import pdf_of
from surveys.waves import queries, service
from surveys.waves.paper.forms import paper_document
from surveys.waves.paper.views import TEMPLATE
from tests.page_rules import read
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.piped import PIPED, SHOWN
from tests.surveys.instruments.rules.town import town
from tests.surveys.waves.asking.kinds import KINDS
from tests.surveys.waves.factories import (
    KINDS_PLAN,
    PLAN,
    make_draft,
    make_open,
    make_open_of,
)
from tests.surveys.waves.walk import Walk, hidden


@pytest.fixture
def wave(session):
    return make_open(session)


def numbers_on_paper(page):
    said = (heading.text.strip() for heading in read("", page).all("h3"))
    return {words: int(number) for number, words in (s.split(". ", 1) for s in said)}


def test_the_paper_asks_every_question_with_its_answers_in_boxes(pages, wave):
    page = pages.get("/s/library/paper")
    assert list(numbers_on_paper(page).values()) == [1, 2, 3, 4, 5]
    assert page.count('class="box"') == 1 + 3 + 4 + 3  # consent, and three questions
    assert page.count('class="lines"') == 1
    assert "You can tick several, 2 at the most." in page
    assert "<form" not in page.partition("<main")[2]


def test_a_question_has_the_same_number_on_paper_and_on_the_screen(pages, wave):
    on_paper = numbers_on_paper(pages.get("/s/library/paper"))
    walk = Walk(pages).start()
    while 'name="at" value=""' not in walk.page:
        shown = re.search(r"Question (\d+) of 5", walk.page)
        if shown:
            heading = read("", walk.page).all("h1")[0].text.strip()
            assert on_paper[heading] == int(shown[1])
        (at,) = hidden(walk.page)["at"]
        walk.press("next" if at == "welcome" else "skip")


def test_the_paper_says_in_words_what_to_leave_out(pages, wave):
    page = pages.get("/s/library/paper")
    assert page.count("Go to question 4") == 1
    assert "Only if you answered “Yes” or “I tried and gave up” to question 1." in page
    assert "Only if you answered “Travel” to question 2." in page


def test_the_paper_shows_the_consent_and_an_empty_box(pages, wave):
    page = pages.get("/s/library/paper")
    assert "What is kept: your answers." in page
    assert "I want to take part." in page
    assert "The library" in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("large", ["", "&large=1"])
def test_the_paper_stands_in_every_language_and_size(pages, wave, language, large):
    page = pages.get(f"/s/library/paper?lang={language}{large}")
    assert f'<html lang="{language}"' in page
    assert ('class="large"' in page) == bool(large)


def test_what_is_not_translated_says_its_language(pages, wave):
    page = pages.get("/s/library/paper?lang=ar")
    assert 'dir="rtl"' in page
    assert "هل طلبت المساعدة؟" in page
    assert '<span lang="en" dir="ltr">Travel was easy.</span>' in page


EVERY_PLAN = PLAN | {
    "title": {"en": "All kinds"},
    "tables": [{"item": "asked", "by": ["land"]}],
    "breakdowns": [{"key": "land", "label": "Country", "item": "land"}],
}


def test_each_question_of_a_repeat_says_which_round_it_belongs_to(pages, session):
    make_open(session, "kinds", of=EVERY_KIND, plan=EVERY_PLAN)
    page = pages.get("/s/kinds/paper")
    for number in (1, 2, 3):
        assert page.count(f"Your children {number}<") == 2
        assert page.count(f"Visits {number}<") == 1
    assert "Your children 4" not in page
    assert pages.ask("GET", "/s/kinds/paper.pdf").data.startswith(b"%PDF-")


def test_the_pdf_has_the_rounds_of_the_page(app, session):
    make_open(session, "kinds", of=EVERY_KIND, plan=EVERY_PLAN)
    with app.test_request_context("/s/kinds/paper?lang=en"):
        document = paper_document(queries.fielded(db.session(), "kinds"), large=False)
    rounds = [each["round"] for each in document["questions"]]
    assert [each["words"] for each in rounds if each] == [
        *(f"Your children {number}" for number in (1, 1, 2, 2, 3, 3)),
        *(f"Visits {number}" for number in (1, 2, 3)),
    ]
    assert rounds[-1] is None


def test_answers_in_order_have_room_for_a_number_and_who_says_none_a_cross(
    app, pages, session
):
    make_open(session, "kinds", of=KINDS, plan=KINDS_PLAN)
    page = pages.get("/s/kinds/paper")
    first = page.partition("What should come first?")[2].partition("</ul>")[0]
    *rooms, last = re.findall(r'<span class="(box[^"]*)"></span>', first)
    assert rooms == ["box wide"] * 3
    assert last == "box"
    assert page.count('class="box wide"') == 3
    with app.test_request_context("/s/kinds/paper?lang=en"):
        document = paper_document(queries.fielded(db.session(), "kinds"), large=False)
    placed = [each["placed"] for q in document["questions"] for each in q["options"]]
    assert placed.count(True) == 3


@pytest.mark.parametrize("path", ["paper", "paper.pdf"])
def test_paper_is_for_surveys_that_take_answers(pages, session, wave, path):
    make_draft(session, "draft")
    pages.get(f"/s/draft/{path}", status=404)
    service.close_wave(session, wave, role="operator")
    assert "This survey has closed." in pages.get(f"/s/library/{path}", status=409)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_and_says_its_language(pages, wave, language):
    answer = pages.ask("GET", f"/s/library/paper.pdf?lang={language}&large=1")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert b"/MarkInfo" in answer.data
    assert b"/StructTreeRoot" in answer.data
    assert f"/Lang({language})".encode() in answer.data
    assert b"pdfuaid" in answer.data
    assert "Set-Cookie" not in answer.headers


@pytest.fixture
def no_pdf_yet():
    typesetting._kept.clear()  # noqa: SLF001
    yield typesetting._kept  # noqa: SLF001
    typesetting._kept.clear()  # noqa: SLF001


def test_the_pdf_is_set_once_for_each_version_language_and_size(
    pages, wave, monkeypatch, no_pdf_yet
):
    made = []
    real = typesetting._set  # noqa: SLF001
    monkeypatch.setattr(
        typesetting, "_set", lambda *what: made.append(what) or real(*what)
    )
    for path in ["?lang=en", "?lang=en", "?lang=en&large=1", "?lang=en&x=1"]:
        pages.ask("GET", f"/s/library/paper.pdf{path}")
    assert len(made) == 2


def test_memory_holds_only_so_many_pdfs(monkeypatch, no_pdf_yet):
    monkeypatch.setattr(typesetting, "_set", lambda *_: b"pdf")
    monkeypatch.setattr(typesetting, "MOST_KEPT", 3)
    for number in range(9):
        pdf_of(TEMPLATE, {"title": str(number)})
    assert len(no_pdf_yet) == 3


def test_words_are_never_read_as_the_typesetter_s_markup(app, wave):
    with app.test_request_context("/s/library/paper?lang=en"):
        document = paper_document(queries.fielded(db.session(), "library"), large=False)
    document["title"] = document["lines"][0]["words"] = '#panic("read") $ ] * _ "'

    assert pdf_of(TEMPLATE, document).startswith(b"%PDF-")


def test_without_a_typesetter_the_page_says_what_to_do(
    pages, wave, monkeypatch, no_pdf_yet
):
    def fail(*_):
        raise typesetting.NoTypesetter

    monkeypatch.setattr(typesetting, "_set", fail)
    page = pages.get("/s/library/paper.pdf", status=404)
    assert "Please print the page instead." in page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_paper_knows_no_earlier_answer_and_names_none(app, pages, session, language):
    make_open_of(session, PIPED)
    page = pages.get(f"/s/library/paper?lang={language}")
    for words in (SHOWN[language], "After …, I mean.", "who said …"):
        assert words in page
    assert "${" not in page
    with app.test_request_context(f"/?lang={language}"):
        document = paper_document(queries.fielded(session, "library"), large=False)
    assert "${" not in str(document)


def paper_of_town(pages, session, condition, table):
    """The page of paper for a town whose last question but one is on a condition."""
    plan = {"title": {"en": "T"}, "tables": [{"item": table}]}
    make_open(session, of=town(condition), plan=plan)
    return pages.get("/s/library/paper")


def test_the_paper_says_plainly_whatever_a_condition_says_of_single_answers(
    pages, session
):
    said = "not(${asked} = 'yes') and ${ticks} != '' and ${age} >= 18"
    page = paper_of_town(pages, session, said, "end")
    assert "Not if you answered “Yes” to question 1." in page
    assert "Only if you answered question 3." in page
    assert "Only if you answered “Adult” or “Old” to question 4." in page


def test_the_paper_names_the_questions_that_any_other_condition_looks_at(
    pages, session
):
    said = "${asked} = 'yes' or ${age} >= 18"
    page = paper_of_town(pages, session, said, "asked")
    assert "Answer this only if it fits what you answered at: 1 and 4" in page
