from surveys.instruments.expressions.grammar import parse
from surveys.instruments.rules.trying import Tried, depends_on, tried
from tests.surveys.instruments.rules.town import town

TOWN = town()


def looked_at(text):
    tree = parse(text, lambda name: ["item", name])
    return depends_on(tree, TOWN.by_key, TOWN.rounds)


def outcome(text):
    return tried(looked_at(text), TOWN.rounds)


def test_what_is_worked_out_hangs_on_what_it_is_worked_out_from():
    found = looked_at("${grown} = 'yes' and ${whom} = 'a'")
    assert [item.key for item in found.asked] == ["whom", "age"]
    assert [item.key for item in found.worked_out] == ["grown"]


def test_all_rounds_of_a_repeat_are_looked_at():
    found = depends_on(["sum", ["every", "place"]], TOWN.by_key, TOWN.rounds)
    assert [item.key for item in found.asked] == ["place_1", "place_2", "place_3"]


def test_a_question_that_is_left_out_of_a_wave_is_answered_by_nobody():
    found = depends_on(["!=", ["item", "gone"], ""], TOWN.by_key, TOWN.rounds)
    assert found.asked == ()
    assert tried(found, TOWN.rounds).meets == {(): False}


def test_every_combination_is_tried_that_somebody_can_answer():
    """Nobody names whom they asked, who did not ask."""
    found = outcome("${asked} = 'no' and ${whom} = 'a'")
    assert isinstance(found, Tried)
    assert len(found.meets) == 5 + 2 * 3
    assert not any(found.meets.values())


def test_where_there_are_too_many_none_is_tried():
    wide = outcome(
        "count-selected(${ticks}) > ${times} or ${age} > 3 or ${asked} = ${whom}"
    )
    assert [item.key for item in wide] == ["asked", "whom", "ticks", "age", "times"]


def test_what_changes_by_the_day_is_not_tried():
    assert [item.key for item in outcome("${asked} = 'no' or today() > 9")] == ["asked"]
