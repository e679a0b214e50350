"""Scores of many people at once are those of each by themselves."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.score_marks import score_marks
from surveys.findings.tabulate import Counted, items_counted, tabulate
from surveys.instruments.scoring import band_of, score_of
from surveys.instruments.shipped import template
from surveys.instruments.strict_toml import Place
from surveys.waves.plan_file import plan_of
from tests.surveys.instruments.scored import SCORE, SCORED, SCORED_PLAN

PLAN = plan_of(Place("test"), SCORED_PLAN, SCORED)
ANSWERS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        SCORE.score_of, st.sampled_from(["bad", "fair", "good", "does_not_apply"])
    ),
)


def tabulated(people, instrument=SCORED, plan=PLAN):
    rows = (Counted(answers, "en", "web") for answers in people)
    return tabulate(rows, instrument, plan)


@given(st.lists(ANSWERS, max_size=40))
def test_each_is_in_the_band_of_their_own_score(people):
    answers = tabulated(people).answers(SCORE)
    for place, said in enumerate(people):
        found = [code for code, who in answers.items() if who >> place & 1]
        assert found == [band_of(SCORE, score_of(SCORE, said)) or ""]


@given(st.lists(ANSWERS, max_size=20), st.randoms())
def test_the_order_of_people_changes_no_number(people, chance):
    shuffled = list(people)
    chance.shuffle(shuffled)
    one, other = (
        {code: who.bit_count() for code, who in tabulated(some).answers(SCORE).items()}
        for some in (people, shuffled)
    )
    assert one == other


def test_who_has_no_score_is_counted_under_the_empty_code():
    people = [{"s1": "good"}, {"s1": "good", "s2": "does_not_apply"}, {}]
    found = tabulated(people).answers(SCORE)
    assert found == {"low": 0, "middle": 0, "high": 0, "": 0b111}


def test_the_questions_of_a_planned_score_are_counted_even_without_a_table():
    raw = {"title": "Score only", "tables": [{"item": "went"}]}
    plan = plan_of(Place("test"), raw, SCORED)
    assert [item.key for item in items_counted(SCORED, plan)] == [
        "s1",
        "s2",
        "s3",
        "went",
    ]
    found = tabulated([{"s1": "good", "s2": "good"}], plan=plan)
    assert found.answers(SCORE)["high"] == 1


def test_a_score_that_no_table_is_about_costs_nothing():
    raw = {"title": "No score", "tables": [{"item": "town"}]}
    plan = plan_of(Place("test"), raw, SCORED)
    assert [item.key for item in items_counted(SCORED, plan)] == ["town"]


def test_people_who_were_not_asked_are_in_no_band_and_do_not_lack_one():
    treated = template("how-i-was-treated")
    score = treated.by_key["treated_score"]
    raw = {"title": "T", "tables": [{"item": "treated_score"}]}
    plan = plan_of(Place("test"), raw, treated)
    well = dict.fromkeys(score.score_of, "agree")
    people = [{"B0": "yes"} | well, {"B0": "yes"}, {"B0": "no"}, {}]
    found = tabulated(people, treated, plan).answers(score)
    assert found == {"to_3_5": 0, "above_3_5": 0b1, "": 0b10}


def test_where_nobody_answered_every_band_is_empty():
    assert score_marks(SCORE, {}) == {"low": 0, "middle": 0, "high": 0}
