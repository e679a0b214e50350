from dataclasses import replace

import pytest

from surveys.waves.asking import controls
from surveys.waves.sheet import Sheet
from tests.surveys.waves.asking.kinds import KINDS

ITEMS = KINDS.by_key


def shown(seed):
    item = ITEMS["ways"]
    return [option.key for option in controls.in_order(item, item.options, seed)]


def test_an_order_at_random_depends_on_its_seed_and_nothing_else():
    orders = {tuple(shown(f"seed {number}")) for number in range(40)}
    assert shown("one") == shown("one")
    assert len(orders) > 10
    assert {order[4:] for order in orders} == {("other", "none")}


def test_an_order_that_is_declared_is_kept():
    item = replace(ITEMS["ways"], random_order=False)
    assert tuple(controls.in_order(item, item.options, "x")) == item.options


def test_what_is_no_answer_stands_apart_unless_nothing_else_does():
    options = ITEMS["doctor"].options
    assert controls.apart(options) == "rather_not"
    assert controls.apart(options[:3]) == ""
    assert controls.apart(options[3:]) == ""


@pytest.mark.parametrize(
    ("sheet", "value"),
    [
        (Sheet({}), 4),
        (Sheet({"trips": 0}), 0),
        (Sheet({}, seen=frozenset({"trips"})), ""),
        (Sheet({"trips": 7}, seen=frozenset({"trips"})), 7),
    ],
)
def test_a_suggestion_stands_where_nothing_was_said_and_nothing_emptied(sheet, value):
    assert controls.shown_value(ITEMS["trips"], sheet) == value


def test_several_options_can_be_suggested():
    item = replace(ITEMS["ways"], default="bus walk")
    assert controls.shown_value(item, Sheet({})) == ["bus", "walk"]


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("2026-03-07", ["07", "03", "2026"]),
        ("2026--7", ["7", "", "2026"]),
        ("soon", ["", "", "soon"]),
        ("", ["", "", ""]),
    ],
)
def test_the_parts_of_a_date_come_back_as_typed(value, typed):
    parts = controls.date_parts(ITEMS["last"], value)
    assert [each for _part, _name, each in parts] == typed
    assert [part for part, _name, _each in parts] == ["day", "month", "year"]


@pytest.mark.parametrize(
    ("value", "places"),
    [
        (["room", "bus"], {"room": "1", "bus": "2"}),
        ("room:1 bus:1", {"room": "1", "bus": "1"}),
        ([], {}),
        (3, {}),
    ],
)
def test_places_come_back_as_given(value, places):
    assert controls.places(value) == places


def test_there_are_as_many_places_as_answers_or_as_are_wanted():
    item = ITEMS["first"]
    assert controls.lowest_place(item, item.options) == 3
    assert controls.lowest_place(replace(item, at_most=2), item.options) == 2
