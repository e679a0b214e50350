"""So many of so many, or nothing at all."""

import pytest

from deliberation.benchmarks.indicator import (
    Count,
    Denominator,
    Indicator,
    count_everybody,
    count_group,
    group_keys,
    missing_options,
    option_keys,
)

EVERYONE, ASKED, ANSWERED = Denominator


def column(key, *members):
    return {"key": key, "members": list(members or (key,)), "reason": None}


def table(**changes):
    """Waits of 338 people, of whom 10 would not say and 274 more were not asked."""
    return {
        "columns": [
            column("same_week"),
            column("four_weeks"),
            column("longer"),
            column("no_answer"),
        ],
        "missing": ["no_answer"],
        "total": {"base": 338, "counts": [50, 79, 199, 10], "skipped": 274},
        "rows": [
            {"key": "town", "base": 238, "counts": [40, 55, 133, 10], "skipped": 0},
            {"key": "rural", "base": 100, "counts": [10, 24, None, None]},
        ],
        **changes,
    }


def soon(denominator=ASKED, *options):
    return Indicator(frozenset(options or ("same_week", "four_weeks")), denominator)


@pytest.mark.parametrize(
    ("denominator", "base"), [(ASKED, 338), (ANSWERED, 328), (EVERYONE, 612)]
)
def test_the_whole_is_who_was_asked_who_answered_or_everyone(denominator, base):
    assert count_everybody(table(), soon(denominator)) == Count(129, base)


def test_bm_2_is_38_2_percent_of_338():
    found = count_everybody(table(), soon())

    assert round(100 * found.share.share, 1) == 38.2
    assert found.share.base == 338


def test_a_group_is_read_from_its_row():
    assert count_group(table(), soon(), "town") == Count(95, 238)


def test_a_hidden_cell_elsewhere_does_not_matter():
    assert count_group(table(), soon(), "rural") == Count(34, 100)


def test_a_hidden_cell_that_is_needed_means_nothing_is_said():
    assert count_group(table(), soon(ASKED, "longer"), "rural") is None
    assert count_group(table(), soon(ANSWERED), "rural") is None


def test_a_group_that_is_not_shown_has_no_figure():
    assert count_group(table(), soon(), "island") is None


def test_an_answer_shown_only_with_another_is_not_taken_apart():
    together = table(
        columns=[column("soon", "same_week", "four_weeks"), column("rest")],
        total={"base": 338, "counts": [129, 209]},
        missing=[],
    )

    assert count_everybody(together, soon()) == Count(129, 338)
    assert count_everybody(together, soon(ASKED, "same_week")) is None


def test_a_refusal_shown_only_with_an_answer_hides_who_answered():
    mixed = table(
        columns=[column("same_week"), column("rest", "longer", "no_answer")],
        total={"base": 100, "counts": [60, 40]},
    )

    assert count_everybody(mixed, soon(ASKED, "same_week")) == Count(60, 100)
    assert count_everybody(mixed, soon(ANSWERED, "same_week")) is None


def test_a_table_of_which_nothing_is_shown_says_nothing():
    nothing = table(columns=[], total={"base": None, "counts": []}, rows=[])

    assert count_everybody(nothing, soon()) is None


def test_an_answer_that_the_table_does_not_have_is_no_zero():
    assert count_everybody(table(), soon(ASKED, "next_year")) is None


def test_a_hidden_number_of_people_not_asked_hides_everyone():
    hidden = table(total={"base": 338, "counts": [50, 79, 199, 10], "skipped": None})

    assert count_everybody(hidden, soon(EVERYONE)) is None
    assert count_everybody(hidden, soon(ASKED)) == Count(129, 338)


def test_an_empty_base_is_no_share():
    empty = table(total={"base": 0, "counts": [0, 0, 0, 0]})

    assert count_everybody(empty, soon()) is None


def test_zero_is_a_value():
    none = table(total={"base": 338, "counts": [0, 0, 328, 10]})

    assert count_everybody(none, soon()) == Count(0, 338)


def test_a_table_tells_its_options_and_groups():
    assert option_keys(table()) == {"same_week", "four_weeks", "longer", "no_answer"}
    assert missing_options(table()) == {"no_answer"}
    assert group_keys(table()) == ("town", "rural")
