import json
from datetime import date

import pytest
from sqlalchemy import select

from core.audit import AuditEvent
from core.errors import Conflict, Invalid, NotAllowed
from core.site_calendar import SiteCalendar
from deliberation.board.motions import service as motions
from deliberation.proposals import service
from deliberation.proposals.drafts import service as drafts
from deliberation.proposals.readiness import Lack
from deliberation.proposals.stages import Stage
from tests.deliberation.proposals.factories import (
    TEXTS,
    add_ask,
    add_thread,
    decide,
    hand_over,
    make_adopted,
    make_delivered,
    make_draft,
    make_ready,
    on,
)
from tests.factories import make_member


def acts(session) -> list[str]:
    leaves = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place))
    found = [json.loads(leaf)["action"] for leaf in leaves]
    return [act for act in found if act.startswith("proposal.")]


def deliver(session, town, proposal, *, member=None):
    service.deliver(
        session, proposal, calendar=SiteCalendar(), member_id=member or town.chair
    )


def test_an_unfinished_draft_cannot_go_before_the_board(session, town):
    draft = make_draft(session, town, texts={"history_and_context": " "})

    with pytest.raises(Invalid) as refusal:
        hand_over(session, town, draft)

    assert refusal.value.facts["lacks"] == (
        Lack.NO_HISTORY,
        Lack.NO_EVIDENCE,
        Lack.NO_ASK,
    )


def test_a_percentage_typed_by_hand_stops_a_draft(session, town):
    draft = make_ready(session, town)
    drafts.rewrite(
        session,
        draft,
        {"problem": "Only 38.2% were heard."},
        right_served="dignity",
        language="en",
        member_id=town.member,
    )

    with pytest.raises(Invalid) as refusal:
        hand_over(session, town, draft)

    assert refusal.value.facts["lacks"] == (Lack.LOOSE_FIGURE,)


def test_the_board_gets_a_motion_and_the_text_stands_still(session, town):
    draft = make_ready(session, town)

    motion = hand_over(session, town, draft)

    assert (motion.number, motion.title["en"]) == ("M-01", TEXTS["title"])
    with pytest.raises(Conflict, match=r"proposal\.with_board"):
        add_ask(session, town, draft)
    with pytest.raises(Conflict, match=r"proposal\.with_board"):
        hand_over(session, town, draft)


def test_a_lost_motion_gives_the_draft_back_for_another_try(session, town):
    draft = make_ready(session, town)
    decide(session, town, hand_over(session, town, draft), yes=1, no=8)

    assert draft.state == Stage.DRAFT
    with pytest.raises(Invalid) as refusal:
        deliver(session, town, draft)
    assert refusal.value.facts["lacks"] == (Lack.NOT_ADOPTED,)
    assert hand_over(session, town, draft).number == "M-02"


def test_a_motion_taken_back_gives_the_draft_back(session, town):
    draft = make_ready(session, town)
    motion = hand_over(session, town, draft)
    motions.withdraw_motion(session, motion, member_id=town.chair)

    assert add_ask(session, town, draft).number == 2


def test_without_quorum_nothing_is_delivered(session, town):
    draft = make_ready(session, town)
    decide(session, town, hand_over(session, town, draft), yes=3, no=0)

    with pytest.raises(Invalid) as refusal:
        deliver(session, town, draft)

    assert refusal.value.facts["lacks"] == (Lack.NO_QUORUM,)


def test_a_proposal_without_a_motion_is_not_delivered(session, town):
    draft = make_ready(session, town)

    with pytest.raises(Invalid) as refusal:
        deliver(session, town, draft)

    assert refusal.value.facts["lacks"] == (Lack.NO_MOTION,)


def test_an_adopted_motion_adopts_its_proposal(session, town):
    assert make_adopted(session, town).state == Stage.ADOPTED


def test_a_proposal_delivered_on_3_august_2026_is_due_on_31_august(session, town):
    proposal = make_delivered(session, town)

    assert proposal.state == Stage.DELIVERED
    assert (proposal.delivered_on, proposal.due_on) == (
        date(2026, 8, 3),
        date(2026, 8, 31),
    )


def test_a_holiday_of_the_site_moves_the_last_day(session, town):
    proposal = make_adopted(session, town)
    calendar = SiteCalendar(holidays=frozenset({date(2026, 8, 31)}))
    with on(8, 3):
        service.deliver(session, proposal, calendar=calendar, member_id=town.chair)

    assert proposal.due_on == date(2026, 9, 1)


def test_nothing_is_delivered_twice(session, town):
    proposal = make_delivered(session, town)

    with pytest.raises(Conflict) as refusal:
        deliver(session, town, proposal)

    assert refusal.value.facts["state"] == Stage.DELIVERED


def test_evidence_that_was_hidden_since_stops_the_delivery(session, town):
    draft = make_draft(session, town)
    thread = add_thread(session, town, draft)
    add_ask(session, town, draft)
    decide(session, town, hand_over(session, town, draft))
    thread.is_public = False
    session.commit()

    with pytest.raises(Invalid) as refusal:
        deliver(session, town, draft)

    assert refusal.value.facts["lacks"] == (Lack.BROKEN_EVIDENCE,)
    assert draft.state == Stage.ADOPTED


def test_only_the_chair_delivers_and_closes(session, town):
    proposal = make_adopted(session, town)

    with pytest.raises(NotAllowed, match=r"board\.not_chair"):
        deliver(session, town, proposal, member=town.member)
    with pytest.raises(NotAllowed, match=r"board\.not_chair"):
        service.close(session, proposal, member_id=town.member)


def test_somebody_without_a_seat_writes_nothing(session, town):
    stranger = make_member(session)

    with pytest.raises(NotAllowed, match=r"board\.no_seat"):
        make_draft(session, town, member_id=stranger.id)
    with pytest.raises(NotAllowed, match=r"board\.no_seat"):
        add_ask(session, town, make_draft(session, town), member_id=stranger.id)


def test_what_stayed_unanswered_can_be_closed_but_not_reopened(session, town):
    proposal = make_delivered(session, town)

    service.close(session, proposal, member_id=town.chair)

    assert proposal.state == Stage.CLOSED
    with pytest.raises(Conflict, match=r"proposal\.stage"):
        service.close(session, proposal, member_id=town.chair)


def test_a_draft_cannot_be_closed(session, town):
    with pytest.raises(Conflict, match=r"proposal\.stage"):
        service.close(session, make_draft(session, town), member_id=town.chair)


def test_each_act_of_the_board_is_in_the_public_log(session, town):
    proposal = make_delivered(session, town)
    service.close(session, proposal, member_id=town.chair)

    assert acts(session) == [
        "proposal.draft",
        "proposal.hand_over",
        "proposal.adopt",
        "proposal.deliver",
        "proposal.close",
    ]
