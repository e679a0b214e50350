"""What is read of stories: by their teller, the panel, who makes them ready, all."""

from dataclasses import dataclass
from functools import cache
from math import ceil
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, func, select
from sqlalchemy.orm import Session

from accounts.models import Member
from core.errors import Invalid, NotFound
from core.facts import Facts, facts_of, mark_of, row_text
from surveys.findings.stories.models import Story, StoryState, StoryVote
from surveys.findings.stories.telling.story_parts import LEAST_VOTES
from surveys.waves.secret_keys import receipt_key

SHOWN_AT_ONCE = 50


@dataclass(frozen=True)
class Reason:
    """Why one of the panel chose a story; the name only where they let it stand."""

    words: str
    name: str = ""


def published(session: Session, number: int = 1) -> tuple[int, list[Story]]:
    """Return on how many pages stories for everybody are, and one page: 1 SELECT.

    They come in the order of their keys, which says nothing of when they were told.

    Raises:
        NotFound: there is no such page.
    """
    return _page(session, Story.state == StoryState.PUBLISHED, number)


def told_of_published(session: Session, number: int = 1) -> str:
    """Return a mark of a page of the stories for everybody: 1 SELECT."""
    start = SHOWN_AT_ONCE * (number - 1)
    return mark_of(session, _facts_of_published(), {"start": max(start, 0)})


@cache
def _facts_of_published() -> Facts:
    public = Story.state == StoryState.PUBLISHED
    page = select(Story.id).where(public).order_by(Story.id).limit(SHOWN_AT_ONCE)
    listed = row_text(Story.id, Story.domain, Story.language, Story.shown)
    return facts_of(
        row_text(func.count()).select_from(Story).where(public),
        listed.where(Story.id.in_(page.offset(bindparam("start")))),
    )


def told_of_story(session: Session, story_id: UUID) -> str:
    """Return a mark of a story, who chose it and why: 1 SELECT."""
    return mark_of(session, _facts_of_story(), {"story": story_id})


@cache
def _facts_of_story() -> Facts:
    wanted = bindparam("story", type_=Story.id.type)
    return facts_of(
        row_text(Story).where(Story.id == wanted),
        row_text(StoryVote, Member.pseudonym)
        .select_from(StoryVote)
        .outerjoin(Member, Member.id == StoryVote.member_id)
        .where(StoryVote.story_id == wanted),
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


def to_choose(
    session: Session, member_id: int, number: int = 1
) -> tuple[int, list[Story]]:
    """Return on how many pages stories wait for one of the panel, and one: 1 SELECT.

    Raises:
        NotFound: there is no such page.
    """
    voted = select(StoryVote.story_id).where(StoryVote.member_id == member_id)
    waits = (Story.state == StoryState.WAITING) & Story.id.not_in(voted)
    return _page(session, waits, number)


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


def _page(
    session: Session, which: ColumnElement[bool], number: int
) -> tuple[int, list[Story]]:
    if number < 1:
        raise NotFound("page")
    rows = session.execute(
        select(Story, func.count().over().label("total"))
        .where(which)
        .order_by(Story.id)
        .offset((number - 1) * SHOWN_AT_ONCE)
        .limit(SHOWN_AT_ONCE)
    ).all()
    if not rows and number != 1:
        raise NotFound("page")
    pages = ceil(rows[0].total / SHOWN_AT_ONCE) if rows else 1
    return pages, [row.Story for row in rows]


def votes_for(session: Session, story_id: UUID) -> int:
    """Return how many of the panel chose a story."""
    count = select(func.count()).where(StoryVote.story_id == story_id)
    return session.scalar(count) or 0
