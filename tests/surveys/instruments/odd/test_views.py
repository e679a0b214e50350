"""Anybody says that a question reads oddly; facilitators read it, nobody else."""

import re

import pytest
from sqlalchemy import select

from accounts.rules import Role
from surveys.instruments.odd import service
from surveys.instruments.odd.models import OddQuestion
from surveys.instruments.service import import_instrument
from tests.factories import make_member
from tests.surveys.instruments.agreement.versions import draft_version
from tests.surveys.instruments.piped import PIPED, SHOWN

ODD = "/questions/small/1/odd/asked"
DESK = "/desk/questions/odd/"
WORDS = "People here say “doctor's house”."


@pytest.fixture
def version(session):
    return draft_version(session)


def kept(session):
    session.expire_all()
    return session.scalars(select(OddQuestion)).all()


def test_anybody_tells_it_without_an_account_or_a_cookie(app, pages, session, version):
    app.config["WTF_CSRF_ENABLED"] = True
    assert f'href="{ODD}"' in pages.get("/questions/small/1")
    form = pages.answer("GET", ODD, 200)
    key = re.search(r'name="key"[^>]*value="(\w+)"', form.text)[1]
    typed = {"words": WORDS, "key": key, "lang": "ar"}
    sent = pages.answer("POST", ODD, 303, data=typed)
    pages.answer("POST", ODD, 303, data=typed)

    assert not [each for each in (form, sent) if "Set-Cookie" in each.headers]
    assert "Thank you." in pages.get(sent.headers["Location"])
    (told,) = kept(session)
    assert (told.item_key, told.language, told.words) == ("asked", "ar", WORDS)
    assert told.id.hex == key


def test_a_key_that_makes_no_sense_costs_nobody_their_words(pages, session, version):
    pages.post(ODD, {"words": WORDS, "key": "nonsense"})
    pages.post(ODD, {"words": WORDS})
    assert len(kept(session)) == 2


def test_a_long_text_comes_back_whole(pages, session, version):
    page = pages.post(ODD, {"words": f"{'x' * 301}"}, status=422)
    assert "x" * 301 in page
    assert "Please use at most 300 letters." in page
    assert kept(session) == []


def test_too_many_at_once_are_asked_to_wait_and_get_their_words_back(
    pages, version, monkeypatch
):
    monkeypatch.setattr(service, "MOST", 1)
    pages.post(ODD, {"words": WORDS})
    page = pages.post(ODD, {"words": WORDS}, status=429)
    assert "try again in an hour" in page
    assert "People here say" in page


def test_a_question_that_is_not_there_is_not_found(pages, version):
    for path in ("/questions/small/1/odd/nothing", "/questions/other/1/odd/asked"):
        pages.get(path, status=404)
        pages.post(path, {"words": WORDS}, status=404)


def test_only_facilitators_read_it_and_mark_it_as_seen(pages, session, version):
    pages.post(ODD, {"words": "<b>Too formal</b>", "lang": "ar"})
    assert "Too formal" not in pages.get("/questions/small/1")
    pages.sign_in(make_member(session, Role.FACILITATOR))

    page = pages.get(DESK)
    assert "&lt;b&gt;Too formal&lt;/b&gt;" in page
    assert 'lang="ar"' in page
    assert "هل طلبت المساعدة؟" in page
    pages.post(f"{DESK}seen", {"odd": str(kept(session)[0].id)})

    page = pages.get(DESK)
    assert "Mark as seen" not in page
    assert "Too formal" in page


@pytest.mark.parametrize("odd", ["", "nonsense", "0" * 32])
def test_what_nobody_told_is_not_found(pages, session, odd):
    pages.sign_in(make_member(session, Role.FACILITATOR))
    pages.post(f"{DESK}seen", {"odd": odd}, status=404)
    assert "Nobody has said so" in pages.get(DESK)


def test_the_desk_takes_two_statements(pages, session, version, statements_at_most):
    for words in ("one", "two", "three"):
        pages.post(ODD, {"words": words})
    pages.sign_in(make_member(session, Role.FACILITATOR))
    with statements_at_most(2):  # who asks, and what was told
        pages.ask("GET", DESK)


def test_a_question_that_reads_oddly_is_quoted_without_names(pages, session):
    import_instrument(session, PIPED, role="operator")
    odd = "/questions/small/1/odd/barriers"
    assert SHOWN["en"] in pages.get(odd)
    pages.post(odd, {"words": WORDS})
    pages.sign_in(make_member(session, Role.FACILITATOR))
    page = pages.get(DESK)
    assert SHOWN["en"] in page
    assert "${" not in page
