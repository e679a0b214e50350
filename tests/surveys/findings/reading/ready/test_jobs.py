"""Pages that are ready before their first reader, and never before they may be read."""

from datetime import timedelta

import pytest

from accounts.rules import Role
from core.clock import now, standing_at
from core.settings import LANGUAGES
from surveys.findings.embargo import LEAST_DAYS
from surveys.findings.queries import release_of
from surveys.findings.reading.keeping import forms as keeping
from surveys.findings.reading.ready import jobs
from surveys.findings.reading.ready.jobs import PAGES, make_ready
from surveys.findings.service import publish_release
from surveys.waves.queries import wave as wave_called
from tests.factories import make_member
from tests.surveys.findings.correcting.makers import correct_wave
from tests.surveys.findings.factories import make_frozen, make_published
from tests.surveys.findings.test_embargo import publish

SURVEY = "/results/library"
EVERYTHING = f"{SURVEY}/everything"


@pytest.fixture
def anew(app):
    """Begin as another process that serves: nothing is in memory."""
    return lambda: app.extensions.pop("results", None)


@pytest.fixture
def made(monkeypatch):
    """Which pages are made while somebody waits for them."""
    found, make = [], keeping.render_template

    def noted(template, **words):
        found.append(template)
        return make(template, **words)

    monkeypatch.setattr(keeping, "render_template", noted)
    return found


def folder(app):
    found = app.config["INSTANCE"] / "pages"
    return {each.name for each in found.iterdir()} if found.exists() else set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_first_reader_gets_what_was_made_before(
    pages, session, anew, made, statements_at_most, code
):
    """The same page as is made else, for the statements of a page that is kept."""
    make_published(session)
    addresses = [f"{SURVEY}{page}{q}" for page in PAGES for q in ("", f"?lang={code}")]

    def read(address):
        pages.client.delete_cookie("lang")
        return pages.get(address, Accept_Language=code)

    plain = {address: read(address) for address in addresses}
    make_ready()
    made.clear()
    for address in addresses:
        anew()
        with statements_at_most(2):
            assert read(address) == plain[address]
    assert made == []


def test_a_member_waits_for_the_frame_alone(pages, session, anew, monkeypatch):
    make_published(session)
    make_ready()
    anew()
    monkeypatch.delattr("surveys.findings.reading.views.everything_piece")
    pages.sign_in(make_member(session))
    assert "Your account" in pages.get(EVERYTHING)


def test_nothing_is_made_of_what_is_not_public(app, session):
    make_frozen(session)
    make_ready()
    assert folder(app) == {"done"}


def test_what_is_ready_within_an_embargo_is_served_to_nobody_early(
    app, pages, session, anew
):
    make_frozen(session)
    publish(session)
    make_ready()
    assert len(folder(app)) > 1
    authority, member = make_member(session, Role.AUTHORITY), make_member(session)
    for page in PAGES:
        anew()
        pages.get(f"{SURVEY}{page}", 403)
        pages.sign_in(authority)
        pages.get(f"{SURVEY}{page}", 403)
        pages.sign_in(member)
        assert "Members read these results first" in pages.get(f"{SURVEY}{page}")
        pages.sign_out()


def test_when_an_embargo_is_over_everybody_has_the_page_without_it(
    pages, session, anew, made
):
    make_frozen(session)
    publish(session)
    make_ready()
    with standing_at(now() + timedelta(days=LEAST_DAYS)):
        make_ready()
        made.clear()
        anew()
        assert "Members read" not in pages.get(EVERYTHING)
    assert made == []


def test_a_correction_takes_the_place_of_what_was_ready(app, pages, session, anew):
    make_published(session)
    make_ready()
    before = folder(app)
    label = {"item": "asked", "text": {"en": "Were you asked?"}}
    said = {"because": {"en": "x"}, "changes": {"labels": [label]}}
    correct_wave(session, wave_called(session, "library"), said)
    publish_release(session, release_of(session, "library"), role="operator")
    session.commit()
    anew()
    assert "Were you asked?" in pages.get(EVERYTHING)
    make_ready()
    assert folder(app) & before == {"done"}
    anew()
    assert "Were you asked?" in pages.get(EVERYTHING)


def test_pages_are_made_once_and_again_after_a_server_began(
    app, session, monkeypatch, statements_at_most
):
    make_published(session)
    asked, ask = [], jobs._ask  # noqa: SLF001

    def noted(*words):
        asked.append(words)
        ask(*words)

    monkeypatch.setattr(jobs, "_ask", noted)
    make_ready()
    first = len(asked)
    with statements_at_most(1):
        make_ready()
    assert len(asked) == first == len(PAGES) * len(LANGUAGES) * 2
    jobs.KeptPages(app.config["INSTANCE"] / "pages").clear()
    make_ready()
    assert len(asked) == 2 * first


def test_whoever_publishes_waits_for_nothing_and_a_worker_is_rung(
    app, pages, session, monkeypatch
):
    make_frozen(session)
    rung = []
    monkeypatch.setattr(app.extensions["bell"], "ring", rung.append)
    pages.sign_in(make_member(session, Role.STEWARD))
    pages.post("/desk/results/library/publish")
    assert rung == ["ready"]
    assert folder(app) == set()
