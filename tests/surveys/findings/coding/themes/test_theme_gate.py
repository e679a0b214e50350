import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.suppression import SENSITIVE, STANDARD
from surveys.findings.coding.themes.theme_gate import (
    led_on,
    protected,
    tell_too_much,
    themes_told,
)


def told(counted, in_none, answers, **more):
    return protected(counted, in_none, answers, **{"rule": STANDARD} | more)


def test_numbers_that_hold_enough_people_are_told():
    shown = told({"reach": 30, "money": 12}, 20, 60)
    assert shown.by_theme == {"reach": 30, "money": 12}
    assert (shown.in_none, shown.answers) == (20, 60)


def test_a_rare_theme_is_hidden_with_what_would_give_it_away():
    shown = told({"reach": 57, "money": 3}, 0, 60)
    assert shown.by_theme["money"] is None
    assert shown.by_theme["reach"] is None  # sixty less those would leave three


def test_a_rare_theme_beside_many_others_is_hidden_alone():
    shown = told({"reach": 40, "money": 30, "told": 2}, 10, 60)
    assert shown.by_theme == {"reach": 40, "money": 30, "told": None}


def test_a_theme_of_nearly_all_is_hidden():
    assert told({"reach": 59, "money": 20}, 0, 60).by_theme["reach"] is None


def test_of_few_answers_nothing_is_told():
    shown = told({"reach": 6}, 3, 9)
    assert (shown.answers, shown.by_theme) == (None, {"reach": None})


def test_a_sensitive_question_needs_more():
    counted = {"reach": 30, "money": 8}
    assert told(counted, 25, 60).by_theme["money"] == 8
    assert told(counted, 25, 60, rule=SENSITIVE).by_theme["money"] is None


@pytest.mark.parametrize(("base", "answers"), [(63, None), (60, 60), (75, 60)])
def test_where_few_wrote_nothing_nothing_is_told(base, answers):
    assert told({"reach": 30}, 30, 60, bases=[base]).answers == answers


A, B, C = frozenset("a"), frozenset("b"), frozenset("c")


@pytest.mark.parametrize(
    ("before", "after", "close"),
    [
        ([(A | B, 20)], [(A, 18)], True),  # two answers bear b and not a
        ([(A, 18)], [(A | B, 20)], True),
        ([(A | B, 20)], [(A, 20)], False),  # nobody
        ([(A | B, 20)], [(A, 15)], False),
        ([(A | B, None)], [(A, 18)], False),
        ([(A | B, 20)], [(A, None)], False),
        ([(A, 20)], [(A, 20)], False),
        ([(A, 20)], [(B, 18)], False),
        ([(A, 10), (B, 12)], [(A | B, 20)], True),  # two answers bear both
        ([(A, 10), (B, 12)], [(A | B, 22)], False),  # nobody bears both
        ([(A, 10), (B, 12)], [(A | B | C, 27)], False),
        ([], [(A, 7)], False),
    ],
)
def test_two_drafts_together_point_at_nobody(before, after, close):
    assert tell_too_much(before, after, STANDARD) is close


def test_a_table_may_say_how_many_were_asked():
    codes = [["yes"], ["gave_up"], ["no", "refused"]]
    body = {
        "columns": [{"members": some} for some in codes],
        "rows": [{"counts": [40, 12, 20]}],
    }
    assert led_on(body, {"yes"}) == 40
    assert led_on(body, {"yes", "gave_up", "nobody_gave_this"}) == 52
    assert led_on(body, {"yes", "no"}) is None
    assert led_on(body, {"no"}) is None
    assert led_on(body, set()) is None
    body["rows"][0]["counts"][0] = None
    assert led_on(body, {"yes", "gave_up"}) is None


def draft(in_none, **themes):
    """A draft over 60 answers; a theme is named like its one code."""
    told = [{"codes": [code], "answers": n} for code, n in themes.items()]
    return {"answers": 60, "in_none": in_none, "themes": told}


def test_the_answers_in_no_theme_tell_of_a_theme_that_was_dropped():
    """Two answers more are in none: those that bore nothing but b."""
    before, after = draft(10, a=30, b=22, c=15), draft(12, a=30, c=15)
    themes = (each["themes"] for each in (before, after))
    alone = [[(frozenset(t["codes"]), t["answers"]) for t in some] for some in themes]
    assert not tell_too_much(*alone, STANDARD)
    assert tell_too_much(themes_told(before), themes_told(after), STANDARD)
    assert not tell_too_much(themes_told(before), themes_told(before), STANDARD)
    assert themes_told(draft(None, a=30)) == [(A, 30)]
    assert themes_told(draft(30, a=30)) == [(A, 30), (A, 30)]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5), st.integers(0, 30))
def test_no_number_that_is_told_is_small(numbers, in_none):
    answers = max(numbers) + in_none + max(0, sum(numbers) - max(numbers)) // 2
    counted = {str(place): n for place, n in enumerate(numbers)}
    shown = told(counted, in_none, answers)
    for number in (*shown.by_theme.values(), shown.in_none):
        assert number is None or number == 0 or number >= STANDARD.cell
        assert number is None or number == 0 or answers - number >= 3
