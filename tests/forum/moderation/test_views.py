"""Moderation in public, and to the authors."""

import pytest

from accounts.rules import Role
from forum.moderation.forms import RULE_WORDS
from forum.moderation.models import Verdict
from forum.moderation.rules import Rule
from forum.moderation.service import PUBLISH, Decision, decide
from forum.threads.models import PostState
from tests.conftest import Budget
from tests.factories import make_member
from tests.forum.conversations import make_posts, make_thread


@pytest.fixture
def decided(session, moss):
    """Three posts of Moss: published, refused, waiting."""
    yusuf = make_member(session, Role.MODERATOR, pseudonym="Yusuf")
    thread = make_thread(session, title="Waiting for the call")
    posts = make_posts(session, thread, moss, number=3, state=PostState.WAITING)
    refusal = Decision(Verdict.REFUSED, Rule.INSULT, "Please leave out the name.")
    decide(session, posts[0].id, yusuf.id, PUBLISH)
    decide(session, posts[1].id, yusuf.id, refusal)
    session.commit()
    return posts


def row(html, name):
    return html.split(f'<th scope="row">{name}</th>')[1].split("</tr>")[0]


def test_every_rule_has_words():
    assert set(RULE_WORDS) == set(Rule)


def test_the_public_log_stands_before_anything_was_decided(pages):
    html = pages.get("/moderation")

    assert "Nothing was decided yet." in html
    assert row(html, "Published") == '<td class="number">0</td>'


def test_the_public_log_counts_by_rule(pages, decided):
    html = pages.get("/moderation")

    assert row(html, "Published") == '<td class="number">1</td>'
    assert row(html, "Not published: It attacks a person.") == (
        '<td class="number">1</td>'
    )
    assert row(html, "Not published: The law forbids it.") == (
        '<td class="number">0</td>'
    )


def test_the_public_log_names_nobody_and_quotes_nothing(pages, decided):
    html = pages.get("/moderation")

    for secret in ("Moss", "Yusuf", "This is message", "leave out", "Waiting for"):
        assert secret not in html


def test_the_public_log_has_pages(pages, session, moss):
    thread = make_thread(session)
    for post in make_posts(session, thread, moss, number=51, state=PostState.WAITING):
        decide(session, post.id, None, PUBLISH)

    assert "page=2" in pages.get("/moderation/")
    pages.get("/moderation/?page=2")
    pages.get("/moderation/?page=3", status=404)


def test_an_author_sees_how_each_message_stands(pages, moss, decided):
    pages.sign_in(moss)

    html = pages.get("/moderation/mine")

    assert html.count("Waiting for the call") == 3
    assert f"/moderation/reasons/{decided[1].id}" in html
    assert f"/moderation/reasons/{decided[0].id}" not in html
    assert "/moderation/mine" in pages.get("/me")


def test_an_author_without_messages_is_told_so(pages, moss):
    pages.sign_in(moss)

    assert "no message yet" in pages.get("/moderation/mine")


def test_an_author_reads_the_reason_and_their_own_words(pages, moss, decided):
    pages.sign_in(moss)

    html = pages.get(f"/moderation/reasons/{decided[1].id}")

    assert "Please leave out the name." in html
    assert "This is message 2." in html
    assert "Yusuf" not in html


def test_a_published_message_needs_no_reason(pages, moss, decided):
    pages.sign_in(moss)

    assert "did not publish" not in pages.get(f"/moderation/reasons/{decided[0].id}")


def test_a_waiting_message_has_no_reason_yet(pages, moss, decided):
    pages.sign_in(moss)

    pages.get(f"/moderation/reasons/{decided[2].id}", status=404)


def test_reasons_are_for_the_author_alone(pages, session, decided):
    path = f"/moderation/reasons/{decided[1].id}"
    pages.get(path, status=401)
    for other in (make_member(session), make_member(session, Role.MODERATOR)):
        pages.sign_in(other)
        pages.get(path, status=404)


def test_a_stranger_has_no_messages(pages):
    pages.get("/moderation/mine", status=401)


def test_the_public_log_costs_two_statements(pages, decided):
    pages.get("/moderation")
    with Budget()(2):
        pages.get("/moderation")


def test_ones_own_messages_cost_three_statements(pages, moss, decided):
    path = f"/moderation/reasons/{decided[1].id}"
    pages.sign_in(moss)
    with Budget()(3):
        pages.get("/moderation/mine")
    with Budget()(2):
        pages.get(path)


@pytest.mark.parametrize("language", ["ar", "es"])
def test_the_pages_stand_in_other_languages(pages, moss, decided, language):
    pages.get(f"/moderation?lang={language}")
    pages.sign_in(moss)
    pages.get(f"/moderation/mine?lang={language}")
    pages.get(f"/moderation/reasons/{decided[1].id}?lang={language}")
