"""Writing: what is kept, what waits, what is refused, what a repeat is."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from accounts.service import erase_member
from core.clock import now as present
from core.clock import standing_at
from core.errors import Conflict, Invalid, NotFound, TooMany
from forum.threads import service
from forum.threads.models import Post, PostState, Thread
from tests.factories import make_member
from tests.forum.conversations import draft, make_posts, make_result, make_thread


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_a_new_thread_waits_with_its_first_post(session):
    andriy = make_member(session)

    post = service.open_thread(session, andriy.id, "  Night \n buses ", draft())

    assert (post.thread.title, post.thread.is_public) == ("Night buses", False)
    assert (post.state, post.author_id) == (PostState.WAITING, andriy.id)


def test_an_address_tells_nothing_of_the_title(session):
    andriy = make_member(session)

    post = service.open_thread(session, andriy.id, "Depression after work", draft())

    assert len(post.thread.slug) == 10
    assert post.thread.slug.isalnum()
    assert "depr" not in post.thread.slug


def test_the_operator_may_choose_the_address(session):
    post = service.open_thread(session, None, "Welcome", draft(), slug="welcome")

    assert post.thread.slug == "welcome"


def test_text_is_kept_clean(session):
    thread, andriy = make_thread(session), make_member(session)

    post = service.write_post(session, thread, andriy.id, draft("a\x00b\r\n\r\n\r\nc "))

    assert post.body == "ab\n\nc"


def test_the_same_form_sent_twice_is_one_post(session):
    thread, andriy = make_thread(session), make_member(session)
    once = draft()

    first = service.write_post(session, thread, andriy.id, once)
    again = service.write_post(session, thread, andriy.id, once)

    assert again is first
    assert count(session, Post) == 1


def test_the_same_new_thread_sent_twice_is_one_thread(session):
    andriy, once = make_member(session), draft()

    first = service.open_thread(session, andriy.id, "Night buses", once)
    again = service.open_thread(session, andriy.id, "Night buses", once)

    assert again is first
    assert (count(session, Thread), count(session, Post)) == (1, 1)


def test_another_text_under_the_same_key_is_a_conflict(session):
    thread, andriy, moss = (
        make_thread(session),
        make_member(session),
        make_member(session),
    )
    once = draft("one")
    service.write_post(session, thread, andriy.id, once)

    with pytest.raises(Conflict, match=r"post\.other_text"):
        service.write_post(
            session, thread, andriy.id, draft("two", submission_key=once.submission_key)
        )
    with pytest.raises(Conflict, match=r"post\.other_text"):
        service.write_post(session, thread, moss.id, once)
    assert count(session, Post) == 1


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (draft(" \n "), "post.empty"),
        (draft("x" * 10_001), "post.too_long"),
        (draft(submission_key="short"), "post.key"),
        (draft(submission_key="x" * 65), "post.key"),
    ],
)
def test_a_post_that_cannot_be_is_named(session, sent, code):
    thread, andriy = make_thread(session), make_member(session)

    with pytest.raises(Invalid) as refused:
        service.write_post(session, thread, andriy.id, sent)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("title", "code"), [("", "title.empty"), ("x" * 121, "title.too_long")]
)
def test_so_is_a_title(session, title, code):
    with pytest.raises(Invalid) as refused:
        service.open_thread(session, None, title, draft())
    assert refused.value.code == code


def test_an_unknown_language_is_not_believed(session):
    thread = make_thread(session)

    post = service.write_post(session, thread, None, draft(language="xx"))

    assert post.language == "en"


def test_a_closed_thread_takes_nothing(session):
    thread = make_thread(session, is_locked=True)

    with pytest.raises(Conflict, match=r"thread\.locked"):
        service.write_post(session, thread, None, draft())


def test_a_thread_is_about_a_published_result_or_none(session):
    hidden, shown = make_result(session, published=False), make_result(session)

    with pytest.raises(NotFound):
        service.open_thread(session, None, "Waits", draft(), frozen_result_id=hidden.id)
    post = service.open_thread(
        session, None, "Waits", draft(), frozen_result_id=shown.id
    )
    assert post.thread.frozen_result_id == shown.id


def test_nobody_floods_the_moderators(session):
    thread, andriy, moss = (
        make_thread(session),
        make_member(session),
        make_member(session),
    )
    for _ in range(service.POSTS_OF_ONE):
        service.write_post(session, thread, andriy.id, draft())

    with pytest.raises(TooMany):
        service.write_post(session, thread, andriy.id, draft())
    service.write_post(session, thread, moss.id, draft())
    with standing_at(present() + service.WINDOW + timedelta(seconds=1)):
        service.write_post(session, thread, andriy.id, draft())


@pytest.mark.parametrize(("everything", "left"), [(False, 1), (True, 0)])
def test_who_leaves_takes_along_what_was_not_published(session, everything, left):
    andriy, moss = make_member(session), make_member(session)
    shared = make_thread(session, andriy)
    make_posts(session, shared, moss)
    for state in PostState:
        make_posts(session, shared, andriy, state=state)

    service.erase_posts(session, andriy.id, everything=everything)
    erase_member(session, andriy.id)
    session.commit()

    orphans = session.scalars(select(Post.state).where(Post.author_id.is_(None)))
    assert list(orphans) == ["published"] * left
    assert session.get(Thread, shared.id).author_id is None


def test_a_thread_that_only_its_leaving_author_wrote_in_goes_too(session):
    andriy = make_member(session)
    service.open_thread(session, andriy.id, "Night buses", draft())

    service.erase_posts(session, andriy.id, everything=False)

    assert count(session, Thread) == 0
