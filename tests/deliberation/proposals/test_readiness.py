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

REQUIRED = frozenset(
    {"title", "messages", "right_served", "history_and_context", "system_causes"}
)
WHOLE = Draft(filled=REQUIRED, evidence=1, asks=1)
ADOPTED = Decision(adopted=True, quorate=True)


def test_a_whole_proposal_that_the_board_adopted_can_go():
    assert delivery_gaps(WHOLE, ADOPTED) == ()


def test_an_empty_draft_lacks_everything_that_a_brief_needs():
    assert draft_gaps(Draft()) == (
        Gap.NO_TITLE,
        Gap.NO_MESSAGES,
        Gap.NO_RIGHT,
        Gap.NO_HISTORY,
        Gap.NO_SYSTEM_CAUSES,
        Gap.NO_EVIDENCE,
        Gap.NO_ASK,
    )


@pytest.mark.parametrize(
    ("lacking", "gap"),
    [
        ({"filled": REQUIRED - {"title"}}, Gap.NO_TITLE),
        ({"filled": REQUIRED - {"messages"}}, Gap.NO_MESSAGES),
        ({"filled": REQUIRED - {"right_served"}}, Gap.NO_RIGHT),
        ({"filled": REQUIRED - {"history_and_context"}}, Gap.NO_HISTORY),
        ({"filled": REQUIRED - {"system_causes"}}, Gap.NO_SYSTEM_CAUSES),
        ({"evidence": 0}, Gap.NO_EVIDENCE),
        ({"asks": 0}, Gap.NO_ASK),
        ({"broken": (2,)}, Gap.BROKEN_EVIDENCE),
        ({"unknown": ("{2:target}",)}, Gap.UNKNOWN_FIGURE),
        ({"loose": ("48.6%",)}, Gap.LOOSE_FIGURE),
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
        filled=st.frozensets(st.sampled_from(sorted({*REQUIRED, "options"}))),
        evidence=st.integers(0, 2),
        asks=st.integers(0, 2),
        broken=st.lists(st.integers(1, 2), max_size=2),
    )
)
def test_filling_one_gap_never_opens_another(draft):
    with_history = replace(draft, filled=draft.filled | {"history_and_context"})
    assert set(draft_gaps(with_history)) == set(draft_gaps(draft)) - {Gap.NO_HISTORY}
