import pytest

from surveys.findings.figures.shares import Share, share_of
from surveys.findings.figures.table import (
    Answer,
    Given,
    NotGiven,
    WhyNot,
    given,
    groups_of,
)
from surveys.findings.release import frozen_tables
from tests.surveys.findings.bodies import SILENT, YES, YES_NO, body, column, row, yes_of
from tests.surveys.findings.factories import EVERYBODY, plan, tabulated


def test_who_gave_no_answer_is_out_of_the_base_and_counted():
    table = body(
        [*YES_NO[:2], column("na", missing=True), SILENT], row("", 100, 40, 20, 30, 10)
    )

    found = given(table)

    assert found == Given(
        (Answer("yes", ("yes",), 40), Answer("no", ("no",), 20)), 100, 40
    )
    assert found.people == 60
    assert share_of(table, YES) == Share(40 / 60, 60)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (body(YES_NO, row("", 9, 4, None, 1)), WhyNot.HIDDEN),
        (body(YES_NO, row("", None, None, None, None)), WhyNot.HIDDEN),
        (body(YES_NO, row("", 9)), WhyNot.HIDDEN),
        (body([], row("", 9)), WhyNot.HIDDEN),
        (body([], row("town", 9)), WhyNot.NO_GROUP),
        (body(YES_NO, row("", 9, 0, 0, 9)), WhyNot.NOBODY),
        (body([column("m", "no", "", missing=None)], row("", 9, 9)), WhyNot.MIXED),
    ],
)
def test_what_cannot_be_given_says_why(table, why):
    assert given(table) == NotGiven(why)
    assert share_of(table, YES) == NotGiven(why)


def test_ticks_of_several_answers_cannot_be_added_up():
    table = body(YES_NO, row("", 9, 4, 4, 1), kind="select_multiple")
    assert given(table) == NotGiven(WhyNot.SEVERAL)
    assert share_of(table, YES | {"no"}) == NotGiven(WhyNot.SEVERAL)
    assert share_of(table, YES) == Share(4 / 9, 9)


def test_answers_shown_together_count_where_all_are_wanted():
    table = body([column("m", "yes", "maybe"), column("no")], row("", 10, 6, 4))

    assert share_of(table, YES | {"maybe"}) == Share(0.6, 10)
    assert share_of(table, YES) == NotGiven(WhyNot.MERGED)


def test_what_is_left_of_hidden_groups_is_no_group():
    table = yes_of(town=(4, 9), rural=(3, 9))
    table["rows"].append(row("+", 9, 3, 6, 0))

    assert groups_of(table) == ("town", "rural")


def test_every_released_body_can_be_read():
    for table in frozen_tables(tabulated(EVERYBODY), plan()):
        for each in ("", *groups_of(table.body)):
            assert isinstance(given(table.body, each), Given | NotGiven)
