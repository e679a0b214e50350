"""Each kind of question on a page of its own, without scripts."""

import re

import pytest

from tests.core.test_contacts import LINE
from tests.surveys.waves.asking.kinds import FIELDS, KINDS, STORED
from tests.surveys.waves.factories import KINDS_PLAN, make_open
from tests.surveys.waves.walk import Walk, hidden, stored


@pytest.fixture
def walk(pages, session):
    make_open(session, "kinds", of=KINDS, plan=KINDS_PLAN)
    return Walk(pages, "/s/kinds").start()


def at(walk):
    return hidden(walk.page)["at"][0]


def go_to(walk, key, **instead):
    """Answer page by page up to a question."""
    while at(walk) != key:
        here = at(walk)
        walk.send(
            {"step": "next", **FIELDS.get(here, {}), **instead.get(here, {})}, 200
        )
    return walk.page


def test_every_kind_is_answered_without_scripts(walk, session):
    go_to(walk, "")
    walk.press("send", status=303)
    assert stored(session) == [STORED]


def test_the_check_shows_answers_in_words(walk):
    page = go_to(walk, "")
    assert (
        "<ol><li>A warm room</li><li>A phone line</li><li>More buses</li></ol>" in page
    )
    assert "March 2021" in page
    assert "7 November 2025" in page
    assert "<dd><bdi>2.5</bdi><br>" in page
    assert "I have read this." in page
    assert "yearly" not in page


def test_a_text_names_an_earlier_answer_as_the_reader_knows_it(walk):
    page = go_to(walk, "town")
    piped = 'Which town in <bdi data-of="country">North &amp; east</bdi>?'
    assert f"<h1>{piped}</h1>" in page
    walk.language = "ar"
    assert '<bdi data-of="country">الشمال</bdi>' in walk.press("stay")


def test_what_was_typed_is_named_but_never_run(walk):
    page = go_to(walk, "age_1")
    assert 'How old is <bdi data-of="name_1">Robin &lt;b&gt;</bdi>?' in page


def test_what_was_not_answered_is_named_by_nothing(walk):
    walk.press("skip")
    assert '<bdi data-of="country">…</bdi>' in walk.page


def test_a_note_names_what_was_worked_out_and_a_calculation_has_no_page(walk):
    page = go_to(walk, "dear")
    assert 'That makes <bdi data-of="yearly">300</bdi> a year.' in page
    walk.press("back")
    assert at(walk) == "fare"


def test_only_options_that_fit_are_offered(walk):
    page = go_to(walk, "town", country={"q.country": "south"})
    assert re.findall(r'value="([abc])"', page) == ["c"]


def test_a_scale_is_a_row_of_points_with_the_way_out_apart(walk):
    page = go_to(walk, "office")
    assert "How were your visits?" in page
    assert page.index('class="points"') < page.index('value="never"')
    assert page.count('class="choice apart"') == 1
    assert 'type="range"' not in page
    assert page.index('class="choice apart"') < page.index('value="rather_not"')


@pytest.mark.parametrize("key", ["doctor", "office"])
def test_a_table_of_questions_is_one_question_a_page(walk, key):
    radios = re.findall(r'<input[^>]*type="radio"[^>]*>', go_to(walk, key))
    names = {re.search(r'name="([^"]+)"', each)[1] for each in radios}
    assert names == {f"q.{key}"}


def test_places_given_twice_come_back_as_chosen(walk):
    go_to(walk, "first")
    twice = {"q.first~room": "1", "q.first~bus": "1", "q.first~phone": "2"}
    page = walk.send({"step": "next", **twice}, 422)
    assert "Please give every answer a place, and no place twice." in page
    assert page.count("<option selected>1</option>") == 2
    assert page.count("<option selected>2</option>") == 1


def test_the_way_out_of_a_ranking_stands_alone(walk):
    go_to(walk, "first")
    walk.send({"step": "next", "q.first~rather_not": "1"}, 200)
    walk.press("back")
    assert re.search(r'name="q.first~rather_not"[^>]* checked', walk.page)
    page = walk.send(
        {"step": "next", "q.first~rather_not": "1", "q.first~bus": "1"}, 422
    )
    assert "no place twice" in page


def test_an_order_is_kept_when_an_answer_is_looked_at_again(walk):
    shown = re.findall(r'name="q.ways"[^>]*value="(\w+)"', go_to(walk, "ways"))
    assert sorted(shown[:4]) == ["bike", "bus", "car", "walk"]
    assert shown[4:] == ["other", "none"]
    walk.press("next")
    walk.press("back")
    assert re.findall(r'name="q.ways"[^>]*value="(\w+)"', walk.page) == shown


def test_a_suggested_answer_is_there_on_the_first_visit_only(walk):
    assert 'name="q.trips" value="4"' in go_to(walk, "trips")
    walk.press("skip")
    assert at(walk) == "fare"
    walk.press("back")
    assert 'name="q.trips" value=""' in walk.page


def test_a_suggested_answer_does_not_come_back_from_the_check(walk):
    go_to(walk, "trips")
    walk.press("skip")
    go_to(walk, "", fare={"q.fare": "1"})
    assert 'name="q.trips" value=""' in walk.change("trips")


def test_a_constraint_speaks_in_its_authors_words(walk):
    go_to(walk, "fare")
    page = walk.send({"step": "next", "q.fare": "51"}, 422)
    assert 'With <bdi data-of="trips">10</bdi> trips this is more than 500' in page
    assert 'name="q.fare" value="51"' in page


def test_a_constraint_without_words_gets_general_ones(walk):
    go_to(walk, "name_1")
    page = walk.send({"step": "next", "q.name_1": "robin"}, 422)
    assert "This answer does not fit." in page


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("fare", {"q.fare": "much"}, "such as 34 or 2.5."),
        ("since", {"q.since~year": "2021"}, "a month and a year"),
        (
            "last",
            {"q.last~day": "31", "q.last~month": "2", "q.last~year": "2025"},
            "day",
        ),
        ("promise", {}, "Please answer this question."),
    ],
)
def test_each_problem_has_words_and_gives_back_what_was_typed(walk, key, typed, words):
    go_to(walk, key)
    page = walk.send({"step": "next", **typed}, 422)
    assert words in page
    for name, value in typed.items():
        shown = value.zfill(2) if "~" in name else value
        assert f'name="{name}" value="{shown}"' in page


def test_a_month_has_no_day_and_the_year_comes_last(walk):
    page = go_to(walk, "since")
    assert re.findall(r'name="q.since~(\w+)"', page) == ["month", "year"]
    assert re.findall(r'name="q.last~(\w+)"', go_to(walk, "last")) == [
        "day",
        "month",
        "year",
    ]


def test_a_round_says_which_one_it_is(walk):
    assert "Child 1" in go_to(walk, "name_1")
    assert "Child 2" in go_to(walk, "age_2")
    assert '<bdi data-of="name_2">Kim</bdi>' in walk.page


def test_an_acknowledgement_cannot_be_skipped(walk):
    page = go_to(walk, "promise")
    assert "I have read this." in page
    assert 'value="skip"' not in page


def test_nobody_is_led_to_a_question_that_is_not_asked(walk):
    go_to(walk, "")
    assert at(walk) == ""
    for key in ("yearly", "name_3"):
        walk.change(key)
        assert at(walk) == ""


def test_help_is_on_the_page_of_an_open_question_and_asks_nobody_for_anything(
    walk, app
):
    assert "<summary>Help now</summary>" not in go_to(walk, "wish")
    (app.config["INSTANCE"] / "contacts.toml").write_text(LINE, encoding="utf-8")
    page = go_to(Walk(walk.pages, "/s/kinds").start(), "wish")
    card = page.partition("<summary>Help now</summary>")[2].partition("</details>")[0]
    assert '<a href="tel:112"><bdi>112</bdi></a>' in card
    assert 'Listening line: <a href="tel:0800000000">' in card
    assert "<form" not in card
    assert "<button" not in card
    assert "http" not in card


UNREAD = "Nobody reads this in time to help today."


@pytest.mark.parametrize(
    ("key", "says"),
    [("line", True), ("wish", True), ("fare", False), ("name_1", False)],
)
def test_where_people_may_write_of_themselves_the_page_says_who_reads_it(
    walk, key, says
):
    page = go_to(walk, key)
    assert (UNREAD in page) is says
    assert ('aria-describedby="q-note"' in page) is says
