"""Motions: sealed for 72 hours, counted once, and what follows at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import standing_at
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from deliberation.board.models import Ballot, MotionState
from deliberation.board.motions import queries, service
from deliberation.board.motions.motion_rule import Outcome
from deliberation.board.motions.quorum import BallotChoice
from tests.deliberation.board.boards import (
    OPENED,
    OVER,
    make_motion,
)
from tests.deliberation.board.test_service import leaves
from tests.factories import make_member

YES, NO, ABSTAIN = BallotChoice


@pytest.fixture
def motion(session, board, people):
    with standing_at(OPENED):
        return make_motion(session, board, people[0])


def vote(session, motion, people, choice=YES):
    with standing_at(OPENED + timedelta(hours=1)):
        for person in people:
            service.cast_ballot(session, motion, member_id=person.id, choice=choice)


def close(session, motion, people, **more):
    with standing_at(OVER):
        return service.close_motion(session, motion, member_id=people[0].id, **more)


def test_eleven_of_eleven_vote_and_the_motion_is_adopted(session, motion, people):
    vote(session, motion, people)

    assert close(session, motion, people) is Outcome.ADOPTED
    assert motion.state == MotionState.ADOPTED
    assert motion.tally["quorum"] == {
        "present": 11,
        "filled": 11,
        "needed": 6,
        "met": True,
    }
    assert motion.tally["lived_experience_quorum"]["needed"] == 3


def test_who_steps_aside_is_present_and_ten_votes_count(session, motion, people):
    vote(session, motion, people)
    service.step_aside_from_motion(
        session, motion, member_id=people[9].id, reason="My employer would gain."
    )

    close(session, motion, people)

    assert (motion.tally["yes"], motion.tally["recused"]) == (10, 1)
    assert motion.tally["quorum"]["present"] == 11


def test_a_recused_member_cannot_vote(session, motion, people):
    service.step_aside_from_motion(
        session, motion, member_id=people[9].id, reason="My employer would gain."
    )

    with pytest.raises(NotAllowed, match="recused"):
        vote(session, motion, [people[9]])


def test_too_few_with_lived_experience_is_no_quorum(session, motion, people):
    vote(session, motion, people[4:])

    assert close(session, motion, people) is Outcome.NO_QUORUM
    assert motion.tally["quorum"]["met"]
    assert not motion.tally["lived_experience_quorum"]["met"]


def test_the_roll_counts_for_the_quorum_but_is_no_vote(session, motion, people):
    vote(session, motion, people[:1])
    everyone = {person.id for person in people}
    service.take_roll(session, motion, member_id=people[0].id, present=everyone)

    assert close(session, motion, people) is Outcome.ADOPTED
    assert motion.tally["quorum"]["present"] == 11
    assert (motion.tally["yes"], motion.tally["no"]) == (1, 0)


def test_the_roll_may_be_corrected_but_nobody_who_voted_leaves_it(
    session, motion, people
):
    chair, voter, other = (person.id for person in people[:3])
    vote(session, motion, [people[1]])
    service.take_roll(session, motion, member_id=chair, present={other})
    service.take_roll(session, motion, member_id=chair, present=set())

    assert queries.present(session, motion.id) == {voter}
    with pytest.raises(Invalid, match="not_on_the_roll"):
        service.take_roll(session, motion, member_id=chair, present={10**6})


def test_until_the_close_nobody_sees_a_vote(session, motion, people):
    vote(session, motion, people)

    assert queries.named_votes(session, motion) == []
    assert motion.tally is None
    assert "ballot" not in str(leaves(session))

    close(session, motion, people)
    assert len(queries.named_votes(session, motion)) == 11


def test_votes_are_named_in_the_order_of_the_seats(session, motion, people):
    vote(session, motion, [*reversed(people)])
    close(session, motion, people)

    votes = queries.named_votes(session, motion)

    assert [ballot.member_id for ballot in votes] == [p.id for p in people]


def test_before_the_close_the_last_word_counts(session, motion, people):
    vote(session, motion, people, YES)
    vote(session, motion, people, NO)

    assert close(session, motion, people) is Outcome.REJECTED
    assert motion.tally["no"] == 11


def test_a_ballot_cannot_be_closed_before_72_hours(session, motion, people):
    early = OVER - timedelta(seconds=1)
    with standing_at(early), pytest.raises(Conflict, match="ballot_still_open"):
        service.close_motion(session, motion, member_id=people[0].id)


def test_when_its_time_is_over_nobody_votes_even_if_it_is_not_counted_yet(
    session, motion, people
):
    with standing_at(OVER), pytest.raises(Conflict, match="ballot_over"):
        service.cast_ballot(session, motion, member_id=people[1].id, choice=YES)


def test_a_motion_is_counted_once(session, motion, people):
    close(session, motion, people)

    with pytest.raises(Conflict, match="motion_not_there"):
        close(session, motion, people)
    with pytest.raises(Conflict, match="motion_not_there"):
        vote(session, motion, people[:1])


def test_what_hangs_on_a_motion_follows_only_if_it_is_adopted(
    session, board, motion, people
):
    followed = []
    vote(session, motion, people)
    close(session, motion, people, on_adopted=[lambda _s, m: followed.append(m.number)])
    with standing_at(OPENED):
        second = make_motion(session, board, people[0])
    close(session, second, people, on_adopted=[lambda _s, m: followed.append(m.number)])

    assert (motion.number, second.number) == ("M-01", "M-02")
    assert followed == ["M-01"]


def test_the_log_has_the_count_but_no_name_and_no_single_vote(session, motion, people):
    vote(session, motion, people)
    close(session, motion, people)

    leaf = leaves(session)[-1]
    assert (leaf["action"], leaf["subject"]) == ("motion.close", "motion:larkmoor/M-01")
    assert leaf["tally"]["yes"] == 11
    assert people[0].pseudonym not in str(leaf)


def test_a_ballot_of_less_than_72_hours_is_refused(session, board, people):
    draft = make_motion(session, board, people[0], is_open=False)

    with pytest.raises(Invalid, match="too_short"):
        service.open_motion(
            session, draft, member_id=people[0].id, open_for=timedelta(hours=71)
        )


def test_a_draft_may_be_withdrawn_but_no_open_motion(session, board, motion, people):
    draft = make_motion(session, board, people[0], is_open=False)

    service.withdraw_motion(session, draft, member_id=people[0].id)

    assert draft.state == MotionState.WITHDRAWN
    for act in (service.withdraw_motion, service.open_motion):
        with pytest.raises(Conflict, match="motion_not_there"):
            act(session, motion, member_id=people[0].id)


def test_a_motion_needs_a_title_and_a_text(session, board, people):
    for title, wording in (({}, {"en": "Text"}), ({"en": "Title"}, {"en": ""})):
        with pytest.raises(Invalid, match="empty_motion"):
            service.propose_motion(
                *(session, board), member_id=people[1].id, title=title, wording=wording
            )


def test_who_has_no_seat_neither_votes_nor_chairs(session, motion, people):
    stranger = make_member(session)

    with pytest.raises(NotAllowed, match="no_seat"):
        service.cast_ballot(session, motion, member_id=stranger.id, choice=YES)
    with standing_at(OVER), pytest.raises(NotAllowed, match="not_chair"):
        service.close_motion(session, motion, member_id=people[1].id)


def test_another_view_is_printed_only_beside_a_decision(session, motion, people):
    def add(words):
        service.add_minority_statement(
            session, motion, member_id=people[1].id, words=words
        )

    with pytest.raises(Conflict, match="not_decided"):
        add({"en": "We fear that records reach schools."})
    close(session, motion, people)
    with pytest.raises(Invalid, match="reason_missing"):
        add({"en": ""})
    add({"en": "We fear that records reach schools."})
    assert motion.minority_statement == {"en": "We fear that records reach schools."}


def test_nobody_writes_over_a_colleagues_view(session, motion, people):
    close(session, motion, people)

    def add(person, words):
        service.add_minority_statement(
            session, motion, member_id=people[person].id, words=words
        )

    add(1, {"en": "We fear that records reach schools."})
    add(1, {"en": "We fear that records reach schools."})  # a double click
    with pytest.raises(Conflict, match="another_view_there"):
        add(2, {"en": "Nothing to fear."})
    assert motion.minority_statement == {"en": "We fear that records reach schools."}


def test_a_vote_outlives_the_account_but_loses_its_name(session, motion, people):
    vote(session, motion, people)
    close(session, motion, people)

    session.delete(people[10])
    session.commit()

    votes = session.scalars(select(Ballot)).all()
    assert len(votes) == 11
    assert [ballot.member_id for ballot in votes].count(None) == 1


def test_an_unknown_motion_is_not_found(session, board):
    with pytest.raises(NotFound):
        queries.motion(session, board.id, "M-99")
