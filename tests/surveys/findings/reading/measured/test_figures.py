"""Figures beyond the shares, on the page of a question of each kind."""

import pytest

from surveys.findings.audit.served import page_differs
from surveys.findings.figures.forms import measures_of, outside_words, why
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.queries import all_results
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.options import Band, Option
from tests.surveys.findings.bodies import SILENT, body, column, row
from tests.surveys.findings.factories import make_published
from tests.surveys.findings.reading.measured.six import MADE
from tests.surveys.findings.reading.measured.tables import rows_of


def test_each_kind_has_its_figures_on_the_page_of_its_question(pages, session):
    release = make_published(session, **MADE)
    rating, way, barriers, wishes, asked, cost = (
        pages.get(f"/results/library/{number}") for number in range(1, 7)
    )

    assert rows_of(rating, "Average and middle: How good") == [
        ["Everybody", "3.15", "2.91 to 3.39", "3", "3 to 3", "2 to 4", "100",
         "Does not apply: 12"],
    ]  # fmt: skip
    assert "Asked, but not in these shares: Does not apply: 12" in rating
    assert "Each answer counts as the number in front of it." in rating
    groups = rows_of(rating, "Average and middle: Language")
    assert [line[:2] for line in groups] == [["English", "3.16"], ["French", "3.14"]]

    assert rows_of(way, "The middle: How many minutes") == [
        ["Everybody", "at least 10", "10 to at least 10", "6.1 to at least 10", "112",
         "0"]
    ]  # fmt: skip
    assert rows_of(cost, "The middle: What did you pay?")[0][1:4] == [
        "at most 10",
        "at most 10 to 11.8",
        "at most 10 to 15",
    ]

    assert rows_of(barriers, "Per person and per tick") == [
        ["Cost", "67.0%", "57.8% to 75.0%", "50.3%"],
        ["Travel", "33.0%", "25.0% to 42.2%", "24.8%"],
        ["A long wait", "33.0%", "25.0% to 42.2%", "24.8%"],
    ]
    assert "On average a person ticked 1.33 answers." in barriers
    assert rows_of(barriers, "How many answers people ticked: Language") == [
        ["English", "1.33", "64"],
        ["French", "1.33", "48"],
    ]

    assert rows_of(wishes, "All places: What comes first?") == [
        ["Books", "38", "37", "75", "1.49", "1.38 to 1.61", "1.01", "0.86 to 1.16"],
        ["A room", "37", "38", "75", "1.51", "1.39 to 1.62", "1", "0.85 to 1.15"],
        ["Longer hours", "37", "37", "74", "1.5", "1.38 to 1.62", "0.99",
         "0.84 to 1.14"],
    ]  # fmt: skip
    assert "112 people put answers in order." in wishes

    assert "Average" not in asked
    bodies = [each.body for each in all_results(session, release.id)]
    for html in (rating, way, barriers, wishes, asked, cost):
        assert not list(page_differs(html, bodies))
        assert "margin of error" not in html.lower()


def test_figures_are_read_from_the_right_too(pages, session):
    make_published(session, **MADE)
    html = pages.get("/results/library/1", Accept_Language="ar")
    assert '<td class="measure"><bdi>' in html


WORDS = ("never", "sometimes", "often")
SCALE = Item("A3", Kind.SCALE, {}, options=tuple(Option(key, {}) for key in WORDS))
AGES = (Band("low", {}, None, 9), Band("high", {}, 10, 19), Band("old", {}, 20, None))
COLUMNS = [*(column(key) for key in WORDS), SILENT | {"label": {}, "labels": [{}]}]
HIDDEN = row("rural", None, None, None, None, None)


def of(kind, *rows, columns=COLUMNS, item=SCALE, breakdown=True):
    found = body(columns, *rows, kind=kind)
    return measures_of(found if breakdown else {**found, "breakdown": None}, item, "en")


@pytest.fixture(autouse=True)
def _in_english(app):
    with app.test_request_context():
        yield


def test_a_group_that_is_hidden_has_a_reason_and_no_figure():
    town = row("town", 40, 15, 15, 5, 5, answered=35)
    found = of("scale", row("", 60, 20, 20, 15, 5, answered=55), town, HIDDEN)

    shown, hidden = found.lines
    assert shown.cells[0] == "1.71"
    assert hidden.cells == ()
    assert hidden.why == "Not given: a number that it needs is not shown."


def test_a_table_in_which_nothing_is_given_says_why_once():
    found = of("scale", row("", 60, 20, None, 15, 5), HIDDEN, HIDDEN)

    assert found.lines == ()
    assert found.said == ("Not given: a number that it needs is not shown.",)


def test_points_that_are_no_numbers_are_places_in_the_order():
    everybody = row("", 60, 20, 20, 15, 5, answered=55)
    found = of("scale", everybody, breakdown=False)

    assert "“never” as 1, “often” as 3" in found.notes[1]
    assert found.lines[0].cells[-1] == "No answer: 5"


def test_a_middle_in_an_open_band_is_told_by_its_known_end_only():
    columns = [column("low"), column("high"), column("old")]
    item = Item("A3", Kind.INTEGER, {}, bands=AGES)
    young = of("integer", row("", 40, 38, 1, 1), columns=columns, item=item,
               breakdown=False)  # fmt: skip
    old = of("integer", row("", 40, 1, 1, 38), columns=columns, item=item,
             breakdown=False)  # fmt: skip

    assert young.lines[0].cells[:3] == ("at most 10",) * 3
    assert old.lines[0].cells[:3] == ("at least 20",) * 3


def test_shares_of_ticks_are_not_given_where_an_answer_is_hidden():
    several = Item("A3", Kind.SELECT_MULTIPLE, {}, options=SCALE.options)
    everybody = row("", 60, 20, 30, None, 5, answered=55)
    found = of("select_multiple", everybody, item=several, breakdown=False)

    assert [line.cells[-1] for line in found.lines] == ["not given", "not given"]
    assert "not shown by itself" in found.notes[1]
    by_groups = of("select_multiple", everybody, HIDDEN, item=several)
    assert by_groups is None or not any(line.cells for line in by_groups.lines)


def test_places_of_which_one_is_hidden_are_not_given():
    item = Item("A3", Kind.RANK, {}, options=SCALE.options)
    made = body(COLUMNS, row("", 60, 20, 20, 15, 5), kind="rank")
    found = measures_of({**made, "breakdown": None, "ranks": None}, item, "en")

    assert found.lines == ()
    assert found.said == ("Not given: a number that it needs is not shown.",)


def test_who_is_outside_is_counted_only_where_it_is_shown():
    hidden = body(COLUMNS, row("", 60, 20, 20, 15, None))
    assert outside_words(hidden, "en") == ""
    assert outside_words(body(COLUMNS, row("", 60, 20, 20, 15, 5)), "en") == (
        "No answer: 5"
    )


@pytest.mark.parametrize("reason", WhyNot)
def test_every_reason_has_words(reason):
    assert why(NotGiven(reason)).startswith("Not given: ")
