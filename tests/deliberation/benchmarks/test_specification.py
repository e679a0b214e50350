"""What a benchmark needs before a board may be asked to adopt it."""

from dataclasses import replace
from datetime import date

import pytest

from deliberation.benchmarks.specification import BenchmarkKind, Known
from deliberation.benchmarks.specification_faults import (
    Fault,
    faults,
    has_enough_better_off,
)
from tests.deliberation.benchmarks.specified import WHOLE

KNOWN = Known(
    options=("soon", "later"),
    groups={"area": ("town", "rural")},
    today=date(2026, 5, 20),
)


def test_a_whole_specification_stands():
    assert faults(WHOLE, KNOWN) == {}


def test_no_gap_need_be_watched():
    bare = replace(WHOLE, breakdown="", reference_group="", compared_group="")

    assert faults(bare, KNOWN) == {}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": {}}, Fault.MISSING),
        ({"why": {"en": "  "}}, Fault.MISSING),
        ({"consequence": {}}, Fault.MISSING),
        ({"harm_to_watch": {}}, Fault.MISSING),
        ({"right_served": ""}, Fault.MISSING),
        ({"right_served": "comfort"}, Fault.UNKNOWN),
        ({"kind": ""}, Fault.MISSING),
        ({"kind": "how_much"}, Fault.ACTIVITY),
        ({"numerator": ()}, Fault.MISSING),
        ({"numerator": ("never",)}, Fault.UNKNOWN),
        ({"numerator": ("soon", "later")}, Fault.EVERY_ANSWER),
        ({"denominator": "some"}, Fault.UNKNOWN),
        ({"target_date": None}, Fault.MISSING),
        ({"target_date": date(2026, 5, 20)}, Fault.PAST),
        ({"owner_id": None}, Fault.MISSING),
        ({"reference_group": "moon"}, Fault.UNKNOWN),
        ({"compared_group": "moon"}, Fault.UNKNOWN),
        ({"compared_group": "town"}, Fault.SAME_GROUP),
    ],
    ids=str,
)
def test_each_fault_is_named_at_its_field(change, fault):
    (name,) = change

    assert faults(replace(WHOLE, **change), KNOWN) == {name: fault}


def test_where_several_can_be_ticked_one_option_is_counted():
    known = replace(KNOWN, one_option=True)

    assert faults(WHOLE, known) == {}
    found = faults(replace(WHOLE, numerator=("soon", "later")), known)
    assert found == {"numerator": Fault.ONE_OPTION}


def test_a_group_of_another_breakdown_is_unknown():
    found = faults(replace(WHOLE, breakdown="age"), KNOWN)

    assert set(found) == {"reference_group", "compared_group"}


@pytest.mark.parametrize(
    ("kinds", "enough"),
    [
        (["better_off", "quality"], True),
        (["better_off", "quality", "quality"], False),
        ([], True),
    ],
)
def test_half_of_the_benchmarks_say_whether_people_are_better_off(kinds, enough):
    assert has_enough_better_off(kinds) is enough
    assert BenchmarkKind.BETTER_OFF == "better_off"
