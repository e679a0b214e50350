"""What is read of stories: by their teller, the panel, who makes them ready, all."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from accounts.models import Member
from core.errors import Invalid, NotFound
from surveys.findings.stories.models import Story, StoryState, StoryVote
from surveys.findings.stories.telling.story_parts import LEAST_VOTES
from surveys.waves.secret_keys import receipt_key

SHOWN_AT_ONCE = 50


@dataclass(frozen=True)
class Reason:
    """Why one of the panel chose a story; the name only where they let it stand."""

    words: str
    name: str = ""


def published(session: Session) -> list[Story]:
    """Return the stories that everybody may read, in the order of their keys."""
    return list(
        session.scalars(
            select(Story)
            .where(Story.state == StoryState.PUBLISHED)
            .order_by(Story.id)
            .limit(SHOWN_AT_ONCE)
        )
    )


def published_story(session: Session, story_id: UUID) -> Story:
    """Return a story that everybody may read.

    Raises:
        NotFound: there is none.
    """
    found = session.get(Story, story_id)
    if found is None or found.state != StoryState.PUBLISHED:
        raise NotFound("story.unknown")
    return found


def story_of(session: Session, story_id: UUID) -> Story:
    """Return a story, shown or not.

    Raises:
        NotFound: there is none.
    """
    found = session.get(Story, story_id)
    if found is None:
        raise NotFound("story.unknown")
    return found


def own_story(session: Session, phrase: str) -> Story:
    """Return the story that a phrase opens.

    Raises:
        Invalid: no story has this phrase.
    """
    key = receipt_key(phrase)
    found = session.scalar(select(Story).where(Story.receipt_key == key))
    if found is None:
        raise Invalid("story.phrase_unknown")
    return found


def reasons_of(session: Session, story_id: UUID) -> list[Reason]:
    """Return why the panel chose a story: 1 SELECT."""
    rows = session.execute(
        select(StoryVote.reason, StoryVote.named, Member.pseudonym)
        .outerjoin(Member, Member.id == StoryVote.member_id)
        .where(StoryVote.story_id == story_id)
        .order_by(StoryVote.id)
    )
    return [Reason(words, (name or "") if named else "") for words, named, name in rows]


def to_choose(session: Session, member_id: int) -> list[Story]:
    """Return stories that a member of the panel has not voted for: 1 SELECT."""
    voted = select(StoryVote.story_id).where(StoryVote.member_id == member_id)
    return list(
        session.scalars(
            select(Story)
            .where(Story.state == StoryState.WAITING, Story.id.not_in(voted))
            .order_by(Story.id)
            .limit(SHOWN_AT_ONCE)
        )
    )


def chosen(session: Session) -> list[Story]:
    """Return the stories that the panel chose and nobody refused: 1 SELECT.

    Those that still wait for somebody come first: however many are public, none of
    them falls off the end.
    """
    is_done = case((Story.state == StoryState.PUBLISHED, 1), else_=0)
    votes = (
        select(StoryVote.story_id)
        .group_by(StoryVote.story_id)
        .having(func.count() >= LEAST_VOTES)
    )
    return list(
        session.scalars(
            select(Story)
            .where(Story.id.in_(votes), Story.state != StoryState.REFUSED)
            .order_by(is_done, Story.state, Story.id)
            .limit(SHOWN_AT_ONCE)
        )
    )


def votes_for(session: Session, story_id: UUID) -> int:
    """Return how many of the panel chose a story."""
    count = select(func.count()).where(StoryVote.story_id == story_id)
    return session.scalar(count) or 0
