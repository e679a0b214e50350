"""Joining, signing in and out, one's own page, leaving: as a person does it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from accounts import service
from accounts.models import Member
from accounts.own_data import Holding, register
from accounts.phrase import is_phrase, word_list
from accounts.rules import Role
from core.clock import now, standing_at
from tests.factories import make_member
from tests.pages import Pages

PHRASE = "amber river kettle meadow violet harbor pencil sunrise"


@pytest.fixture
def layla(session):
    member = service.create_member(session, "Layla", PHRASE, language="ar")
    session.commit()
    return member


def shown_phrase(html):
    return re.search(r'name="phrase"[^>]*value="([^"]+)"', html)[1]


def count_members(session):
    return session.scalar(select(func.count()).select_from(Member))


def sign_in(name="Layla", phrase=PHRASE, **more):
    return {"path": "/sign-in", "data": {"pseudonym": name, "phrase": phrase, **more}}


def test_somebody_joins_with_a_name_and_writes_eight_words_down(pages, session):
    pages.get("/join")
    html = pages.post("/join", {"pseudonym": " Andriy "}, status=200)
    phrase = shown_phrase(html)
    assert is_phrase(phrase)
    assert count_members(session) == 0

    form = {"pseudonym": "Andriy", "phrase": phrase, "written": "y"}
    assert pages.post("/join", form) == "/me"

    assert "Andriy" in pages.get("/me")
    assert service.member_by_phrase(session, "Andriy", phrase)


def test_the_words_come_in_a_list_that_no_translator_touches(pages):
    html = pages.post("/join", {"pseudonym": "Andriy"}, status=200)

    listed = re.findall(r"<li><b>(\w+)</b></li>", html)
    assert len(listed) == 8
    assert set(listed) <= set(word_list())
    assert 'lang="en" dir="ltr" translate="no"' in html


def test_the_words_are_written_down_before_there_is_an_account(pages, session):
    form = {"pseudonym": "Andriy", "phrase": PHRASE}

    html = pages.post("/join", form, status=422)

    assert shown_phrase(html) == PHRASE
    assert count_members(session) == 0


def test_words_of_ones_own_are_not_taken(pages, session):
    form = {"pseudonym": "Andriy", "phrase": "let me in", "written": "y"}

    pages.post("/join", form, status=422)

    assert count_members(session) == 0


def test_a_double_click_makes_one_account_and_signs_in(pages, session):
    form = {"pseudonym": "Andriy", "phrase": PHRASE, "written": "y"}

    assert pages.post("/join", form) == pages.post("/join", form) == "/me"

    assert count_members(session) == 1


@pytest.mark.parametrize("name", ["layla", "A", "Admin", "a@b.org", "<script>"])
def test_a_name_that_cannot_be_had_comes_back_with_the_reason(pages, layla, name):
    html = pages.post("/join", {"pseudonym": name}, status=422)

    assert 'role="alert"' in html
    assert 'aria-invalid="true"' in html
    assert "<script>" not in html


def test_a_name_taken_in_the_last_second_comes_back_too(pages, layla):
    other = "baker " + PHRASE.partition(" ")[2]
    form = {"pseudonym": "Layla", "phrase": other, "written": "y"}

    assert "belongs to somebody" in pages.post("/join", form, status=422)


def test_the_first_link_makes_an_administrator_once(app, pages, session):
    token = service.make_invite(session)
    assert f'value="{token}"' in pages.get(f"/join?invite={token}")
    form = {"pseudonym": "Nora", "phrase": PHRASE, "written": "y", "invite": token}
    pages.post("/join", form)
    pages.get("/desk/people/")

    late = Pages(app.test_client())
    late.post("/join", form | {"pseudonym": "Eve"}, status=409)
    assert count_members(session) == 1


def test_a_member_signs_in_and_goes_on_where_they_were(pages, layla):
    pages.get("/sign-in?next=/forum/new")

    assert pages.post(**sign_in(next="/forum/new")) == "/forum/new"
    assert "Layla" in pages.get("/me")


@pytest.mark.parametrize("wish", ["//evil.example", "https://evil.example", "/\\evil"])
def test_nobody_is_sent_to_another_site(pages, layla, wish):
    assert pages.post(**sign_in(next=wish)) == "/"


def test_a_wrong_name_and_a_wrong_phrase_look_the_same(pages, layla):
    wrong = pages.post(**sign_in(phrase="x " * 8), status=422)
    unknown = pages.post(**sign_in(name="Leyla", phrase="x " * 8), status=422)

    assert wrong.replace("Layla", "Leyla") == unknown
    pages.get("/me", status=401)


def test_too_many_tries_are_refused_even_with_the_right_words(pages, layla):
    for _ in range(service.TRIES_OF_A_NAME):
        pages.post(**sign_in(phrase="wrong"), status=422)
    pages.post(**sign_in(), status=429)

    with standing_at(now() + timedelta(minutes=6)):
        assert pages.post(**sign_in()) == "/"


def test_a_session_from_before_is_not_carried_over(pages, layla):
    with pages.client.session_transaction() as before:
        before["planted"] = "by somebody else"
        before["csrf_token"] = "known"
    pages.post(**sign_in())

    with pages.client.session_transaction() as after:
        assert dict(after) == {"member": layla.id, "epoch": layla.session_epoch}


def test_the_cookie_is_hidden_from_scripts_and_other_sites(pages, layla):
    answer = pages.answer("POST", "/sign-in", 303, data=sign_in()["data"])

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_cookie_is_secure_where_the_site_is(app, pages, layla):
    app.config["SESSION_COOKIE_SECURE"] = True

    answer = pages.answer("POST", "/sign-in", 303, data=sign_in()["data"])

    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_stale_form_gives_back_what_was_typed(app, pages):
    app.config["WTF_CSRF_ENABLED"] = True

    html = pages.post("/join", {"pseudonym": "Andriy"}, status=422)

    assert 'value="Andriy"' in html
    assert "send it once more" in html


@pytest.mark.parametrize("path", ["/sign-out", "/me/phrase", "/me/leave"])
def test_no_form_works_without_its_token(app, pages, layla, path):
    app.config["WTF_CSRF_ENABLED"] = True
    pages.sign_in(layla)
    form = {"phrase": PHRASE, "written": "y", "sure": "y", "everywhere": "y"}

    pages.post(path, form, status=422)

    pages.get("/me")


def test_somebody_signs_out_here(app, pages, layla):
    other = Pages(app.test_client())
    pages.sign_in(layla)
    other.sign_in(layla)

    assert pages.post("/sign-out") == "/"

    pages.get("/me", status=401)
    other.get("/me")


def test_somebody_signs_out_everywhere(app, pages, layla):
    other = Pages(app.test_client())
    pages.sign_in(layla)
    other.sign_in(layla)

    pages.post("/sign-out", {"everywhere": "y"})

    other.get("/me", status=401)


def test_new_words_end_the_other_sessions_but_not_this_one(app, pages, layla, session):
    other = Pages(app.test_client())
    pages.sign_in(layla)
    other.sign_in(layla)
    phrase = shown_phrase(pages.get("/me/phrase"))

    pages.post("/me/phrase", {"phrase": phrase}, status=422)
    pages.post("/me/phrase", {"phrase": phrase, "written": "y"})

    pages.get("/me")
    other.get("/me", status=401)
    assert service.member_by_phrase(session, "Layla", phrase)


def test_ones_own_page_says_what_is_stored(app, pages, session):
    boss = make_member(session, Role.ADMINISTRATOR)
    pages.sign_in(boss)

    html = pages.get("/me")

    assert boss.pseudonym in html
    assert "Administrator" in html
    assert boss.phrase_hash not in re.sub("<[^>]+>", "", html).split()


def test_the_rooms_say_what_they_keep_and_let_go_of_it(app, pages, layla, session):
    asked = []
    register(
        app.extensions,
        Holding(
            "Carved stones",
            lambda _s, _m: 7,
            lambda _s, m, *, everything: asked.append((m, everything)),
        ),
    )
    pages.sign_in(layla)
    assert re.search(r"<dt>Carved stones</dt><dd>7</dd>", pages.get("/me"))

    pages.post("/me/leave", {}, status=422)
    assert asked == []
    gone = layla.id
    assert pages.post("/me/leave", {"sure": "y", "messages": "y"}) == "/"

    assert asked == [(gone, True)]
    assert count_members(session) == 0
    pages.get("/me", status=401)


def test_the_cookie_of_somebody_who_left_fits_nobody_who_came_later(
    pages, layla, session
):
    key = layla.id
    pages.sign_in(layla)
    service.erase_member(session, key)
    session.commit()
    newcomer = service.create_member(session, "Moss", PHRASE)
    newcomer.id = key  # SQLite gives the last key out again by itself
    session.commit()

    pages.get("/me", status=401)


@pytest.mark.parametrize("path", ["/me", "/me/phrase", "/me/leave", "/sign-out"])
def test_a_stranger_has_no_page_of_their_own(pages, path):
    pages.get(path, status=401)


@pytest.mark.parametrize("path", ["/join", "/sign-in"])
def test_pages_for_strangers_cost_no_statement(pages, statements_at_most, path):
    with statements_at_most(0):
        pages.get(path)


def test_ones_own_page_costs_few_statements(pages, layla, statements_at_most):
    pages.sign_in(layla)
    with statements_at_most(6):
        pages.get("/me")


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_the_pages_stand_in_other_languages(pages, layla, language):
    for path in ("/join", "/sign-in"):
        pages.get(f"{path}?lang={language}")
    pages.sign_in(layla)
    for path in ("/me", "/me/phrase", "/me/leave", "/sign-out"):
        pages.get(f"{path}?lang={language}")


def test_a_page_for_members_leads_there_by_way_of_signing_in(pages, layla):
    html = pages.get("/me/leave", status=401)
    assert 'href="/sign-in?next=/me/leave"' in html

    pages.get("/sign-in?next=/me/leave")
    assert pages.post(**sign_in(next="/me/leave")) == "/me/leave"
