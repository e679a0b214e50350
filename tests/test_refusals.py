"""Pages of refusal: they stand without a database, and keep what was typed."""

import pytest
from sqlalchemy import text

from accounts.rules import Role
from tests.factories import make_member
from tests.pages import Pages

WORDS = "Paper was offered\nin three places, <b>not</b> two."


@pytest.fixture
def strict(app):
    """A reader of pages whose forms want their token."""
    app.config["WTF_CSRF_ENABLED"] = True
    return Pages(app.test_client())


def test_a_signed_in_member_is_told_that_the_database_is_away(pages, session):
    pages.sign_in(make_member(session))
    session.execute(text("ALTER TABLE role_grant RENAME TO away"))
    session.commit()

    pages.get("/help", status=503)


def test_where_people_answer_nobody_is_looked_up_even_to_be_refused(pages, session):
    pages.sign_in(make_member(session))
    session.execute(text("ALTER TABLE role_grant RENAME TO away"))
    session.commit()

    assert 'href="/me"' not in pages.get("/s/nowhere", status=404)


def test_what_was_typed_into_a_page_open_too_long_comes_back(strict, session):
    strict.sign_in(make_member(session, Role.STEWARD))

    html = strict.post("/desk/results/spring/method", {"modes": WORDS}, status=400)

    assert "Paper was offered<br>in three places, &lt;b&gt;not&lt;/b&gt; two." in html


def test_what_was_typed_before_the_session_ended_comes_back(pages):
    path = "/board/larkmoor/motions/M-01/ballot"

    assert "Paper was offered" in pages.post(path, {"rationale": WORDS}, status=401)


def test_the_eight_words_are_never_shown_back(strict, session):
    strict.sign_in(make_member(session))
    sent = {"phrase": "amber river kettle", "title": "a title"}

    html = strict.post("/desk/people/1/end", sent, status=400)

    assert "a title" in html
    assert "amber" not in html


def test_nobody_who_has_to_sign_in_first_is_told_that_they_tried_too_often(pages):
    html = pages.get("/desk/waves/", status=401)

    assert "This page is for members" in html
    assert "too many tries" not in html
