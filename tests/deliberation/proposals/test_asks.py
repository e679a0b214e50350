from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.proposals.asks import (
    GIVEN_STATES,
    AnswerProblem,
    AnswerState,
    AskType,
    answer_problems,
)
from deliberation.proposals.stages import NEXT_STAGES, Stage, is_public, may_follow

LIFE = [
    Stage.DRAFT,
    Stage.ADOPTED,
    Stage.DELIVERED,
    Stage.ANSWERED,
    Stage.CLOSED,
]


def test_an_ask_is_for_a_law_money_a_standard_training_or_a_guideline():
    assert set(AskType) == {
        "law",
        "funding",
        "service_standard",
        "training",
        "guideline",
    }


def test_an_authority_can_give_five_answers_and_silence_is_none_of_them():
    assert GIVEN_STATES == (
        AnswerState.ACCEPTED,
        AnswerState.ACCEPTED_IN_PART,
        AnswerState.DECLINED_AGREE_PRINCIPLE,
        AnswerState.DECLINED,
        AnswerState.MORE_INFORMATION,
    )


@pytest.mark.parametrize("state", GIVEN_STATES)
def test_every_answer_needs_reasons_a_yes_as_well(state):
    assert answer_problems(state, "  \n") == (AnswerProblem.REASONS_MISSING,)
    assert answer_problems(state, "Because people waited.") == ()


def test_an_empty_answer_lacks_both_its_state_and_its_reasons():
    assert answer_problems("", "") == (
        AnswerProblem.STATE_MISSING,
        AnswerProblem.REASONS_MISSING,
    )


@pytest.mark.parametrize("state", ["no_answer", "perhaps", "ACCEPTED", " accepted"])
def test_silence_and_invented_states_are_refused(state):
    assert answer_problems(state, "Reasons.") == (AnswerProblem.STATE_UNKNOWN,)


@given(st.text(), st.text())
def test_an_answer_is_complete_only_with_a_given_state_and_words(state, reasons):
    complete = state in GIVEN_STATES and bool(reasons.strip())
    assert (answer_problems(state, reasons) == ()) is complete


def test_a_proposal_can_live_its_whole_life_step_by_step():
    assert all(may_follow(*step) for step in pairwise(LIFE))


def test_no_stage_is_jumped_on_the_way_to_an_answer():
    assert not may_follow(Stage.DRAFT, Stage.DELIVERED)
    assert not may_follow(Stage.ADOPTED, Stage.ANSWERED)
    assert not may_follow(Stage.DRAFT, Stage.CLOSED)


def test_what_stayed_unanswered_can_still_be_closed():
    assert may_follow(Stage.DELIVERED, Stage.CLOSED)


@pytest.mark.parametrize("stage", Stage)
def test_life_never_stands_still_and_never_goes_back(stage):
    assert all(LIFE.index(after) > LIFE.index(stage) for after in NEXT_STAGES[stage])


def test_a_draft_is_the_boards_own_and_everything_after_is_public():
    assert [stage for stage in LIFE if not is_public(stage)] == [Stage.DRAFT]
