"""The moderators' desk."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from accounts.rules import Role
from core.db import db
from forum.moderation.models import ModerationDecision
from forum.threads.models import Post, PostState
from tests.conftest import Budget
from tests.factories import make_member
from tests.forum.conversations import make_posts, make_thread
from tests.pages import Pages

REASON = "Please leave out the last line."


@pytest.fixture
def yusuf(session, pages):
    member = make_member(session, Role.MODERATOR)
    pages.sign_in(member)
    return member


@pytest.fixture
def waiting(session, moss):
    thread = make_thread(session, slug="waiting", title="Waiting for the call")
    (post,) = make_posts(session, thread, moss, state=PostState.WAITING)
    return post


def refusal(**changes):
    return {"verdict": "refused", "rule": "insult", "reason": REASON, **changes}


def test_an_empty_queue_says_thank_you(pages, yusuf):
    assert "Nothing waits." in pages.get("/desk/moderation/")


def test_the_queue_is_counted_and_begins_with_the_oldest(pages, session, yusuf, moss):
    thread = make_thread(session)
    made = make_posts(session, thread, moss, number=21, state=PostState.WAITING)

    html = pages.get("/desk/moderation/")

    found = re.findall(r'href="/desk/moderation/(\d+)"', html)
    assert found == [str(post.id) for post in made[:20]]
    assert "21 messages wait." in html
    assert f"/{made[-1].id}" in pages.get("/desk/moderation/?page=2")
    pages.get("/desk/moderation/?page=3", status=404)


def test_a_case_shows_the_message_and_what_to_look_at(pages, session, yusuf, waiting):
    waiting.body = "Call me: 07700 900123\n<b>please</b>"

    html = pages.get(f"/desk/moderation/{waiting.id}")

    assert "&lt;b&gt;please&lt;/b&gt;" in html
    assert "a phone number" in html
    assert "Moss" in html


def test_publishing_lets_everybody_read(app, pages, yusuf, waiting):
    went = pages.answer(
        "POST", f"/desk/moderation/{waiting.id}", 303, data={"verdict": "published"}
    )

    assert went.headers["Location"] == "/desk/moderation/"
    assert "This is message 1." in Pages(app.test_client()).get("/forum/waiting")


def test_refusing_tells_the_author_why(app, pages, yusuf, waiting, moss):
    pages.post(f"/desk/moderation/{waiting.id}", refusal())

    author = Pages(app.test_client())
    author.sign_in(moss)
    html = author.get(f"/moderation/reasons/{waiting.id}")
    assert REASON in html
    assert "It attacks a person." in html
    assert f"/forum/waiting?again={waiting.id}" in html


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (refusal(rule=""), "choose the rule"),
        (refusal(reason=" "), "tell the author why"),
        (refusal(rule="mood"), "valid choice"),
        (refusal(verdict="burnt"), "publish the message or refuse"),
        (refusal(verdict=""), "publish the message or refuse"),
    ],
)
def test_half_a_refusal_comes_back_with_its_words(pages, yusuf, waiting, sent, words):
    html = pages.post(f"/desk/moderation/{waiting.id}", sent, status=422)

    assert words in html
    assert sent["reason"].strip() in html


def test_a_stale_page_loses_no_word(app, pages, yusuf, waiting):
    app.config["WTF_CSRF_ENABLED"] = True

    html = pages.post(f"/desk/moderation/{waiting.id}", refusal(), status=422)

    assert REASON in html


def test_the_second_moderator_is_told_what_the_first_decided(
    app, pages, session, yusuf, waiting
):
    late = Pages(app.test_client())
    late.sign_in(make_member(session, Role.MODERATOR))
    late.get(f"/desk/moderation/{waiting.id}")
    pages.post(f"/desk/moderation/{waiting.id}", refusal())

    html = late.post(
        f"/desk/moderation/{waiting.id}", {"verdict": "published"}, status=409
    )

    assert "A colleague was faster" in html
    assert "Not published" in html
    assert "It attacks a person." in html
    assert session.scalar(select(Post.state)) == PostState.REFUSED


def test_the_second_moderators_own_words_are_not_lost(
    app, pages, session, yusuf, waiting
):
    late = Pages(app.test_client())
    late.sign_in(make_member(session, Role.MODERATOR))
    pages.post(f"/desk/moderation/{waiting.id}", {"verdict": "published"})

    html = late.post(f"/desk/moderation/{waiting.id}", refusal(), status=409)

    assert REASON in html
    assert "Published" in html


def test_two_moderators_at_once_get_one_303_and_one_409(app, session, moss):
    thread = make_thread(session, moss)
    posts = make_posts(session, thread, moss, number=10, state=PostState.WAITING)
    waiting = [post.id for post in posts]
    clients = [app.test_client() for _ in range(2)]
    for client in clients:
        Pages(client).sign_in(make_member(session, Role.MODERATOR))
    db.session.remove()
    start = Barrier(2, timeout=30)

    def work(client):
        answers = []
        for post_id in waiting:
            start.wait()
            path = f"/desk/moderation/{post_id}"
            answers.append(client.post(path, data={"verdict": "published"}).status_code)
        return answers

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(work, clients))

    assert [sorted(pair) for pair in zip(*both, strict=True)] == [[303, 409]] * 10
    decided = select(func.count()).select_from(ModerationDecision)
    assert session.scalar(decided) == 10


def test_a_decided_case_shows_its_decision(pages, yusuf, waiting):
    pages.post(f"/desk/moderation/{waiting.id}", {"verdict": "published"})

    assert "This message is decided" in pages.get(f"/desk/moderation/{waiting.id}")


def test_ones_own_message_has_no_form(pages, session, yusuf):
    (own,) = make_posts(session, make_thread(session), yusuf, state=PostState.WAITING)

    assert "a colleague decides" in pages.get("/desk/moderation/")
    assert "<textarea" not in pages.get(f"/desk/moderation/{own.id}")
    pages.post(f"/desk/moderation/{own.id}", {"verdict": "published"}, status=403)
    assert own.state == PostState.WAITING


@pytest.mark.parametrize("role", [role for role in Role if role != "moderator"])
def test_nobody_else_decides(pages, session, waiting, role):
    pages.sign_in(make_member(session, *({role} - {Role.MEMBER})))

    pages.get("/desk/moderation/", status=403)
    pages.get(f"/desk/moderation/{waiting.id}", status=403)
    pages.post(f"/desk/moderation/{waiting.id}", refusal(), status=403)


def test_a_stranger_is_asked_to_sign_in(pages, waiting):
    pages.get("/desk/moderation/", status=401)
    pages.get(f"/desk/moderation/{waiting.id}", status=401)


def test_the_desk_costs_few_statements(pages, session, yusuf, waiting):
    path = f"/desk/moderation/{waiting.id}"
    with Budget()(3):
        pages.get("/desk/moderation/")
    with Budget()(2):
        pages.get(path)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_desk_stands_in_other_languages(pages, yusuf, waiting, language):
    for path in ("/desk/moderation/", f"/desk/moderation/{waiting.id}"):
        pages.get(f"{path}?lang={language}")
