"""Whoever reads: results with and without scripts, and from a number to its source."""

import pytest

from core.settings import LANGUAGES
from tests.browser.person import NARROWEST

TABLES = (
    "/results/autumn/3",
    "/results/autumn/explore?q=3&by=1",
    "/results/autumn/explore?q=1&wave=summer",
    "/benchmarks/bm-2",
)
HIDDEN_BESIDE = """() => {
  document.querySelectorAll("main details").forEach((each) => { each.open = true; });
  return [...document.querySelectorAll("main .scroll")]
    .map((each) => each.scrollWidth - each.clientWidth);
}"""
ALONE = "main nav a, main .actions a, main .back, footer li a, main li > a:first-child"
HEIGHTS = "all => all.map((each) => each.getBoundingClientRect().height)"
FILLED = "each => getComputedStyle(each).fill"
FINGER = 44  # pixels
DRAWN = ".js-plotly-plot svg.main-svg"
EXPLORE = "Explore this picture"


def opens_a_question(reader):
    reader.opens("/results/")
    reader.page.locator("main a[href$='/results/autumn']").first.click()
    reader.arrives()
    reader.taps("Question by question", inside="main")
    reader.finds("By groups, and more", exact=False).click()
    reader.arrives()


@pytest.mark.parametrize(("screen", "language"), [("phone", "en"), ("desk", "ar")])
def test_a_reader_explores_a_result_once_they_ask(person, screen, language):
    wide = screen == "desk"
    reader = person(f"reader-{screen}", language, wide=wide, dark=wide)
    opens_a_question(reader)
    assert reader.page.locator(DRAWN).count() == 0

    reader.finds(EXPLORE).click()

    reader.page.locator(DRAWN).first.wait_for()
    reader.looks(as_sent=False)


def test_an_explored_picture_is_as_wide_as_before_and_in_the_reader_s_colours(person):
    reader = person("reader-of-own-colours", "en", wide=True)
    reader.page.emulate_media(forced_colors="active")
    reader.page.goto(f"{reader.address}/results/autumn/3")
    drawing = reader.page.locator("svg.chart").first
    width = drawing.bounding_box()["width"]
    bar = drawing.locator("rect.chart-bar").first.evaluate(FILLED)

    reader.finds(EXPLORE).click()

    drawn = reader.page.locator(DRAWN).first
    drawn.wait_for()
    assert drawn.bounding_box()["width"] == pytest.approx(width, abs=1)
    assert drawn.locator(".bars path").first.evaluate(FILLED) == bar


def test_the_picture_loads_nothing_before_it_is_asked_for(person):
    reader = person("reader-who-waits")
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url))

    opens_a_question(reader)

    assert not [url for url in asked if "plotly" in url]


def test_without_scripts_the_table_stands_and_no_dead_button(person):
    reader = person("reader-without-scripts", scripts=False)

    opens_a_question(reader)

    assert not reader.finds(EXPLORE).is_visible()
    assert reader.page.get_by_role("table").first.is_visible()
    assert reader.page.locator("svg.chart").first.is_visible()


def test_further_figures_open_by_keyboard_and_stand_open_on_paper(person):
    reader = person("reader-with-keys", scripts=False)
    opens_a_question(reader)
    summary = reader.page.locator("main summary").first
    folded = reader.page.locator("main details").first.locator("p, table").first
    assert not folded.is_visible()
    reader.page.emulate_media(media="print")
    assert folded.is_visible()
    reader.page.emulate_media(media="screen")
    assert not folded.is_visible()

    reader.walks_to(summary)
    reader.presses("Enter")

    assert folded.is_visible()
    reader.looks()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_has_to_be_moved_on_the_narrowest_phone(person, language):
    reader = person("reader-of-tables", language, scripts=True)
    reader.page.set_viewport_size({"width": NARROWEST, "height": 740})
    for path in TABLES:
        reader.page.goto(f"{reader.address}{path}")
        beside = reader.page.evaluate(HIDDEN_BESIDE)
        assert beside
        assert max(beside) <= 0, path
        ways = reader.page.locator(ALONE).evaluate_all(HEIGHTS)
        assert min(ways, default=FINGER) >= FINGER


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_number_in_a_brief_leads_to_its_question_and_back_up(person, language):
    mark = person("official-who-asks", language)
    mark.opens("/proposals/p1/brief")
    number = mark.page.locator("main a.number[href*='/trace/result/']").first
    said = number.inner_text()

    number.click()
    mark.arrives()

    mark.sees("Where this number comes from")
    mark.sees("The exact question")
    mark.sees("People who answered this question")
    assert said.strip() in mark.page.locator("main table").first.inner_text()
    mark.page.locator("main a[href*='/trace/proposal/p1']").first.click()
    mark.arrives()
    mark.page.locator("main a[href$='/proposals/p1']").first.click()
    mark.arrives()
    mark.sees("What is asked, and what was answered")
