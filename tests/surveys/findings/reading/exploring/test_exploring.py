"""The explorer: only what was declared and published, and what stands beside it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import NotFound
from surveys.findings.reading.exploring.asked import Choice, all_groups, read_choice
from surveys.waves.reach.population_file import Figure
from tests.page_rules import read
from tests.surveys.findings.factories import make_frozen, make_published
from tests.surveys.findings.reading.measured.tables import rows_of
from tests.surveys.findings.reading.waves import two_waves

EXPLORE = "/results/library/explore"


# What an address asks for


def asks(**address):
    return read_choice(address, questions=12, groups=3)


def test_an_address_without_a_choice_asks_for_the_first_question():
    assert asks() == Choice(1, 0, "")
    assert asks(q="", by="", wave="") == Choice(1, 0, "")


def test_an_address_keeps_a_choice():
    assert asks(q="12", by="3", wave="spring") == Choice(12, 3, "spring")
    assert asks(q="2", by="0") == Choice(2)


@pytest.mark.parametrize(
    "number", ["0", "13", "-1", "1.5", "one", "9" * 5000, "٣", "²"]
)
def test_a_question_that_is_not_there_is_refused(number):
    with pytest.raises(NotFound, match=r"results\.no_item"):
        asks(q=number)


@pytest.mark.parametrize("number", ["4", "-1", "x", "²"])
def test_a_grouping_that_is_not_there_is_refused(number):
    with pytest.raises(NotFound, match=r"results\.no_group"):
        asks(by=number)


@pytest.mark.parametrize("wave", ["\0", "spring\0", "Spring", "a b", "-", "spring\n"])
def test_what_cannot_be_the_name_of_a_survey_names_none(wave):
    assert asks(wave=wave) == Choice(1)


@given(st.text(), st.text(), st.text())
def test_any_address_is_a_choice_or_refused(question, by, wave):
    try:
        choice = asks(q=question, by=by, wave=wave)
    except NotFound:
        return
    assert 1 <= choice.question <= 12
    assert 0 <= choice.by <= 3


def test_groupings_are_numbered_as_they_are_first_used():
    assert all_groups([["area"], [], ["age", "area"], ["age"]]) == ["area", "age"]


# The page


def part_of(html, ident):
    return html.split(f'<section class="figure" id="{ident}">')[1].split("</section>")[
        0
    ]


def cells(section):
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", section, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"</t[hd]>", row)][
            :-1
        ]
        for row in rows
    ]


def test_the_first_question_is_there_without_any_choice(pages, session):
    make_published(session)
    html = pages.get(EXPLORE)
    assert "204 people answered. 45.6% said: Yes." in html
    assert 'class="chart"' in html
    assert read("/", html).all("table")


def test_the_form_is_plain_and_shows_what_is_chosen(pages, session):
    two_waves(session)
    page = read("/", pages.get(f"{EXPLORE}?q=2&by=2&wave=spring"))
    (form,) = [each for each in page.all("form") if each.get("class") == "choose"]
    assert form.get("method") == "get"
    chosen = [o.get("value") for o in page.all("option") if "selected" in o.attributes]
    assert chosen == ["2", "2", "spring"]
    assert not [s for s in page.all("script") if s.get("src")]


def test_only_declared_groupings_and_public_surveys_are_offered(pages, session):
    two_waves(session)
    make_frozen(session, "secret")
    page = read("/", pages.get(EXPLORE))
    offered = [option.get("value") for option in page.all("option")]
    assert offered == ["1", "2", "0", "1", "2", "", "spring", "all"]
    assert "secret" not in pages.get(EXPLORE)


def test_a_survey_alone_offers_no_other(pages, session):
    make_published(session)
    page = read("/", pages.get(EXPLORE))
    assert [o.get("value") for o in page.all("option")][-1] == ""


def test_groups_stand_beside_the_largest_with_words_on_chance(pages, session):
    make_published(session)
    html = pages.get(f"{EXPLORE}?q=1&by=2")
    section = part_of(html, "beside")
    assert section.count("<circle") >= 2
    assert "● The group above the line" in section
    found = cells(section)
    assert ["Arabic", "46.2%", "42%", "−4", "could be chance"] in found
    assert "No group differs from the one it is compared with by more than" in section
    assert "Polish" not in section, "hidden groups are not compared"


def test_a_grouping_that_was_not_planned_is_said_and_everybody_shown(pages, session):
    make_published(session)
    html = pages.get(f"{EXPLORE}?q=2&by=1")
    assert "it was not planned before people answered" in html
    assert "Asked: 135 people." in html


def test_two_surveys_stand_beside_each_other(pages, session):
    two_waves(session)
    section = part_of(pages.get(f"{EXPLORE}?q=1&wave=spring"), "beside")
    assert "33.8% chose: No. In the survey before it was 64.7%." in section
    assert ["Yes", "35.3%", "45.6%", "+10.3", "hardly chance"] in cells(section)
    assert section.count("<circle") == 3


def test_a_comparison_of_surveys_says_whether_it_was_planned(pages, session):
    two_waves(session)
    for by in (0, 2):
        section = part_of(pages.get(f"{EXPLORE}?q=1&by={by}&wave=spring"), "beside")
        assert "Nobody had planned to compare these surveys" in section


def test_a_pinned_question_was_asked_to_be_compared(pages, session):
    two_waves(session, pinned=True)
    section = part_of(pages.get(f"{EXPLORE}?q=1&wave=spring"), "beside")
    assert "This question is asked in each survey to be compared." in section
    assert "by Holm" in section


def test_from_the_earlier_survey_the_later_one_is_still_the_later(pages, session):
    two_waves(session)
    section = part_of(pages.get("/results/spring/explore?q=1&wave=library"), "beside")
    assert ["Yes", "35.3%", "45.6%", "+10.3", "hardly chance"] in cells(section)


def test_two_surveys_are_compared_group_by_group(pages, session):
    two_waves(session)
    section = part_of(pages.get(f"{EXPLORE}?q=1&by=2&wave=spring"), "beside")
    found = cells(section)
    assert ["English", "30.8%", "46.2%", "+15.4", "hardly chance"] in found
    assert "Of the group “English”, " in section


LIVING = [
    Figure("language", "en", 8000, "Census 2021"),
    Figure("language", "ar", 2000, "Census 2021"),
]
WEIGHTED = "Weighted to who lives here"


def test_two_weighted_surveys_are_tested_as_rao_and_scott_do(pages, session):
    two_waves(session, living=LIVING)
    html = pages.get(f"{EXPLORE}?q=1&by=2&wave=spring")
    lines = {name: shares for name, *shares in rows_of(html, WEIGHTED)}
    assert lines["Yes"] == ["34.6%", "45.4%"], "0.8 of the one group, 0.2 of the other"
    assert "Who counted them: Census 2021." in html
    assert (
        "weighted in both surveys: hardly chance (test of Rao and Scott: F\xa0=\xa0"
        in html
    )
    assert "p\xa0&lt;\xa00.001)." in html


def test_surveys_are_not_weighted_by_what_nobody_counted(pages, session):
    two_waves(session, living=LIVING)
    assert WEIGHTED not in pages.get(f"{EXPLORE}?q=1&by=1&wave=spring")
    assert WEIGHTED not in pages.get(f"{EXPLORE}?q=1&wave=spring")
    assert WEIGHTED not in pages.get(f"{EXPLORE}?q=1&by=2")


def test_a_changed_question_is_said_and_never_subtracted(pages, session):
    two_waves(session, changed=True)
    html = pages.get(f"{EXPLORE}?q=1&wave=spring")
    assert 'id="beside"' not in html
    other = part_of(html, "other")
    assert "The question changed between these surveys" in other
    assert "170 people answered." in other


def test_all_surveys_are_a_line_and_a_table(pages, session):
    two_waves(session)
    section = part_of(pages.get(f"{EXPLORE}?q=1&wave=all"), "series")
    assert "The same question in every survey" in section
    assert cells(section)[0] == ["Yes", "35.3%", "45.6%"]
    assert section.count('class="chart-line"') == 3
    assert "chart-break" not in section


def test_the_line_breaks_where_the_question_changed(pages, session):
    two_waves(session, changed=True)
    section = part_of(pages.get(f"{EXPLORE}?q=1&wave=all"), "series")
    assert "the line breaks where it did" in section
    assert 'class="chart-line"' not in section
    assert section.count('<line class="chart-break"') == 3


def test_a_survey_that_cannot_be_compared_is_said(pages, session):
    two_waves(session)
    make_frozen(session, "secret")
    for wave in ("secret", "nowhere"):
        html = pages.get(f"{EXPLORE}?q=1&wave={wave}")
        assert "no published table of this question by these groups in that" in html


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("q=3", "There are no results for this question."),
        ("q=x", "There are no results for this question."),
        ("by=3", "There are no results by such groups."),
        ("by=-1", "There are no results by such groups."),
    ],
)
def test_what_is_not_there_is_not_found(pages, session, choice, words):
    make_published(session)
    assert words in pages.get(f"{EXPLORE}?{choice}", 404)


@pytest.mark.parametrize("wave", ["", "spring", "all", "nowhere"])
@pytest.mark.parametrize("by", ["0", "1", "2"])
def test_every_choice_costs_at_most_three_statements(
    pages, session, statements_at_most, wave, by
):
    two_waves(session)
    for number in (1, 2):
        address = f"{EXPLORE}?q={number}&by={by}&wave={wave}"
        with statements_at_most(3):
            first = pages.get(address)
        with statements_at_most(2):
            assert pages.get(address) == first
