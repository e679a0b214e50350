"""So many of so many, or nothing at all."""

import pytest

from deliberation.benchmarks.frozen_table import (
    group_keys,
    option_keys,
    takes_one_option,
)
from deliberation.benchmarks.indicator import (
    Count,
    Denominator,
    Indicator,
    count_everybody,
    count_group,
)
from tests.deliberation.benchmarks.bodies import body, column, row

EVERYONE, ASKED, ANSWERED = Denominator
COLUMNS = [
    column("same_week"),
    column("four_weeks"),
    column("longer"),
    column("", "", "no_say", missing=True),
]
SUMMARY = {
    "people": 612,
    "groups": {"area": {"columns": [column("town")], "counts": [400]}},
}


def table(*rows, columns=COLUMNS, **changes):
    """Waits of 338 people, of whom 10 would not say."""
    everybody = row("", 338, 50, 79, 199, 10)
    return body(columns, *(rows or (everybody,)), breakdown="area", **changes)


BY_AREA = table(
    row("", 338, 50, 79, 199, 10),
    row("town", 238, 40, 55, 133, 10),
    row("rural", 100, 10, 24, None, None),
    row("island", None, None, None, None, None),
    row("+", 100, 10, 24, 66, 0),
)


def soon(denominator=ASKED, *options):
    return Indicator(frozenset(options or ("same_week", "four_weeks")), denominator)


@pytest.mark.parametrize(
    ("denominator", "base"), [(ASKED, 338), (ANSWERED, 328), (EVERYONE, 612)]
)
def test_the_whole_is_who_was_asked_who_answered_or_everyone(denominator, base):
    assert count_everybody(table(), soon(denominator), SUMMARY) == Count(129, base)


def test_bm_2_is_38_2_percent_of_338():
    found = count_everybody(table(), soon())

    assert round(100 * found.share.share, 1) == 38.2
    assert found.share.base == 338


def test_a_group_is_read_from_its_row():
    assert count_group(BY_AREA, soon(), "town") == Count(95, 238)
    assert count_group(BY_AREA, soon(EVERYONE), "town", SUMMARY) == Count(95, 400)


def test_a_hidden_cell_elsewhere_does_not_matter():
    assert count_group(BY_AREA, soon(), "rural") == Count(34, 100)


def test_a_hidden_cell_that_is_needed_means_nothing_is_said():
    assert count_group(BY_AREA, soon(ASKED, "longer"), "rural") is None
    assert count_group(BY_AREA, soon(ANSWERED), "rural") is None


@pytest.mark.parametrize("group", ["island", "moon", "", "+"])
def test_what_is_no_group_that_is_shown_has_no_figure(group):
    assert count_group(BY_AREA, soon(), group) is None


def test_an_answer_shown_only_with_another_is_not_taken_apart():
    columns = [column("soon", "same_week", "four_weeks"), column("rest")]
    together = table(row("", 338, 129, 209), columns=columns)

    assert count_everybody(together, soon()) == Count(129, 338)
    assert count_everybody(together, soon(ASKED, "same_week")) is None


def test_a_refusal_shown_only_with_an_answer_hides_who_answered():
    columns = [column("same_week"), column("rest", "longer", "", missing=None)]
    mixed = table(row("", 100, 60, 40), columns=columns)

    assert count_everybody(mixed, soon(ASKED, "same_week")) == Count(60, 100)
    assert count_everybody(mixed, soon(ANSWERED, "same_week")) is None


def test_a_table_of_which_nothing_is_shown_says_nothing():
    nothing = table(row("", None), columns=[])

    for denominator in Denominator:
        assert count_everybody(nothing, soon(denominator), SUMMARY) is None


def test_an_answer_that_the_table_does_not_have_is_no_zero():
    assert count_everybody(table(), soon(ASKED, "next_year")) is None


def test_without_the_number_of_people_there_is_no_everyone():
    assert count_everybody(table(), soon(EVERYONE)) is None
    assert count_group(BY_AREA, soon(EVERYONE), "rural", SUMMARY) is None
    assert count_group(BY_AREA, soon(EVERYONE), "town") is None


def test_where_several_can_be_ticked_one_option_is_counted_and_two_are_not_added():
    ticked = table(
        *(row("", 100, 60, 70),),
        columns=[column("cost"), column("travel")],
        kind="select_multiple",
    )

    assert takes_one_option(ticked)
    assert count_everybody(ticked, soon(ASKED, "cost")) == Count(60, 100)
    assert count_everybody(ticked, soon(ASKED, "cost", "travel")) is None


def test_an_empty_base_is_no_share_but_zero_people_is_a_value():
    assert count_everybody(table(row("", 0, 0, 0, 0, 0)), soon()) is None
    assert count_everybody(table(row("", 338, 0, 0, 328, 10)), soon()) == Count(0, 338)


def test_a_table_tells_its_options_and_the_groups_that_are_shown():
    assert option_keys(table()) == ("same_week", "four_weeks", "longer", "no_say")
    assert group_keys(BY_AREA) == ("town", "rural")
