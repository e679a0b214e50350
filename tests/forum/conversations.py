"""Makers of threads, posts and results to talk about."""

from itertools import count

from sqlalchemy.orm import Session

from accounts.models import Member
from core.clock import now
from forum.threads.models import Post, PostState, Thread
from forum.threads.service import Draft
from surveys.findings.models import FrozenResult, Release
from surveys.instruments.models import Instrument, InstrumentVersion
from surveys.waves.models import Wave, WaveState

_number = count(1)


def key() -> str:
    """A form's key, unlike any other."""
    return f"form-{next(_number):020}"


def draft(body: str = "We waited for six weeks.", **changes) -> Draft:
    return Draft(**{"body": body, "submission_key": key(), **changes})


def make_thread(session: Session, author: Member | None = None, **changes) -> Thread:
    """A public thread without posts."""
    facts = {"slug": f"thread{next(_number)}", "title": "Waiting", "is_public": True}
    thread = Thread(**facts | {"author_id": author.id if author else None} | changes)
    session.add(thread)
    session.commit()
    return thread


def make_posts(
    session: Session,
    thread: Thread,
    author: Member | None,
    *,
    number: int = 1,
    state: PostState = PostState.PUBLISHED,
) -> list[Post]:
    """Posts that say their number, oldest first."""
    posts = [
        Post(
            thread_id=thread.id,
            author_id=author.id if author else None,
            submission_key=key(),
            body=f"This is message {place}.",
            state=state,
        )
        for place in range(1, number + 1)
    ]
    session.add_all(posts)
    session.commit()
    return posts


def make_result(session: Session, *, published: bool = True) -> FrozenResult:
    """A frozen result of a wave of its own."""
    instrument = Instrument(slug=f"instrument-{next(_number)}")
    version = InstrumentVersion(instrument=instrument, number=1, body={}, checksum="")
    wave = Wave(
        slug=f"wave-{next(_number)}",
        title={"en": "Reaching help"},
        version=version,
        state=WaveState.FROZEN,
        plan={},
        method={},
    )
    release = Release(
        wave=wave, summary={}, checksum="", published_at=now() if published else None
    )
    result = FrozenResult(
        release=release, position=0, item_key="wait", body={}, checksum=""
    )
    session.add(result)
    session.commit()
    return result
