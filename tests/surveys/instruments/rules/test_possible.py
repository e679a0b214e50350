import pytest

from surveys.instruments.expressions.grammar import parse
from surveys.instruments.rules.possible import LARGEST, alike, possible
from tests.surveys.instruments.rules.town import town

BY_KEY = town().by_key


def trees(text):
    return [["boolean", parse(text, lambda name: ["item", name])]]


def texts(key, condition):
    found = possible(BY_KEY[key], trees(condition))
    return None if found is None else [text for text, _codes in found]


def test_each_option_and_no_answer_are_tried():
    assert texts("whom", "true()") == ["", "a", "b", "c"]


def test_of_several_what_may_be_chosen_together_is_tried():
    found = texts("ticks", "count-selected(${ticks}) > 1")
    assert "none" in found
    assert "s t u" in found
    assert "s t u v" not in found  # at most three
    assert not any("none" in each for each in found if " " in each)
    assert len(found) == 1 + 5 + 6 + 4


def test_options_that_nobody_looks_for_are_tried_as_one():
    assert texts("ticks", "selected(${ticks}, 't')") == ["", "s", "t", "s t"]
    ticks = BY_KEY["ticks"]
    looked_for = trees("selected(${ticks}, 't')")
    assert alike(ticks, looked_for, "s") == {"s", "u", "v", "none"}
    assert alike(ticks, looked_for, "t") == {"t"}


def test_where_one_left_over_stands_alone_one_that_does_not_is_tried():
    named = " or ".join(f"selected(${{ticks}}, '{key}')" for key in "stu")
    assert "s v" in texts("ticks", named)
    alone = " or ".join(f"selected(${{ticks}}, '{key}')" for key in "stuv")
    assert "none" in texts("ticks", alone)
    assert "s none" not in texts("ticks", alone)


def test_a_number_is_tried_at_each_change_and_beside_it():
    found = {int(each) for each in texts("age", "${age} > 40") if each}
    assert {0, 1, 17, 18, 39, 40, 41, 64, 65, 66, LARGEST} <= found
    assert min(found) == 0


def test_a_number_within_close_bounds_is_tried_whole():
    found = texts("times", "${times} mod 2 = 0")
    assert found == ["", *map(str, range(10))]


def test_a_fraction_is_tried_between_any_two_changes():
    found = [float(each) for each in texts("hours", "${hours} > 12") if each]
    for low, high in ((0, 9), (9, 10), (10, 12), (12, LARGEST)):
        assert any(low < each < high for each in found)
    assert min(found) == -LARGEST


def test_each_answer_has_the_code_that_it_is_counted_under():
    codes = dict(possible(BY_KEY["hours"], trees("${hours} > 12")))
    assert codes[""] == frozenset()
    assert codes["9.5"] == {"few"}
    assert codes["12"] == {"many"}


@pytest.mark.parametrize(
    ("key", "condition"),
    [
        ("words", "${words} != ''"),
        ("order", "selected(${order}, 'x')"),
        ("age", "${age} mod 2 = 0"),
        ("hours", "${hours} * 2 > 9"),
    ],
)
def test_what_has_no_end_of_answers_is_not_tried(key, condition):
    assert possible(BY_KEY[key], trees(condition)) is None
