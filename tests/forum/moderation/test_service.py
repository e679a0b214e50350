"""Deciding about posts: once, with reasons, on the record."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from accounts.rules import Role
from core.audit import AuditEvent
from core.clock import today
from core.db import begin_writing, db
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.moderation.models import ModerationDecision, Verdict
from forum.moderation.rules import LONGEST_REASON, Rule
from forum.moderation.service import PUBLISH, Decision, decide
from forum.threads.models import Post, PostState
from forum.threads.service import open_thread
from tests.factories import make_member
from tests.forum.conversations import draft, make_posts, make_thread

REFUSE = Decision(Verdict.REFUSED, Rule.INSULT, "Please leave out the last line.")
PAIRS = 50


@pytest.fixture
def yusuf(session):
    return make_member(session, Role.MODERATOR)


@pytest.fixture
def waiting(session):
    (post,) = make_posts(
        session,
        make_thread(session),
        make_member(session),
        state=PostState.WAITING,
    )
    return post


def leaves(session):
    rows = session.execute(
        select(AuditEvent.leaf, AuditEvent.actor_id).order_by(AuditEvent.place)
    )
    return [(json.loads(leaf), actor) for leaf, actor in rows]


def test_a_published_post_is_published_with_its_thread(session, yusuf):
    post = open_thread(session, make_member(session).id, "Night buses", draft())

    decide(session, post.id, yusuf.id, PUBLISH)

    assert post.state == PostState.PUBLISHED
    assert post.thread.is_public


def test_nothing_is_published_before_its_day_and_all_can_be_refused(
    session, yusuf, waiting
):
    tomorrow = today() + timedelta(days=1)
    with pytest.raises(Conflict, match=r"moderation\.too_early"):
        decide(session, waiting.id, yusuf.id, PUBLISH, opens_on=tomorrow)
    assert waiting.state == PostState.WAITING

    decide(session, waiting.id, yusuf.id, REFUSE, opens_on=tomorrow)

    assert waiting.state == PostState.REFUSED


def test_on_its_day_it_is_published(session, yusuf, waiting):
    decide(session, waiting.id, yusuf.id, PUBLISH, opens_on=today())

    assert waiting.state == PostState.PUBLISHED


def test_a_refused_post_keeps_its_rule_and_reason(session, yusuf):
    post = open_thread(session, make_member(session).id, "Night buses", draft())

    decided = decide(session, post.id, yusuf.id, REFUSE)

    assert (decided.rule, decided.reason) == ("insult", REFUSE.reason)
    assert post.state == PostState.REFUSED
    assert not post.thread.is_public


@pytest.mark.parametrize(
    ("decision", "action", "more"),
    [(PUBLISH, "post.publish", {}), (REFUSE, "post.refuse", {"rule": "insult"})],
)
def test_the_log_has_the_kind_and_the_rule_and_no_more(
    session, yusuf, waiting, decision, action, more
):
    decided = decide(session, waiting.id, yusuf.id, decision)

    ((leaf, actor),) = leaves(session)
    assert leaf.pop("at")
    assert leaf == {
        "action": action,
        "subject": f"decision:{decided.id}",
        "role": "moderator",
        **more,
    }
    assert actor == yusuf.id


def test_publishing_keeps_no_rule_that_was_left_in_the_form(session, yusuf, waiting):
    decided = decide(
        session,
        waiting.id,
        yusuf.id,
        Decision(Verdict.PUBLISHED, Rule.INSULT, "Not needed after all."),
    )

    assert (decided.rule, decided.reason) == ("", "")


@pytest.mark.parametrize("second", [PUBLISH, REFUSE])
def test_the_second_decision_is_a_conflict(session, yusuf, waiting, second):
    decide(session, waiting.id, yusuf.id, PUBLISH)

    with pytest.raises(Conflict, match=r"moderation\.decided"):
        decide(session, waiting.id, make_member(session).id, second)
    assert len(leaves(session)) == 1


def test_the_database_refuses_a_second_decision_by_itself(session, yusuf, waiting):
    decide(session, waiting.id, yusuf.id, PUBLISH)
    waiting.state = PostState.WAITING  # as a colleague still sees it

    with pytest.raises(Conflict, match=r"moderation\.decided"):
        decide(session, waiting.id, make_member(session).id, REFUSE)


def test_nobody_decides_about_their_own(session, yusuf):
    (own,) = make_posts(session, make_thread(session), yusuf, state=PostState.WAITING)

    with pytest.raises(NotAllowed, match=r"moderation\.own"):
        decide(session, own.id, yusuf.id, PUBLISH)
    assert own.state == PostState.WAITING


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision(Verdict.REFUSED, None, "Please change it."), "rule_missing"),
        (Decision(Verdict.REFUSED, Rule.INSULT, ""), "reason_length"),
        (Decision(Verdict.REFUSED, Rule.INSULT, " No.  \n"), "reason_length"),
        (
            Decision(Verdict.REFUSED, Rule.INSULT, "x" * (LONGEST_REASON + 1)),
            "reason_length",
        ),
    ],
)
def test_a_refusal_says_why(session, yusuf, waiting, decision, code):
    with pytest.raises(Invalid) as refused:
        decide(session, waiting.id, yusuf.id, decision)

    assert refused.value.code == f"moderation.{code}"
    assert waiting.state == PostState.WAITING


def test_what_is_not_there_cannot_be_decided(session, yusuf):
    with pytest.raises(NotFound):
        decide(session, 999_999, yusuf.id, PUBLISH)


def test_fifty_pairs_of_moderators_make_fifty_decisions(app, session):
    """NodeBB published one post twice in 21 of 21 trials; here the key decides."""
    people = [make_member(session, Role.MODERATOR).id for _ in range(2)]
    posts = make_posts(
        session,
        make_thread(session),
        make_member(session),
        number=PAIRS,
        state=PostState.WAITING,
    )
    waiting = [post.id for post in posts]
    db.session.remove()
    start = Barrier(2, timeout=30)

    def work(moderator, decision):
        outcomes = []
        for post_id in waiting:
            with app.app_context():
                start.wait()
                begin_writing(db.session)
                try:
                    decide(db.session(), post_id, moderator, decision)
                    db.session.commit()
                    outcomes.append("kept")
                except Conflict:
                    db.session.rollback()
                    outcomes.append("late")
                finally:
                    db.session.remove()
        return outcomes

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(work, people, (PUBLISH, REFUSE)))

    assert [sorted(pair) for pair in zip(*both, strict=True)] == [
        ["kept", "late"]
    ] * PAIRS
    decided = select(func.count()).select_from(ModerationDecision)
    assert session.scalar(decided) == PAIRS
    assert len(leaves(session)) == PAIRS
    agreeing = select(func.count()).where(
        Post.id == ModerationDecision.post_id,
        Post.state == ModerationDecision.verdict,
    )
    assert session.scalar(agreeing) == PAIRS
