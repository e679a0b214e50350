"""Every gap of a table at once, and what became of it in a later wave."""

from dataclasses import replace

import pytest

from surveys.findings.equity.beside import changed_gaps, compared_answers, gaps_beside
from surveys.findings.equity.forms import (
    LABEL_WORDS,
    STANDING_WORDS,
    change_measures,
    gap_measures,
)
from surveys.findings.equity.gap import GapLabel
from surveys.findings.figures.comparisons import Rule, Standing
from surveys.findings.figures.shares import Share, share_of
from surveys.findings.figures.table import NotGiven, WhyNot
from surveys.findings.reading.exploring.wording.forms import beside_reference
from surveys.findings.reading.forms import NO_GAP, gap_sentence
from surveys.findings.reading.telling import largest_gaps
from tests.surveys.findings.bodies import SILENT, YES_NO, body, column, row, yes_of
from tests.surveys.findings.reading.bodies import body as shown_body

TABLE = yes_of(town=(120, 200), village=(40, 100), farms=(55, 100))
THREE = [column("yes"), column("perhaps"), column("no"), SILENT]


def declared(table, reference="town"):
    return {**table, "breakdown": {**table["breakdown"], "reference": reference}}


def test_gaps_are_how_much_more_of_a_group_gave_the_answer():
    found = gaps_beside(TABLE)
    [yes] = found.answers
    village, farms = yes.groups

    assert found.reference == "town", "the largest"
    assert village.gap.gap_abs == pytest.approx(-0.2)
    assert village.gap.gap_rel == pytest.approx(0.4 / 0.6)
    assert farms.gap.gap_abs == pytest.approx(-0.05)
    assert yes.apart == pytest.approx(0.2)
    total = 215 / 400
    distances = abs(0.6 - total) + abs(0.4 - total) + abs(0.55 - total)
    assert yes.disparity == pytest.approx(100 * distances / 3 / total)


def test_what_was_not_declared_is_a_search_and_held_to_its_rule():
    [yes] = gaps_beside(TABLE).answers
    assert {each.rule for each in yes.tests.values()} == {Rule.BENJAMINI_HOCHBERG}
    assert {each.among for each in yes.tests.values()} == {2}
    assert yes.tests["village"].is_detected
    assert not yes.tests["farms"].is_detected


def test_gaps_of_one_table_are_tested_together_and_marked():
    table = yes_of(town=(120, 246), rural=(33, 100), coast=(40, 100))

    tests = gaps_beside(declared(table)).answers[0].tests
    searched = gaps_beside(table).answers[0].tests

    assert list(tests) == ["rural", "coast"]
    assert tests["rural"].p_adjusted == pytest.approx(2 * tests["rural"].p)
    assert tests["rural"].is_detected
    assert not tests["coast"].is_detected
    assert {each.standing for each in searched.values()} == {Standing.EXPLORATORY}


def test_what_was_declared_is_held_to_holms_rule():
    found = gaps_beside(declared(TABLE, "farms"))
    assert found.standing is Standing.DECLARED
    assert found.reference == "farms"
    assert {each.rule for each in found.answers[0].tests.values()} == {Rule.HOLM}


def test_a_reference_that_is_not_shown_makes_a_search():
    rows = [*TABLE["rows"], row("woods", None)]
    found = gaps_beside(declared({**TABLE, "rows": rows}, "woods"))
    assert found.reference == "town"
    assert found.standing is Standing.EXPLORATORY


def test_many_comparisons_make_a_single_one_less_sure():
    groups = {f"g{n}": (50, 100) for n in range(12)}
    many = yes_of(town=(120, 200), village=(47, 100), **groups)
    few = yes_of(town=(120, 200), village=(47, 100))
    assert gaps_beside(few).is_detected("village", 0)
    assert not gaps_beside(many).is_detected("village", 0)
    assert gaps_beside(many).compared == 13


def test_what_is_not_known_leaves_the_word_to_what_is():
    """Without shares the test alone says it, without counts the range alone."""
    untold = replace(gaps_beside(TABLE), ranges={})
    assert not untold.may_be_chance("village", 0)
    assert untold.may_be_chance("farms", 0)
    found = gaps_beside(shares_of([140, 110], [30, 70]))
    assert not replace(found, answers=()).may_be_chance("village", 0)
    assert replace(found, answers=(), ranges={}).may_be_chance("village", 0)


def shares_of(town, village):
    """A table that has shares and ranges too."""
    everybody = [sum(pair) for pair in zip(town, village, strict=True)]
    return shown_body(everybody, {"town": town, "village": village})


def test_of_two_answers_the_second_is_the_first_turned_round():
    found = gaps_beside(TABLE)
    assert compared_answers(TABLE) == (0,)
    assert found.is_detected("village", 1) is found.is_detected("village", 0) is True
    assert found.is_detected("nowhere", 0) is None


def test_of_three_answers_all_are_compared_also_where_one_is_left_out():
    rows = [row("", 90, 30, 30, 30, 0), row("town", 50, 20, 15, 15, 0),
            row("village", 40, 10, 15, 15, 0)]  # fmt: skip
    assert compared_answers(body(THREE, *rows)) == (0, 1, 2)
    rare = [*THREE[:2], column("no", reason="rare"), SILENT]
    assert compared_answers(body(rare, *rows)) == (0, 1)


def test_a_group_whose_numbers_are_hidden_is_named_with_the_reason():
    rows = [*TABLE["rows"], row("woods", 30, None, None, None)]
    [yes] = gaps_beside({**TABLE, "rows": rows}).answers
    assert yes.not_given == {"woods": WhyNot.HIDDEN}
    assert [each.group for each in yes.groups] == ["village", "farms"]


def test_a_reference_with_hidden_answers_gives_no_gap():
    rows = [TABLE["rows"][0], row("town", 300, None, None, None), *TABLE["rows"][2:]]
    [yes] = gaps_beside({**TABLE, "rows": rows}).answers
    assert yes.groups == ()
    assert yes.not_given == {"town": WhyNot.HIDDEN}
    assert yes.disparity is None


def test_one_group_is_beside_nobody():
    assert gaps_beside(yes_of(town=(1, 2))) is None
    assert changed_gaps(yes_of(town=(1, 2)), TABLE) == ("", ())


def ticked(*rows):
    return {**body(YES_NO, *rows, kind="select_multiple"), "share_of": "asked"}


def test_each_answer_that_could_be_ticked_has_a_share_of_its_own():
    table = ticked(
        row("", 90, 60, None, 0), row("town", 0, 0, 0, 0), row("woods", None)
    )
    yes, no = frozenset({"yes"}), frozenset({"no"})
    assert share_of(table, yes) == Share(60 / 90, 90)
    assert share_of(table, no) == NotGiven(WhyNot.HIDDEN)
    assert share_of(table, yes | no) == NotGiven(WhyNot.SEVERAL)
    assert share_of(table, yes, "town") == NotGiven(WhyNot.NOBODY)
    assert share_of(table, yes, "woods") == NotGiven(WhyNot.HIDDEN)
    assert share_of(table, yes, "nowhere") == NotGiven(WhyNot.NO_GROUP)


@pytest.mark.parametrize(
    ("village", "town", "label"),
    [
        ((20, 100), (120, 200), GapLabel.WIDENING_DETECTED),
        ((34, 100), (120, 200), GapLabel.WIDENING_WATCH),
        ((58, 100), (122, 200), GapLabel.NARROWING_DETECTED),
        ((46, 100), (120, 200), GapLabel.NARROWING_WATCH),
        ((40, 100), (119, 200), GapLabel.NO_CHANGE),
        ((40, 100), (90, 200), GapLabel.LEVELLED_DOWN),
    ],
)
def test_a_gap_in_a_later_wave_has_its_label(village, town, label):
    later = yes_of(town=town, village=village)
    reference, [found] = changed_gaps(yes_of(town=(120, 200), village=(40, 100)), later)
    assert (reference, found.group, found.change.label) == ("town", "village", label)


def test_a_gap_is_counted_from_the_side_that_was_ahead():
    """More of the town said no, so that the village has less of it is its loss."""
    before = yes_of(town=(80, 200), village=(60, 100))
    _town, [found] = changed_gaps(before, yes_of(town=(110, 200), village=(60, 100)))
    assert found.change.before.gap_abs == pytest.approx(0.2)
    assert found.change.after.gap_abs == pytest.approx(0.05)
    assert found.change.label is GapLabel.LEVELLED_DOWN


@pytest.fixture
def english(app):
    with app.test_request_context():
        yield


@pytest.mark.usefixtures("english")
def test_gaps_are_told_with_chance_and_with_what_they_are():
    rows = [*TABLE["rows"], row("woods", 30, None, None, None)]
    gaps, disparity = gap_measures({**TABLE, "rows": rows}, "en")
    heading, village, farms, woods = gaps.lines

    assert heading.is_heading
    assert village.cells == (
        "40.0%", "60.0%", "\N{MINUS SIGN}20.0", "0.67", "hardly chance"
    )  # fmt: skip
    assert farms.cells[-1] == "could be chance"
    assert woods.why == "Not given: a number that it needs is not shown."
    assert "a hint and not a proof" in gaps.notes[0]
    assert gaps.notes[1] == "2 comparisons were judged together in this table."
    assert disparity.columns[2] == "Index of disparity (Pearcy and Keppel)"
    assert disparity.lines[0].cells == ("20.0", "13.2")


@pytest.mark.usefixtures("english")
def test_page_explorer_and_messages_say_the_same_of_chance():
    """2 of 20 beside 30 of 100: the test is sure, the range is not, so nothing is."""
    table = shares_of([30, 70], [2, 18])
    assert gaps_beside(table).is_detected("village", 0)
    gaps, _disparity = gap_measures(table, "en")
    assert gaps.lines[1].cells[-1] == "could be chance"
    [explored] = beside_reference(table, "en")
    assert {line.chance for _answer, lines in explored.answers for line in lines} == {
        "could be chance"
    }
    assert explored.sentence == gap_sentence(table, "en") == str(NO_GAP)
    assert largest_gaps([table]).largest == ()


@pytest.mark.usefixtures("english")
def test_what_was_declared_is_marked_in_words():
    gaps, _disparity = gap_measures(declared(TABLE), "en")
    assert gaps.notes[0] == str(STANDING_WORDS[Standing.DECLARED])


@pytest.mark.usefixtures("english")
def test_nothing_is_told_where_nothing_can_be_compared():
    assert not list(gap_measures({**TABLE, "breakdown": None}, "en"))
    assert not list(gap_measures(yes_of(town=(1, 2)), "en"))
    rows = [TABLE["rows"][0], row("town", 300, None, None, None), *TABLE["rows"][2:]]
    [found] = gap_measures({**TABLE, "rows": rows}, "en")
    assert found.said == ("Not given: a number that it needs is not shown.",)
    assert found.lines == ()
    assert change_measures(yes_of(town=(1, 2)), TABLE, "en") is None


@pytest.mark.usefixtures("english")
def test_a_changed_gap_is_told_with_both_gaps_and_its_label():
    later = yes_of(town=(90, 200), village=(40, 100))
    found = change_measures(TABLE, later, "en")
    heading, village = found.lines
    assert heading.is_heading
    assert village.cells == (
        "+20.0", "+5.0", "\N{MINUS SIGN}15.0", str(LABEL_WORDS[GapLabel.LEVELLED_DOWN])
    )  # fmt: skip
    assert set(LABEL_WORDS) == set(GapLabel)
