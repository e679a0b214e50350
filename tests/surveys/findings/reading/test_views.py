import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from core.chart_picture import STYLE_HASH
from surveys.findings.queries import release_of
from surveys.waves.queries import wave as wave_called
from tests.page_rules import read
from tests.surveys.findings.factories import (
    EVERYBODY,
    make_frozen,
    make_published,
)
from tests.surveys.findings.reading.measured.six import MADE as SIX
from tests.surveys.findings.reading.waves import two_waves

DEPTHS = ["", "/tables", "/everything"]
PAGES = [*DEPTHS, "/poster", "/1.svg"]


def main_of(html):
    return html[html.index('<main id="main"') : html.index("</main>")]


# Messages


def test_the_first_page_is_sentences_and_has_no_table(pages, session):
    make_published(session)
    html = pages.get("/results/library")
    assert "204 people answered." in html
    assert "Asked: 135 people. 64.4% ticked: A long wait." in html
    page = read("/", html)
    assert not page.all("table")
    assert 'class="chart"' not in html


def test_more_than_half_have_to_agree_to_be_told_first(pages, session):
    make_published(session)
    first, *_rest = main_of(pages.get("/results/library")).split(
        "Every question in one sentence"
    )
    agreed = first.split("Where groups differ")[0]
    assert "ticked: A long wait." in agreed
    assert "said: Yes." not in agreed, "45.6% are not most people"


def test_a_gap_is_told_with_its_people_and_out_of_how_many(pages, session):
    make_published(session)
    gaps = main_of(pages.get("/results/library")).split("Where groups differ most")[1]
    assert "43% of the group “Under 25” chose: I tried and gave up." in gaps
    assert "In the group “25 and over” it was 9.0%." in gaps
    assert "That is 34 percentage points more." in gaps
    assert "People: 70 and 134." in gaps
    assert re.search(r"\d+ pairs of figures were compared\.", gaps)
    assert "as a hint, not as proof" in gaps


def test_there_is_nothing_about_a_survey_before_where_there_was_none(pages, session):
    make_published(session)
    assert "since the survey before" not in pages.get("/results/library")


def test_a_change_is_told_with_both_surveys_people(pages, session):
    two_waves(session)
    html = main_of(pages.get("/results/library"))
    changed = html.split("What changed since the survey before")[1]
    assert "33.8% chose: No. In the survey before it was 64.7%." in changed
    assert "That is 30.9 percentage points less." in changed
    assert "People: 204 now, 170 before." in changed
    assert "What changed since" not in pages.get("/results/spring")


def test_a_changed_question_is_named_and_not_compared(pages, session):
    two_waves(session, changed=True)
    html = main_of(pages.get("/results/library"))
    assert "These questions have new words" in html
    assert "Nothing changed by more than chance could explain." in html
    assert "In the survey before it was" not in html


def test_a_survey_before_that_is_not_public_is_not_told(pages, session):
    two_waves(session)
    release_of(session, "spring").published_at = None
    session.commit()
    assert "since the survey before" not in pages.get("/results/library")


def test_another_survey_of_the_same_day_is_not_one_before(pages, session):
    two_waves(session)
    wave_called(session, "spring").opens_on = date(2026, 10, 1)
    session.commit()
    assert "since the survey before" not in pages.get("/results/library")


# Depths


@pytest.mark.parametrize("depth", DEPTHS)
def test_each_depth_leads_to_the_others_and_says_which_it_is(pages, session, depth):
    make_published(session)
    page = read("/", pages.get(f"/results/library{depth}"))
    assert {f"/results/library{each}" for each in DEPTHS} <= page.links()
    assert "/results/library/explore" in page.links()
    here = [link for link in page.all("a") if link.get("aria-current") == "page"]
    assert [link.get("href") for link in here] == [f"/results/library{depth}"]


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_link_to_a_question_finds_it_in_every_depth(pages, session, depth):
    make_published(session)
    html = pages.get(f"/results/library{depth}")
    ids = {each.get("id") for each in read("/", html).elements}
    assert {"q1", "q2", "method"} <= ids or depth == "/tables"
    assert {"q1", "q2"} <= ids


def test_everything_has_every_table_the_files_and_the_method(pages, session):
    make_published(session)
    html = pages.get("/results/library/everything")
    page = read("/", html)
    # Two questions, one of them by two groupings, the other by one.
    assert len(page.all("table")) == 5
    assert {"/results/library.csv", "/results/library.json"} <= page.links()
    assert html.count("<dt>") == 11
    assert 'class="chart"' not in html


def test_every_table_of_everything_has_a_name_of_its_own(pages, session):
    make_published(session)
    html = pages.get("/results/library/everything")
    names = re.findall(r'role="region" aria-label="([^"]+)"', html)
    assert len(names) == 5
    assert len(set(names)) == len(names), "a list of regions tells them apart"


def test_what_is_hidden_says_why_in_words_for_everybody(pages, session):
    make_published(session)
    html = main_of(pages.get("/results/library/1"))
    visible = re.sub(r'<span class="sr">.*?</span>', "", html)
    assert "so that a smaller group cannot be worked out" in visible


def test_a_picture_stands_after_its_sentence_and_before_its_table(pages, session):
    make_published(session)
    html = main_of(pages.get("/results/library/1"))
    for section in re.findall(r'<section class="figure".*?</section>', html, re.DOTALL):
        lead = re.search(r'<p class="lead">(.+?)</p>', section)
        assert lead
        assert lead[1].strip()
        assert lead.start() < section.index("<svg") < section.index("<table")


# The picture and the poster


def test_a_picture_to_share_stands_alone(pages, session):
    make_published(session)
    answer = pages.ask("GET", "/results/library/1.svg")
    assert answer.mimetype == "image/svg+xml"
    policy = answer.headers["Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src '{STYLE_HASH}'; sandbox"
    root = ET.fromstring(answer.text)  # noqa: S314
    said = " ".join(part.text or "" for part in root.iter())
    for words in ("Did you ask for help?", "204 people answered.", "45.6%"):
        assert words in said
    assert "Source: Commonweal, A few questions." in said
    assert "/results/library/1" in said


def test_it_speaks_the_readers_language(pages, session):
    make_published(session)
    text = pages.ask("GET", "/results/library/1.svg?lang=ar").text
    assert "هل طلبت المساعدة؟" in text


def test_where_nothing_can_be_shown_there_is_no_picture(pages, session):
    make_published(session, people=EVERYBODY[:6])
    pages.get("/results/library/1.svg", 404)
    assert "1.svg" not in pages.get("/results/library/1")


def test_a_question_that_is_not_there_has_no_picture(pages, session):
    make_published(session)
    pages.get("/results/library/9.svg", 404)


def test_a_poster_has_a_code_an_address_and_few_words(pages, session):
    two_waves(session)
    html = pages.get("/results/library/poster")
    page = read("/", html)
    assert [each.get("class") for each in page.all("svg")].count("qr") == 1
    assert "http://localhost/results/library" in html
    assert "204 people answered." in html
    assert 1 <= main_of(html).count("<li>") <= 5


@pytest.mark.parametrize("end", ["/tables", "/everything"])
def test_a_long_page_leads_to_each_question_and_back_up(pages, session, end):
    make_published(session, **SIX)
    html = main_of(pages.get(f"/results/library{end}"))
    led_to = re.findall(r'<li><a href="#(q\d)"', html)
    assert led_to == [f"q{number}" for number in range(1, 7)]
    assert all(f'id="{each}"' in html for each in led_to)
    assert html.count('href="#contents"') == len(led_to)
    assert html.index('id="contents"') < html.index('id="q1"')


def test_a_page_of_few_questions_needs_no_contents(pages, session):
    make_published(session)
    assert "contents" not in main_of(pages.get("/results/library/everything"))


# Refusals and costs


@pytest.mark.parametrize("end", [*PAGES, "/explore"])
def test_frozen_results_wait_for_their_publication(pages, session, end):
    make_frozen(session)
    assert "will be published soon" in pages.get(f"/results/library{end}", 404)


@pytest.mark.parametrize("end", [*PAGES, "/1"])
def test_a_page_costs_at_most_three_statements_and_less_once_it_is_kept(
    pages, session, statements_at_most, end
):
    two_waves(session)
    with statements_at_most(3):
        first = pages.ask("GET", f"/results/library{end}").text
    with statements_at_most(2):
        assert pages.ask("GET", f"/results/library{end}").text == first


def test_what_is_kept_is_another_one_for_each_language(pages, session):
    make_published(session)
    english = pages.get("/results/library/tables?lang=en")
    arabic = pages.get("/results/library/tables?lang=ar")
    assert "Did you ask for help?" in english
    assert "Did you ask for help?" not in arabic
    assert pages.get("/results/library/tables?lang=en") == english


def test_what_is_kept_is_not_shown_once_a_release_is_no_longer_public(pages, session):
    make_published(session)
    pages.get("/results/library/tables")
    release_of(session, "library").published_at = None
    session.commit()
    assert "will be published soon" in pages.get("/results/library/tables", 404)
