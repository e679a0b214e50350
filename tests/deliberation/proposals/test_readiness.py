from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.proposals.readiness import (
    Decision,
    Draft,
    Lack,
    decision_lacks,
    delivery_lacks,
    draft_lacks,
)

REQUIRED = frozenset(
    {"title", "messages", "right_served", "history_and_context", "system_causes"}
)
WHOLE = Draft(filled=REQUIRED, evidence=1, asks=1)
ADOPTED = Decision(adopted=True, quorate=True)


def test_a_whole_proposal_that_the_board_adopted_can_go():
    assert delivery_lacks(WHOLE, ADOPTED) == ()


def test_an_empty_draft_lacks_everything_that_a_brief_needs():
    assert draft_lacks(Draft()) == (
        Lack.NO_TITLE,
        Lack.NO_MESSAGES,
        Lack.NO_RIGHT,
        Lack.NO_HISTORY,
        Lack.NO_SYSTEM_CAUSES,
        Lack.NO_EVIDENCE,
        Lack.NO_ASK,
    )


@pytest.mark.parametrize(
    ("lacking", "lack"),
    [
        ({"filled": REQUIRED - {"title"}}, Lack.NO_TITLE),
        ({"filled": REQUIRED - {"messages"}}, Lack.NO_MESSAGES),
        ({"filled": REQUIRED - {"right_served"}}, Lack.NO_RIGHT),
        ({"filled": REQUIRED - {"history_and_context"}}, Lack.NO_HISTORY),
        ({"filled": REQUIRED - {"system_causes"}}, Lack.NO_SYSTEM_CAUSES),
        ({"evidence": 0}, Lack.NO_EVIDENCE),
        ({"asks": 0}, Lack.NO_ASK),
        ({"broken": (2,)}, Lack.BROKEN_EVIDENCE),
        ({"unknown": ("{2:target}",)}, Lack.UNKNOWN_FIGURE),
        ({"loose": ("48.6%",)}, Lack.LOOSE_FIGURE),
    ],
)
def test_one_missing_thing_is_named_and_stops_it(lacking, lack):
    assert delivery_lacks(replace(WHOLE, **lacking), ADOPTED) == (lack,)


@pytest.mark.parametrize(
    ("decision", "lack"),
    [
        (None, Lack.NO_MOTION),
        (Decision(adopted=False, quorate=True), Lack.NOT_ADOPTED),
        (Decision(adopted=True, quorate=False), Lack.NO_QUORUM),
        (Decision(adopted=False, quorate=False), Lack.NO_QUORUM),
    ],
)
def test_only_an_adopted_motion_with_quorum_lets_it_go(decision, lack):
    assert decision_lacks(decision) == (lack,)
    assert delivery_lacks(WHOLE, decision) == (lack,)


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
    assert set(draft_lacks(with_history)) == set(draft_lacks(draft)) - {Lack.NO_HISTORY}
