import pytest

from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.figures.ticks import ticks_of
from tests.surveys.findings.bodies import SILENT, body, column, row

THREE = [column("cost"), column("travel"), column("words"), SILENT]


def several(*counts, base=100, answered=90, columns=THREE):
    found = row("", base, *counts, answered=answered)
    return body(columns, found, kind="select_multiple")


def test_shares_per_person_add_up_to_more_than_shares_per_answer():
    found = ticks_of(several(60, 45, 30, 10))

    assert [each.key for each in found.options] == ["cost", "travel", "words"]
    assert [each.per_person for each in found.options] == pytest.approx(
        [60 / 90, 0.5, 30 / 90]
    )
    assert sum(each.per_answer for each in found.options) == pytest.approx(1)
    assert found.options[0].per_answer == pytest.approx(60 / 135)
    assert (found.base, found.missing, found.ticks) == (90, 10, 135)
    assert found.per_head == pytest.approx(1.5)
    assert all(each.low < each.per_person < each.high for each in found.options)


def test_a_hidden_answer_hides_what_all_ticks_are():
    found = ticks_of(several(60, None, 30, 10))

    assert [each.key for each in found.options] == ["cost", "words"]
    assert {each.per_answer for each in found.options} == {None}
    assert (found.ticks, found.per_head) == (None, None)


def test_answers_that_are_shown_together_are_not_counted_as_one_tick():
    columns = [column("cost"), column("+", "travel", "words", reason="rare"), SILENT]

    assert ticks_of(several(60, 45, 10, columns=columns)).ticks is None


def test_where_silence_is_hidden_shares_are_of_those_asked():
    found = ticks_of(several(60, 45, 30, None, answered=None))

    assert (found.base, found.of_answered, found.missing) == (100, False, None)
    assert found.options[0].per_person == 0.6


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (several(None, None, None, 10), WhyNot.HIDDEN),
        (several(None, None, None, None, base=None), WhyNot.HIDDEN),
        (several(0, 0, 0, 100, answered=0), WhyNot.NOBODY),
        (body(THREE), WhyNot.NO_GROUP),
    ],
)
def test_what_cannot_be_given_says_why(table, why):
    assert ticks_of(table) == NotGiven(why)
