"""What is done with stories: told, chosen with a reason, shown by two, taken back.

Functions add and flush; the view commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from core import audit, limits
from core.constraints import add_once, add_or
from core.db import empty_log_on_commit, rows_changed
from core.errors import Conflict, Invalid, NotAllowed
from surveys.findings.stories.models import (
    Consent,
    Domain,
    Story,
    StoryState,
    StoryVote,
)
from surveys.findings.stories.telling.queries import (
    own_story,
    story_of,
    votes_for,
)
from surveys.findings.stories.telling.story_parts import (
    LEAST_VOTES,
    LONGEST_REASON,
    SHORTEST_REASON,
    fault_of_shown,
    faults_of,
    is_checked,
)
from surveys.waves.secret_keys import receipt_key

# Of everybody together, for nobody is known here.
MOST, WINDOW = 100, timedelta(hours=1)


@dataclass(frozen=True)
class SentStory:
    """A story as its teller sends it; ``key`` and ``phrase`` came with the form."""

    key: UUID
    phrase: str
    parts: Mapping[str, str]
    domain: Domain
    consent: Consent
    language: str


@dataclass(frozen=True)
class Ready:
    """A story as everybody would read it, and what was looked for."""

    shown: Mapping[str, str]
    feedback: str
    checks: frozenset[str]


def tell(session: Session, told: SentStory) -> None:
    """Keep a story for the panel; the same form twice is one story.

    Raises:
        Invalid: a part lacks or is too long; the facts name it.
        TooMany: very many stories were told within an hour.
    """
    for part, fault in faults_of(told.parts).items():
        raise Invalid(f"story.{fault}", part=part)
    if session.get(Story, told.key) is not None:
        return
    limits.count_attempt(session, "story", "", most=MOST, within=WINDOW)
    story = Story(
        id=told.key,
        receipt_key=receipt_key(told.phrase),
        language=told.language,
        domain=told.domain,
        consent=told.consent,
        told=dict(told.parts),
    )
    add_once(session, story)


def take_back(session: Session, phrase: str) -> None:
    """Delete the story that a phrase opens, wherever it stands: one step.

    Raises:
        Invalid: no story has this phrase.
    """
    story = own_story(session, phrase)
    was_public = story.state == StoryState.PUBLISHED
    session.execute(delete(Story).where(Story.id == story.id))
    empty_log_on_commit(session)
    if was_public:
        audit.record(session, "story.take_back", f"story:{story.id}", role="teller")


def vote(
    session: Session, story_id: UUID, member_id: int, reason: str, *, named: bool
) -> None:
    """Choose a story, with a written reason that everybody will read.

    Raises:
        NotFound: there is no such story.
        Conflict: the member chose it already, or it does not wait any more.
        Invalid: the reason is too short or too long.
    """
    if story_of(session, story_id).state != StoryState.WAITING:
        raise Conflict("story.not_waiting")
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Invalid("story.reason_length")
    chosen = StoryVote(
        story_id=story_id, member_id=member_id, reason=reason, named=named
    )
    add_or(session, chosen, Conflict("story.voted"))


def prepare(
    session: Session, story_id: UUID, ready: Ready, *, role: str, actor_id: int
) -> None:
    """Make a chosen story ready: marks where something could tell who it is.

    Made ready anew, it needs a second person anew.

    Raises:
        NotFound: there is no such story.
        NotAllowed: its teller lets the panel read it and nobody else.
        Conflict: too few chose it, or it is public or refused.
        Invalid: something was not looked for, or the words are not the teller's.
    """
    story = story_of(session, story_id)
    if story.consent != Consent.PUBLIC:
        raise NotAllowed("story.panel_only")
    if votes_for(session, story_id) < LEAST_VOTES:
        raise Conflict("story.not_chosen", least=LEAST_VOTES)
    if not is_checked(ready.checks):
        raise Invalid("story.checklist")
    part = fault_of_shown(story.told, ready.shown)
    if part is not None:
        raise Invalid("story.not_the_words", part=part)
    if len(ready.feedback) > LONGEST_REASON:
        raise Invalid("story.too_long", part="feedback")
    _move(
        session,
        story,
        {StoryState.WAITING, StoryState.PREPARED},
        state=StoryState.PREPARED,
        shown=dict(ready.shown),
        feedback=ready.feedback,
        prepared_by_id=actor_id,
    )
    _log(session, story, "story.prepare", role=role, actor_id=actor_id)


def publish(
    session: Session,
    story_id: UUID,
    shown: Mapping[str, str],
    checks: frozenset[str],
    *,
    role: str,
    actor_id: int,
) -> None:
    """Let everybody read a story as another person made it ready.

    Args:
        session: of the caller, who commits.
        story_id: of the story.
        shown: the words as the page showed them: only these are published.
        checks: what this second person looked for.
        role: of who does it, for the log.
        actor_id: who it is.

    Raises:
        NotFound: there is no such story.
        NotAllowed: the same person made it ready.
        Conflict: it is not ready, or was made ready anew meanwhile.
        Invalid: something was not looked for.
    """
    story = story_of(session, story_id)
    if story.state != StoryState.PREPARED or story.shown != dict(shown):
        raise Conflict("story.not_ready")
    if story.prepared_by_id in {actor_id, None}:
        raise NotAllowed("story.two_people")
    if not is_checked(checks):
        raise Invalid("story.checklist")
    _move(
        session,
        story,
        {StoryState.PREPARED},
        state=StoryState.PUBLISHED,
        published_by_id=actor_id,
    )
    _log(session, story, "story.publish", role=role, actor_id=actor_id)


def refuse(
    session: Session, story_id: UUID, feedback: str, *, role: str, actor_id: int
) -> None:
    """Show a story to nobody, or to nobody any more; its teller reads why.

    Raises:
        NotFound: there is no such story.
        Invalid: there is no word for the teller, or too many.
    """
    story = story_of(session, story_id)
    if not SHORTEST_REASON <= len(feedback) <= LONGEST_REASON:
        raise Invalid("story.reason_length")
    _move(
        session,
        story,
        set(StoryState),
        state=StoryState.REFUSED,
        shown=None,
        feedback=feedback,
    )
    _log(session, story, "story.refuse", role=role, actor_id=actor_id)


def _move(
    session: Session, story: Story, before: set[StoryState], **values: object
) -> None:
    moved = rows_changed(
        session,
        update(Story)
        .where(Story.id == story.id, Story.state.in_(before))
        .values(**values)
        .execution_options(synchronize_session=False),
    )
    session.refresh(story)
    if not moved:
        raise Conflict("story.not_waiting")


def _log(
    session: Session, story: Story, action: str, *, role: str, actor_id: int
) -> None:
    subject = f"story:{story.id}"
    audit.record(session, action, subject, role=role, actor_id=actor_id)
