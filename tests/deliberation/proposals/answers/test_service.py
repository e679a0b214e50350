import json
from datetime import date

import pytest
from sqlalchemy import select

from core.audit import AuditEvent
from core.errors import Conflict, Invalid, NotAllowed
from core.site_calendar import SiteCalendar
from deliberation.proposals import queries
from deliberation.proposals.answers import queries as answer_queries
from deliberation.proposals.answers import service as answers
from deliberation.proposals.asks import AnswerProblem
from deliberation.proposals.response_clock import ClockReading, ClockState
from deliberation.proposals.stages import Stage
from tests.deliberation.proposals.factories import (
    add_ask,
    add_thread,
    decide,
    deliver_in_august,
    first_ask,
    give_answer,
    hand_over,
    make_adopted,
    make_delivered,
    make_draft,
)
from tests.factories import make_authority, make_member

DUE = date(2026, 8, 31)


def clock_of(session, proposal, day=DUE):
    proposal = queries.in_public(session, proposal.slug)
    [clock] = answer_queries.clocks(proposal, on=day, calendar=SiteCalendar())
    return clock.reading


def speaker(town):
    return answers.Speaker(town.authority.id, town.official.id)


# The fictional community's three answers


@pytest.mark.parametrize(
    ("day", "state", "working_days"),
    [
        ((8, 24), ClockState.ANSWERED_IN_TIME, 5),
        ((8, 31), ClockState.ANSWERED_IN_TIME, 0),
        ((9, 9), ClockState.ANSWERED_LATE, 7),
    ],
)
def test_the_clock_says_how_an_answer_came(session, town, day, state, working_days):
    proposal = make_delivered(session, town)

    give_answer(session, town, first_ask(session, proposal), day)

    assert clock_of(session, proposal) == ClockReading(state, DUE, working_days)
    assert proposal.state == Stage.ANSWERED


def test_a_proposal_is_answered_only_when_its_last_ask_is(session, town):
    draft = make_draft(session, town)
    add_thread(session, town, draft)
    add_ask(session, town, draft)
    add_ask(session, town, draft, kind="training")
    decide(session, town, hand_over(session, town, draft))
    deliver_in_august(session, town, draft)
    first, second = queries.in_public(session, draft.slug).asks

    give_answer(session, town, answer_queries.ask_to(session, first.id), (8, 24))
    assert draft.state == Stage.DELIVERED
    assert clock_of(session, draft).state is ClockState.DUE_TODAY

    give_answer(session, town, answer_queries.ask_to(session, second.id), (9, 9))
    assert draft.state == Stage.ANSWERED
    assert clock_of(session, draft).working_days == 7


def test_two_public_bodies_have_two_clocks(session, town):
    council = make_authority(session, slug="council", name={"en": "Council"})
    draft = make_draft(session, town)
    add_thread(session, town, draft)
    add_ask(session, town, draft)
    add_ask(session, town, draft, authority_id=council.id)
    decide(session, town, hand_over(session, town, draft))
    deliver_in_august(session, town, draft)
    give_answer(session, town, first_ask(session, draft), (8, 24))

    proposal = queries.in_public(session, draft.slug)
    clocks = answer_queries.clocks(
        proposal, on=date(2026, 9, 1), calendar=SiteCalendar()
    )

    assert [(each.body.slug, each.reading.state) for each in clocks] == [
        ("health", ClockState.ANSWERED_IN_TIME),
        ("council", ClockState.OVERDUE),
    ]


def test_a_public_body_answers_only_what_was_asked_of_it(session, town):
    ask = first_ask(session, make_delivered(session, town))
    other = answers.Speaker(make_authority(session).id, town.official.id)

    with pytest.raises(NotAllowed, match=r"ask\.addressee"):
        answers.answer_ask(session, ask, "accepted", "Gladly.", by=other)


def test_nobody_without_a_public_body_answers(session, town):
    ask = first_ask(session, make_delivered(session, town))
    nobody = answers.Speaker(None, make_member(session).id)

    with pytest.raises(NotAllowed, match=r"ask\.addressee"):
        answers.answer_ask(session, ask, "accepted", "Gladly.", by=nobody)


def test_an_ask_is_answered_once_and_the_first_answer_stands(session, town):
    ask = first_ask(session, make_delivered(session, town))
    give_answer(session, town, ask, (8, 24))

    with pytest.raises(Conflict) as refusal:
        answers.answer_ask(session, ask, "declined", "No.", by=speaker(town))

    assert refusal.value.facts == {
        "state": "accepted",
        "reasons": "It is right.",
        "answered_on": date(2026, 8, 24),
    }


def test_the_database_decides_who_answered_first(session, town, monkeypatch):
    ask = first_ask(session, make_delivered(session, town))
    give_answer(session, town, ask, (8, 24))
    monkeypatch.setattr(answers, "_refuse_unless_awaited", lambda *_: None)

    with pytest.raises(Conflict, match=r"ask\.answered"):
        answers.answer_ask(session, ask, "declined", "No.", by=speaker(town))


def test_what_was_not_sent_cannot_be_answered(session, town):
    proposal = make_adopted(session, town)
    [ask] = queries.in_public(session, proposal.slug).asks
    ask.proposal = proposal

    with pytest.raises(Conflict, match=r"ask\.not_open"):
        answers.answer_ask(session, ask, "accepted", "Gladly.", by=speaker(town))


@pytest.mark.parametrize(
    ("state", "reasons", "problem"),
    [
        ("accepted", " ", AnswerProblem.REASONS_MISSING),
        ("", "Because.", AnswerProblem.STATE_MISSING),
        ("no_answer", "Because.", AnswerProblem.STATE_UNKNOWN),
    ],
)
def test_an_answer_needs_a_state_and_reasons(session, town, state, reasons, problem):
    ask = first_ask(session, make_delivered(session, town))

    with pytest.raises(Invalid) as refusal:
        answers.answer_ask(session, ask, state, reasons, by=speaker(town))

    assert refusal.value.facts["problems"] == (problem,)


def test_the_board_replies_once(session, town):
    proposal = make_delivered(session, town)
    give_answer(session, town, first_ask(session, proposal), (8, 24))
    response = answer_queries.response_of(session, proposal, 1)

    answers.reply(session, response, " Thank you. ", member_id=town.chair)
    session.commit()

    again = answer_queries.response_of(session, proposal, 1)
    assert again.board_reply == "Thank you."
    with pytest.raises(Conflict, match=r"reply\.given"):
        answers.reply(session, again, "And more.", member_id=town.chair)


def test_an_empty_reply_or_one_of_a_member_alone_is_refused(session, town):
    proposal = make_delivered(session, town)
    give_answer(session, town, first_ask(session, proposal), (8, 24))
    response = answer_queries.response_of(session, proposal, 1)

    with pytest.raises(Invalid, match=r"reply\.empty"):
        answers.reply(session, response, " ", member_id=town.chair)
    with pytest.raises(NotAllowed, match=r"board\.not_chair"):
        answers.reply(session, response, "Thank you.", member_id=town.member)


def test_the_log_says_who_answered_what_but_never_their_words(session, town):
    proposal = make_delivered(session, town)
    give_answer(session, town, first_ask(session, proposal), (8, 24))

    last = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place)).all()[-1]
    leaf = json.loads(last)
    assert leaf["action"] == "proposal.answer"
    assert (leaf["subject"], leaf["ask"], leaf["state"]) == (
        "proposal:p1",
        1,
        "accepted",
    )
    assert "right" not in last


def test_an_answer_says_in_which_language_it_was_written(session, town):
    ask = first_ask(session, make_delivered(session, town))
    by = answers.Speaker(town.authority.id, town.official.id, "ar")

    answers.answer_ask(session, ask, "accepted", "نعم.", by=by)
    proposal = queries.on_desk(session, ask.proposal.slug, town.chair)
    response = answer_queries.response_of(session, proposal, ask.number)
    answers.reply(session, response, "شكرا.", member_id=town.chair, language="fr")

    session.refresh(response)
    assert (response.language, response.reply_language) == ("ar", "fr")
