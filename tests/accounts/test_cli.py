"""The link that makes the first administrator."""

from accounts.cli import first_administrator_link
from accounts.queries import role_holders
from accounts.rules import Role
from tests.factories import make_member

PHRASE = "amber river kettle meadow violet harbor pencil sunrise"


def test_the_link_leads_to_the_first_administrator(pages, session):
    link = first_administrator_link(session, "https://larkmoor.example/")
    site, _, token = link.partition("/join?invite=")
    assert site == "https://larkmoor.example"

    form = {"pseudonym": "Nora", "phrase": PHRASE, "written": "y", "invite": token}
    pages.post("/join", form)

    assert [held.role for held in role_holders(session)] == ["administrator"]


def test_a_newer_link_replaces_an_older_one(session):
    older = first_administrator_link(session, "http://localhost")
    newer = first_administrator_link(session, "http://localhost")

    assert older != newer


def test_there_is_no_link_where_there_is_an_administrator(session):
    make_member(session, Role.ADMINISTRATOR)

    assert first_administrator_link(session, "http://localhost") is None
