"""Lets people of Larkmoor talk, and moderators decide."""

import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import standing_at
from deliberation.demo.cast import Cast
from deliberation.demo.waves.service import result_of
from forum.moderation.models import Verdict
from forum.moderation.rules import Rule
from forum.moderation.service import PUBLISH, Decision, decide
from forum.notes.models import NoteKind
from forum.notes.queries import matter
from forum.notes.service import NoteDraft, write_note
from forum.threads.models import Thread
from forum.threads.service import Draft, open_thread, write_post
from surveys.findings.queries import published_release

SPRING = "spring"
FIRST_DAY = date(2026, 3, 16)
EVENING = time(19, 30, tzinfo=UTC)
TO_DECIDE = timedelta(hours=2)


def talk(session: Session, cast: Cast, *, since: date, until: date) -> None:
    """Let everything be said that the story has between two days, the second not."""
    for story in cast.story.tables["threads"]:
        for number, post in enumerate(story["posts"]):
            if since <= _day(post) < until:
                with standing_at(_moment(post)):
                    post_id = _write(session, cast, story, post, first=number == 0)
                _publish(session, cast, post, post_id)
    for note in cast.story.tables["notes"]:
        if since <= _day(note) < until:
            with standing_at(_moment(note)):
                post_id = _set_beside(session, cast, note)
            _publish(session, cast, note, post_id)
    held, refused = cast.story.tables["held"][0], cast.story.tables["refused"][0]
    if since <= _day(refused) < until:
        _refuse(session, cast, refused)
    if since <= _day(held) < until:
        with standing_at(_moment(held)):
            _reply(session, cast, _thread(session, held["thread"]), held)


def _write(
    session: Session,
    cast: Cast,
    story: Mapping[str, Any],
    post: Mapping[str, Any],
    *,
    first: bool,
) -> int:
    if not first:
        return _reply(session, cast, _thread(session, story["key"]), post)
    about = None
    if "result" in story:
        wave = story.get("wave", SPRING)
        about = result_of(session, wave, story["result"]).id
    made = open_thread(
        session,
        cast.members[story["author"]],
        story["title"],
        _draft(post),
        frozen_result_id=about,
        slug=story["key"],
    )
    return made.id


def _reply(
    session: Session, cast: Cast, thread: Thread, post: Mapping[str, Any]
) -> int:
    return write_post(session, thread, cast.members[post["by"]], _draft(post)).id


def _set_beside(session: Session, cast: Cast, note: Mapping[str, Any]) -> int:
    release = published_release(session, SPRING)
    draft = NoteDraft(
        NoteKind(note.get("kind", NoteKind.NOTE)),
        note["title"],
        _draft(note),
        note.get("on_behalf_of", ""),
        note.get("evidence", ""),
    )
    about = matter(session, release, note.get("question", 0))
    return write_note(session, cast.members[note["by"]], about, draft).id


def _publish(
    session: Session, cast: Cast, post: Mapping[str, Any], post_id: int
) -> None:
    with standing_at(_moment(post) + TO_DECIDE):
        decide(session, post_id, cast.members["Yusuf"], PUBLISH)


def _refuse(session: Session, cast: Cast, post: Mapping[str, Any]) -> None:
    with standing_at(_moment(post)):
        post_id = _reply(session, cast, _thread(session, post["thread"]), post)
    decision = Decision(Verdict.REFUSED, Rule(post["rule"]), post["reason"])
    with standing_at(_moment(post) + TO_DECIDE):
        decide(session, post_id, cast.members["Yusuf"], decision)


def _thread(session: Session, slug: str) -> Thread:
    return session.scalars(select(Thread).where(Thread.slug == slug)).one()


def _draft(post: Mapping[str, Any]) -> Draft:
    return Draft(post["text"], secrets.token_hex(16), post.get("language", "en"))


def _day(post: Mapping[str, Any]) -> date:
    return FIRST_DAY + timedelta(days=post["days"])


def _moment(post: Mapping[str, Any]) -> datetime:
    return datetime.combine(_day(post), EVENING)
