"""What moderators decide. Functions add and flush; the view commits."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from accounts.rules import Role
from core import audit
from core.clock import today
from core.constraints import add_or
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.moderation.models import ModerationDecision, Verdict
from forum.moderation.rules import LONGEST_REASON, SHORTEST_REASON, Rule
from forum.threads.models import Post, PostState
from forum.threads.post_text import clean
from surveys.findings.embargo import is_over


@dataclass(frozen=True)
class Decision:
    """What a moderator decides; a refusal needs its rule and a reason in words."""

    verdict: Verdict
    rule: Rule | None = None
    reason: str = ""


PUBLISH = Decision(Verdict.PUBLISHED)


def decide(
    session: Session,
    post_id: int,
    moderator_id: int | None,
    decision: Decision,
    *,
    opens_on: date | None = None,
) -> ModerationDecision:
    """Publish a waiting post, or refuse it with a reason that its author sees.

    The UNIQUE post decides between two moderators: the second gets a conflict. Before
    the day that it ``opens_on`` it can be refused and not published.

    Raises:
        NotFound: there is no such post.
        NotAllowed: the post is the moderator's own.
        Invalid: a refusal lacks its rule or its reason.
        Conflict: somebody has decided about this post already, or it is too early.
    """
    if decision.verdict is Verdict.PUBLISHED and not is_over(opens_on, today()):
        raise Conflict("moderation.too_early")
    post = _waiting_post(session, post_id, moderator_id)
    decided = _checked(decision, post_id, moderator_id)
    add_or(session, decided, Conflict("moderation.decided"))
    post.state = PostState(decision.verdict.value)
    if decision.verdict is Verdict.PUBLISHED:
        post.thread.is_public = True
    session.flush()
    _log(session, decided, moderator_id)
    return decided


def _waiting_post(session: Session, post_id: int, moderator_id: int | None) -> Post:
    post = session.scalar(
        select(Post).options(joinedload(Post.thread)).where(Post.id == post_id)
    )
    if post is None:
        raise NotFound("post")
    if post.state != PostState.WAITING:
        raise Conflict("moderation.decided")
    if moderator_id is not None and post.author_id == moderator_id:
        raise NotAllowed("moderation.own")
    return post


def _checked(
    decision: Decision, post_id: int, moderator_id: int | None
) -> ModerationDecision:
    reason = clean(decision.reason)
    refused = decision.verdict is Verdict.REFUSED
    if refused and decision.rule is None:
        raise Invalid("moderation.rule_missing")
    if refused and not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Invalid("moderation.reason_length")
    return ModerationDecision(
        post_id=post_id,
        moderator_id=moderator_id,
        verdict=decision.verdict,
        rule=decision.rule if refused else "",
        reason=reason if refused else "",
    )


def _log(
    session: Session, decided: ModerationDecision, moderator_id: int | None
) -> None:
    """Record which way it went and by which rule; not what was written, nor by whom."""
    action = "post.publish" if decided.verdict == Verdict.PUBLISHED else "post.refuse"
    audit.record(
        session,
        action,
        f"decision:{decided.id}",
        role=Role.MODERATOR,
        actor_id=moderator_id,
        **({"rule": decided.rule} if decided.rule else {}),
    )
