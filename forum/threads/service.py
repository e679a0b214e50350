"""What members do in conversations. Functions add and flush; the view commits."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import limits
from core.errors import Conflict, Invalid
from core.settings import LANGUAGES
from forum.threads import post_text, queries
from forum.threads.models import Post, PostState, Thread

POSTS_OF_ONE = 20
WINDOW = timedelta(minutes=10)

# No letter or digit that could be taken for another; an address says nothing.
_SLUG_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_SLUG_LENGTH = 10


@dataclass(frozen=True)
class Draft:
    """What a form sends.

    Attributes:
        body: the text as it was typed.
        submission_key: made for this form alone: sent twice, it is one post.
        language: in which the author says it is written.
    """

    body: str
    submission_key: str
    language: str = "en"


def open_thread(  # noqa: PLR0913  # what a thread begins with
    session: Session,
    author_id: int | None,
    title: str,
    draft: Draft,
    *,
    frozen_result_id: int | None = None,
    instrument_version_id: int | None = None,
    slug: str = "",
) -> Post:
    """Open a thread with its first post; both wait for a moderator.

    The same form sent twice finds the post that it made.

    Raises:
        Invalid: title or text is empty or too long.
        Conflict: the form has sent another text already.
        NotFound: there is no such published result, or no such questions.
        TooMany: this member wrote very much very quickly.
    """
    name = post_text.clean_title(title)
    problem = post_text.problem(name, longest=post_text.LONGEST_TITLE)
    if problem is not None:
        raise Invalid(f"title.{problem}")
    if frozen_result_id is not None:
        queries.subject(session, frozen_result_id)
    if instrument_version_id is not None:
        queries.questions_subject(session, instrument_version_id)
    thread = Thread(
        slug=slug or _new_slug(),
        title=name,
        language=_known(draft.language),
        frozen_result_id=frozen_result_id,
        instrument_version_id=instrument_version_id,
        author_id=author_id,
    )
    return _send(session, thread, author_id, draft)


def write_post(
    session: Session, thread: Thread, author_id: int | None, draft: Draft
) -> Post:
    """Add a post to a thread; it waits for a moderator.

    The same form sent twice finds the post that it made.

    Raises:
        Invalid: the text is empty or too long.
        Conflict: the thread is closed to new posts, or the form has sent another
            text already.
        TooMany: this member wrote very much very quickly.
    """
    if thread.is_locked:
        raise Conflict("thread.locked")
    return _send(session, thread, author_id, draft)


def erase_posts(session: Session, member_id: int, *, everything: bool) -> None:
    """Delete a leaving member's posts: the unpublished always, the others on wish.

    A thread of theirs that nobody else has written in goes with its posts.
    """
    gone = Post.author_id == member_id
    if not everything:
        gone = gone & (Post.state != PostState.PUBLISHED)
    session.execute(delete(Post).where(gone))
    kept = select(Post.id).where(Post.thread_id == Thread.id)
    session.execute(delete(Thread).where(Thread.author_id == member_id, ~kept.exists()))


def _send(
    session: Session, thread: Thread, author_id: int | None, draft: Draft
) -> Post:
    """Store a post once; the UNIQUE key of its form decides what a repeat is."""
    body = _checked(draft)
    if author_id is not None:
        limits.count_attempt(
            session, "post", str(author_id), most=POSTS_OF_ONE, within=WINDOW
        )
    post = Post(
        thread=thread,
        author_id=author_id,
        submission_key=draft.submission_key,
        language=_known(draft.language),
        body=body,
    )
    try:
        with session.begin_nested():
            session.add(post)
    except IntegrityError as error:
        return _sent_before(session, author_id, body, draft, error)
    return post


def _sent_before(
    session: Session,
    author_id: int | None,
    body: str,
    draft: Draft,
    error: IntegrityError,
) -> Post:
    before = queries.post_sent_by(session, draft.submission_key)
    if before is None:
        raise error
    if before.author_id != author_id or before.body != body:
        raise Conflict("post.other_text") from error
    return before


def _checked(draft: Draft) -> str:
    body = post_text.clean(draft.body)
    problem = post_text.problem(body)
    if problem is not None:
        raise Invalid(f"post.{problem}")
    if not 16 <= len(draft.submission_key) <= 64:
        raise Invalid("post.key")
    return body


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _new_slug() -> str:
    return "".join(secrets.choice(_SLUG_LETTERS) for _ in range(_SLUG_LENGTH))
