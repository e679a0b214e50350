from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.proposals.readiness import (
    Decision,
    Draft,
    Gap,
    decision_gaps,
    delivery_gaps,
    draft_gaps,
)

WHOLE = Draft(
    right_served="dignity",
    history="The clinic closed in 2014.",
    system_causes="Interpreting is booked from one office.",
    evidence=1,
    asks=1,
)
ADOPTED = Decision(adopted=True, quorate=True)


def test_a_whole_proposal_that_the_board_adopted_can_go():
    assert delivery_gaps(WHOLE, ADOPTED) == ()


def test_an_empty_draft_lacks_everything_that_a_brief_needs():
    assert draft_gaps(Draft()) == (
        Gap.NO_RIGHT,
        Gap.NO_HISTORY,
        Gap.NO_SYSTEM_CAUSES,
        Gap.NO_EVIDENCE,
        Gap.NO_ASK,
    )


@pytest.mark.parametrize(
    ("lacking", "gap"),
    [
        ({"right_served": ""}, Gap.NO_RIGHT),
        ({"history": " \n"}, Gap.NO_HISTORY),
        ({"system_causes": "\t"}, Gap.NO_SYSTEM_CAUSES),
        ({"evidence": 0}, Gap.NO_EVIDENCE),
        ({"asks": 0}, Gap.NO_ASK),
        ({"broken": ("item/ask_help",)}, Gap.BROKEN_EVIDENCE),
    ],
)
def test_one_missing_thing_is_named_and_stops_it(lacking, gap):
    assert delivery_gaps(replace(WHOLE, **lacking), ADOPTED) == (gap,)


@pytest.mark.parametrize(
    ("decision", "gap"),
    [
        (None, Gap.NO_MOTION),
        (Decision(adopted=False, quorate=True), Gap.NOT_ADOPTED),
        (Decision(adopted=True, quorate=False), Gap.NO_QUORUM),
        (Decision(adopted=False, quorate=False), Gap.NO_QUORUM),
    ],
)
def test_only_an_adopted_motion_with_quorum_lets_it_go(decision, gap):
    assert decision_gaps(decision) == (gap,)
    assert delivery_gaps(WHOLE, decision) == (gap,)


@given(
    st.builds(
        Draft,
        right_served=st.text(max_size=3),
        history=st.text(max_size=3),
        system_causes=st.text(max_size=3),
        evidence=st.integers(0, 2),
        asks=st.integers(0, 2),
        broken=st.lists(st.text(max_size=3), max_size=2),
    )
)
def test_filling_every_gap_is_enough_and_filling_one_never_makes_another(draft):
    gaps = draft_gaps(draft)
    with_history = draft_gaps(replace(draft, history="Since 2014."))
    assert set(with_history) == set(gaps) - {Gap.NO_HISTORY}
    assert draft_gaps(replace(WHOLE, broken=draft.broken)) == (
        (Gap.BROKEN_EVIDENCE,) if draft.broken else ()
    )
