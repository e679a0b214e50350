import json
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accounts.rules import Role
from core.audit import AuditEvent
from core.db import Base
from core.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from surveys.findings.stories.models import Consent, Story, StoryState, StoryVote
from surveys.findings.stories.telling import service
from surveys.findings.stories.telling.queries import (
    Reason,
    chosen,
    own_story,
    published,
    published_story,
    reasons_of,
    to_choose,
)
from surveys.findings.stories.telling.service import (
    Ready,
    prepare,
    publish,
    refuse,
    take_back,
    vote,
)
from surveys.findings.stories.telling.story_parts import Check
from tests.factories import make_member
from tests.surveys.findings.stories.telling.makers import (
    CHECKS,
    PHRASE,
    REASON,
    SHOWN,
    make_chosen,
    make_prepared,
    make_shown,
    make_told,
)
from tests.surveys.findings.stories.telling.test_story_parts import TOLD

READY = Ready(SHOWN, "", CHECKS)


def by(member):
    return {"role": "moderator", "actor_id": member.id}


def moderator(session):
    return make_member(session, Role.MODERATOR)


def state_of(session, story_id):
    session.expire_all()
    return session.get(Story, story_id).state


def test_a_story_is_kept_without_who_told_it_or_when(session):
    make_told(session)
    table = Base.metadata.tables["story"]
    assert set(table.columns.keys()) == {
        "id",
        "receipt_key",
        "language",
        "domain",
        "consent",
        "told",
        "shown",
        "feedback",
        "state",
        "prepared_by_id",
        "published_by_id",
    }
    assert table.dialect_options["sqlite"]["with_rowid"] is False


def test_a_double_tap_tells_it_once(session):
    key = uuid4()
    for _tap in range(2):
        make_told(session, key=key)
    assert len(session.scalars(select(Story)).all()) == 1


def test_a_story_that_lacks_something_is_refused(session):
    with pytest.raises(Invalid) as caught:
        make_told(session, parts=TOLD | {"why": ""})
    assert (caught.value.code, caught.value.facts["part"]) == ("story.missing", "why")


def test_a_chosen_story_that_waits_comes_before_those_that_are_public(session):
    shown = make_shown(session)
    waiting = make_chosen(session, phrase="another phrase")
    assert [each.id for each in chosen(session)] == [waiting, shown]


def test_very_many_stories_at_once_are_too_many(session, monkeypatch):
    monkeypatch.setattr(service, "MOST", 1)
    make_told(session)
    with pytest.raises(TooMany):
        make_told(session, phrase="other")


def test_its_teller_takes_it_back_in_one_step_wherever_it_stands(session):
    make_shown(session)
    take_back(session, PHRASE.lower().replace("-", " "))
    session.commit()
    for table in (Story, StoryVote):
        assert session.scalars(select(table)).all() == []
    with pytest.raises(Invalid, match="phrase_unknown"):
        own_story(session, PHRASE)


def test_a_wrong_phrase_takes_nothing_back(session):
    make_shown(session)
    with pytest.raises(Invalid):
        take_back(session, "wrong")
    assert len(published(session)[1]) == 1


def test_the_panel_chooses_with_a_reason_and_each_member_once(session):
    story_id, member = make_told(session), make_member(session, Role.BOARD_MEMBER)
    pages, waiting = to_choose(session, member.id)
    assert (pages, [story.id for story in waiting]) == (1, [story_id])
    with pytest.raises(Invalid, match="reason_length"):
        vote(session, story_id, member.id, "Good.", named=True)
    vote(session, story_id, member.id, REASON, named=True)
    with pytest.raises(Conflict, match="voted"):
        vote(session, story_id, member.id, REASON, named=True)
    assert to_choose(session, member.id) == (1, [])
    assert chosen(session) == []


def test_a_name_stands_beside_a_reason_only_where_its_owner_wants(session):
    named, unnamed = reasons_of(session, make_chosen(session))
    assert named.name.startswith("Wren")
    assert unnamed == Reason(REASON)


def test_two_of_the_panel_have_to_choose_it_first(session):
    story_id, one = make_told(session), moderator(session)
    with pytest.raises(Conflict, match="not_chosen"):
        prepare(session, story_id, READY, **by(one))


@pytest.mark.parametrize("check", Check)
def test_nothing_is_made_ready_without_the_whole_checklist(session, check):
    story_id, one = make_chosen(session), moderator(session)
    with pytest.raises(Invalid, match="checklist"):
        prepare(session, story_id, Ready(SHOWN, "", CHECKS - {check}), **by(one))


def test_mended_words_are_not_made_ready(session):
    story_id, one = make_chosen(session), moderator(session)
    mended = Ready(SHOWN | {"why": "My life is back."}, "", CHECKS)
    with pytest.raises(Invalid, match="not_the_words"):
        prepare(session, story_id, mended, **by(one))


def test_a_story_for_the_panel_only_stays_with_the_panel(session):
    story_id, one = make_chosen(session, consent=Consent.PANEL), moderator(session)
    with pytest.raises(NotAllowed, match="panel_only"):
        prepare(session, story_id, READY, **by(one))


def test_another_person_publishes_what_one_made_ready(session):
    story_id, one, two = make_prepared(session)
    with pytest.raises(NotAllowed, match="two_people"):
        publish(session, story_id, SHOWN, CHECKS, **by(one))
    with pytest.raises(Invalid, match="checklist"):
        publish(session, story_id, SHOWN, frozenset(), **by(two))
    publish(session, story_id, SHOWN, CHECKS, **by(two))
    assert published_story(session, story_id).shown == SHOWN


def test_only_what_the_second_person_saw_is_published(session):
    story_id, one, two = make_prepared(session)
    prepare(session, story_id, Ready(TOLD, "", CHECKS), **by(one))
    with pytest.raises(Conflict, match="not_ready"):
        publish(session, story_id, SHOWN, CHECKS, **by(two))


def test_the_database_lets_nobody_be_both(session):
    story_id, one, _two = make_prepared(session)
    session.get(Story, story_id).published_by_id = one.id
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_refused_story_is_read_by_nobody_and_its_teller_reads_why(session):
    story_id, one = make_shown(session), moderator(session)
    with pytest.raises(Invalid, match="reason_length"):
        refuse(session, story_id, "", **by(one))
    refuse(session, story_id, "It says where somebody works.", **by(one))
    session.commit()
    with pytest.raises(NotFound):
        published_story(session, story_id)
    own = own_story(session, PHRASE)
    assert (own.state, own.shown) == (StoryState.REFUSED, None)
    assert own.feedback == "It says where somebody works."
    assert chosen(session) == []


def test_what_is_public_takes_no_more_votes_and_is_not_made_ready_again(session):
    story_id, one = make_shown(session), moderator(session)
    with pytest.raises(Conflict):
        vote(session, story_id, one.id, REASON, named=False)
    with pytest.raises(Conflict):
        prepare(session, story_id, READY, **by(one))
    assert state_of(session, story_id) == StoryState.PUBLISHED


def test_an_unknown_story_is_not_found(session):
    one = moderator(session)
    with pytest.raises(NotFound):
        vote(session, uuid4(), one.id, REASON, named=False)


def test_the_log_names_acts_and_no_word_of_a_story(session):
    make_shown(session)
    take_back(session, PHRASE)
    leaves = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place)).all()
    assert [json.loads(leaf)["action"] for leaf in leaves] == [
        "story.prepare",
        "story.publish",
        "story.take_back",
    ]
    assert not any(word in leaf for leaf in leaves for word in ("mill", REASON, PHRASE))
