import pytest

from surveys.findings.reading.scales import levels_of, sides_of
from tests.surveys.findings.reading.bodies import LIKERT, body, column

AGREED: list[int | None] = [20, 40, 20, 12, 8]


def test_an_agreement_is_read_from_disagree_to_agree_whatever_its_order():
    assert levels_of(body(AGREED, answers=LIKERT)) == (4, 3, 2, 1, 0)
    turned = body(AGREED, answers=LIKERT[::-1])
    assert levels_of(turned) == (0, 1, 2, 3, 4)


def test_a_scale_without_a_middle_is_one():
    without = (*LIKERT[:2], *LIKERT[3:])
    assert levels_of(body([1, 2, 3, 4], answers=without)) == (3, 2, 1, 0)


def test_what_is_asked_as_a_scale_goes_up_as_it_is_asked():
    found = body([1, 2, 3, 4], answers=("0", "1", "2", "3"))
    found["item"]["kind"] = "scale"
    assert levels_of(found) == (0, 1, 2, 3)


def test_does_not_apply_is_no_level():
    found = body([*AGREED, 7], answers=(*LIKERT, "does_not_apply"))
    found["columns"][-1]["missing"] = True
    assert levels_of(found) == (4, 3, 2, 1, 0)


@pytest.mark.parametrize(
    "answers", [("yes", "no"), ("yes", "partly", "no"), ("agree", "neither", "other")]
)
def test_other_answers_are_no_scale(answers):
    assert levels_of(body([5] * len(answers), answers=answers)) == ()


def test_two_points_are_no_scale():
    found = body([5, 5])
    found["item"]["kind"] = "scale"
    assert levels_of(found) == ()


def test_where_levels_are_merged_nobody_knows_the_middle():
    found = body([60, 20, 20], answers=("agreed", "neither", "disagreed"))
    found["item"]["kind"] = "scale"
    found["columns"][0] = column("agreed", members=["strongly_agree", "agree"])
    assert levels_of(found) == ()


def test_the_sides_leave_the_middle_out_and_know_their_base():
    below, above = sides_of(body(AGREED, answers=LIKERT), 0) or (None, None)
    assert (below.people, below.base, below.columns) == (20, 100, (4, 3))
    assert (above.share, above.columns) == (0.6, (1, 0))


@pytest.mark.parametrize("counts", [[20, None, 20, 12, 8], []])
def test_there_are_no_sides_where_a_level_is_hidden(counts):
    assert sides_of(body(counts, answers=LIKERT), 0) is None


def test_a_table_without_rows_has_no_sides():
    assert sides_of(body([], answers=LIKERT, rows=[]), 0) is None
