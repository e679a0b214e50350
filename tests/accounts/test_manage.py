"""The administrator's page about people."""

import re

import pytest

from accounts.queries import roles_of
from accounts.rules import Role
from tests.factories import make_authority, make_member


@pytest.fixture
def boss(pages, session):
    member = make_member(session, Role.ADMINISTRATOR, pseudonym="Nora", name_key="nora")
    pages.sign_in(member)
    return member


@pytest.fixture
def yusuf(session):
    return make_member(session, pseudonym="Yusuf", name_key="yusuf")


def form(role=Role.MODERATOR, name="Yusuf", **more):
    return {"pseudonym": name, "role": role, **more}


def test_a_role_is_given_by_name_and_shown(pages, boss, yusuf, session):
    assert pages.post("/desk/people/", form()) == "/desk/people/"

    assert [grant.role for grant in roles_of(session, yusuf.id)] == ["moderator"]
    html = pages.get("/desk/people/")
    assert "Yusuf" in html
    assert "The role is given." in html


def test_a_role_ends_after_one_more_question(pages, boss, yusuf, session):
    pages.post("/desk/people/", form())
    (grant,) = roles_of(session, yusuf.id)

    assert "Yusuf" in pages.get(f"/desk/people/{grant.id}/end")
    pages.post(f"/desk/people/{grant.id}/end")

    assert roles_of(session, yusuf.id) == []
    pages.get(f"/desk/people/{grant.id}/end", status=404)


def test_an_official_speaks_for_a_body(pages, boss, yusuf, session):
    body = make_authority(session)
    pages.post("/desk/people/", form(Role.AUTHORITY, authority_id=str(body.id)))

    assert roles_of(session, yusuf.id)[0].authority_id == body.id


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (form(name="Nobody"), "Nobody here has this name."),
        (form(name=""), "enter the member"),
        (form(Role.AUDITOR), "name its motion"),
        (form(Role.AUDITOR, name="Nora", motion="M-09"), "themselves"),
        (form(Role.AUTHORITY), "belong"),
        (form(until="2001-01-01"), "This day is over"),
        (form(until="soon"), "valid date"),
        (form("king"), "valid choice"),
        (form(""), "choose a role"),
        (form(authority_id="77"), "valid choice"),
    ],
)
def test_a_refusal_comes_back_with_what_was_typed(pages, boss, yusuf, sent, words):
    html = pages.post("/desk/people/", sent, status=422)

    assert words in html
    assert f'value="{sent["pseudonym"]}"' in html


def test_the_last_administrator_is_told_why_they_stay(pages, boss, session):
    (own,) = roles_of(session, boss.id)

    html = pages.post(f"/desk/people/{own.id}/end", status=409)

    assert len(roles_of(session, boss.id)) == 1
    assert "<h1>" in html


@pytest.mark.parametrize("role", [role for role in Role if role != "administrator"])
def test_nobody_else_gives_roles(pages, session, yusuf, role):
    pages.sign_in(make_member(session, *({role} - {Role.MEMBER})))

    pages.get("/desk/people/", status=403)
    pages.post("/desk/people/", form(), status=403)
    pages.post("/desk/people/1/end", status=403)


def test_a_stranger_is_asked_to_sign_in(pages):
    pages.get("/desk/people/", status=401)


def test_the_page_costs_few_statements(pages, boss, yusuf, statements_at_most):
    pages.get("/desk/people/")
    with statements_at_most(3):
        pages.get("/desk/people/")


def test_a_form_works_over_https_without_a_referrer(app, pages, session, boss, yusuf):
    app.config["WTF_CSRF_ENABLED"] = True
    client, site = pages.client, "https://localhost"
    html = client.get("/desk/people/", base_url=site).text
    token = re.search(r'csrf_token[^>]*value="([^"]+)"', html)[1]

    session.commit()
    sent = form() | {"csrf_token": token}
    answer = client.post("/desk/people/", base_url=site, data=sent)

    assert answer.status_code == 303
