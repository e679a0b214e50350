import pytest

from surveys.findings.equity.direction import Direction
from surveys.findings.equity.gap import GapLabel
from surveys.findings.equity.groups import changes_of, gaps_of
from surveys.findings.figures.table import NotGiven, WhyNot
from tests.surveys.findings.bodies import YES, YES_NO, body, column, row, yes_of

UP, DOWN = Direction
BEFORE = yes_of(town=(95, 238), rural=(34, 100))
AFTER = yes_of(town=(138, 246), rural=(30, 100))


def points(share):
    return round(100 * share, 1)


def test_bm_2_by_area_in_both_waves():
    found = changes_of(BEFORE, AFTER, YES, reference="town")

    (rural,) = found.groups
    assert rural.group == "rural"
    assert points(rural.change.before.gap_abs) == 5.9
    assert points(rural.change.after.gap_abs) == 26.1
    assert rural.change.label is GapLabel.WIDENING_DETECTED


def test_the_reference_stays_where_it_was_put():
    """Rural leads here; the gap is below 0, and still to the town."""
    found = gaps_of(yes_of(town=(10, 100), rural=(30, 100)), YES, reference="town")

    assert found.reference == "town"
    assert found.groups[0].gap.gap_abs == pytest.approx(-0.2)
    assert found.groups[0].difference.change == pytest.approx(-0.2)


def test_a_gap_has_an_error_and_a_test():
    found = gaps_of(AFTER, YES, reference="town").groups[0].difference

    assert found.change == pytest.approx(138 / 246 - 0.3)
    assert found.low < found.change < found.high
    assert found.is_detected


def test_where_less_is_better_the_group_with_more_lies_behind():
    found = gaps_of(AFTER, YES, reference="rural", direction=DOWN).groups[0]

    assert found.gap.gap_abs == pytest.approx(138 / 246 - 0.3)
    assert found.difference.change == pytest.approx(found.gap.gap_abs)


def test_a_hidden_group_is_named_with_its_reason():
    table = body(
        YES_NO,
        row("", 200, 100, 100, 0),
        row("town", 150, 80, 70, 0),
        row("rural", None, None, None, None, reason="group"),
        row("-", 30, 10, 20, 0),
        row("+", 50, 20, 30, 0),
    )

    found = gaps_of(table, YES, reference="town")

    assert found.groups == ()
    assert found.not_given == {"rural": WhyNot.HIDDEN}
    assert gaps_of(table, YES, reference="rural") == NotGiven(WhyNot.HIDDEN)
    assert gaps_of(table, YES, reference="coast") == NotGiven(WhyNot.NO_GROUP)


def test_answers_shown_together_give_no_gap():
    table = body([column("m", "yes", "maybe"), column("no")], row("town", 9, 4, 5))

    assert gaps_of(table, YES, reference="town") == NotGiven(WhyNot.MERGED)


def test_a_group_hidden_in_one_wave_is_not_compared():
    found = changes_of(BEFORE, yes_of(town=(138, 246)), YES, reference="town")

    assert found.groups == ()
    assert found.not_given == {"rural": WhyNot.NO_GROUP}
    for waves in ((BEFORE, yes_of(rural=(1, 9))), (yes_of(rural=(1, 9)), AFTER)):
        assert changes_of(*waves, YES, reference="town") == NotGiven(WhyNot.NO_GROUP)


def test_narrowing_because_the_others_got_worse_is_called_so():
    found = changes_of(
        yes_of(town=(240, 400), rural=(160, 400)),
        yes_of(town=(180, 400), rural=(160, 400)),
        YES,
        reference="town",
    )

    assert found.groups[0].change.label is GapLabel.LEVELLED_DOWN
