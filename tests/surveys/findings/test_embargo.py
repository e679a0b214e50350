from datetime import date, timedelta

import pytest

from accounts.rules import Role
from app import cli
from core.clock import now, standing_at, today
from core.errors import Invalid
from surveys.findings import queries
from surveys.findings.embargo import (
    LEAST_DAYS,
    is_first_reader,
    is_long_enough,
    is_over,
    last_day,
)
from surveys.findings.service import publish_release
from surveys.waves.queries import wave as wave_called
from tests.factories import make_member
from tests.surveys.findings.correcting.makers import correct_wave
from tests.surveys.findings.factories import make_frozen, make_published
from tests.surveys.findings.test_service import acts

DAY = date(2026, 5, 1)
ROUTES = [
    "/results/library",
    "/results/library/1",
    "/results/library.csv",
    "/results/library.json",
    "/results/library.json?release=1",
]
SOONER = "These results are first shown to the people who gave them."


def publish(session, days=LEAST_DAYS):
    release = queries.release_of(session, "library")
    until = last_day(today(), days)
    publish_release(session, release, role="operator", embargo_until=until)
    session.commit()
    return release


def test_members_read_first_and_authorities_do_not():
    assert is_first_reader(1, {Role.MEMBER})
    assert is_first_reader(1, {Role.MEMBER, Role.STEWARD})
    assert not is_first_reader(1, {Role.MEMBER, Role.AUTHORITY})
    assert not is_first_reader(1, {Role.AUTHORITY, Role.BOARD_MEMBER})
    assert not is_first_reader(None, set())


def test_on_the_day_itself_everybody_reads():
    assert not is_over(DAY, DAY - timedelta(days=1))
    assert is_over(DAY, DAY)
    assert is_over(None, DAY)


def test_it_lasts_as_long_as_the_member_check():
    assert is_long_enough(DAY + timedelta(days=14), DAY)
    assert not is_long_enough(DAY + timedelta(days=13), DAY)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("role", [Role.MEMBER, Role.STEWARD, Role.BOARD_MEMBER])
def test_members_read_what_is_not_public_yet(pages, session, role, route):
    make_frozen(session)
    publish(session)
    pages.sign_in(make_member(session, role))
    pages.answer("GET", route, 200)


FILES = [f"/results/library.{each}" for each in ("csv", "json", "xlsx", "zip", "xml")]


@pytest.mark.parametrize("route", [*FILES, "/results/library/1.svg"])
def test_no_cache_on_the_way_keeps_what_members_read_first(pages, session, route):
    make_frozen(session)
    publish(session)
    pages.sign_in(make_member(session))
    answer = pages.answer("GET", route, 200)
    assert answer.headers["Cache-Control"] == "no-store"
    pages.sign_out()
    pages.answer("GET", route, 403)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("role", [None, Role.AUTHORITY])
def test_nobody_else_does_until_the_day(pages, session, role, route):
    make_frozen(session)
    until = publish(session).embargo_until
    if role:
        pages.sign_in(make_member(session, role))
    html = pages.get(route, 403)
    assert SOONER in html
    assert str(until.year) in html
    assert "45.6%" not in html
    later = now() + timedelta(days=LEAST_DAYS)
    with standing_at(later):
        pages.answer("GET", route, 200)


def addresses_of_results(app):
    """Whatever can be asked for of the results of a survey."""
    rules = [each.rule for each in app.url_map.iter_rules() if "GET" in each.methods]
    return sorted(
        rule.replace("<slug>", "library").replace("<int:number>", "1")
        for rule in rules
        if rule.startswith("/results/<slug>")
    )


def test_no_page_and_no_file_of_theirs_is_open_to_others_sooner(app, pages, session):
    make_frozen(session)
    publish(session)
    addresses = addresses_of_results(app)
    named = ("", ".pdf", ".zip", "/1", "/1.svg", "/explore", "/poster", "/themes")
    assert {f"/results/library{end}" for end in named} <= set(addresses)
    for role in (None, Role.AUTHORITY):
        if role:
            pages.sign_in(make_member(session, role))
        for address in addresses:
            assert "45.6%" not in pages.get(address, 403), address
    pages.sign_in(make_member(session))
    for address in addresses:
        pages.answer("GET", address, 200)


def test_who_is_not_signed_in_is_shown_where_to(pages, session):
    make_frozen(session)
    publish(session)
    way = "/sign-in?next=/results/library"
    assert f'href="{way}"' in pages.get("/results/library", 403)
    pages.sign_in(make_member(session, Role.AUTHORITY))
    assert way not in pages.get("/results/library", 403)


def test_no_other_page_tells_sooner(pages, session):
    release = make_frozen(session)
    result = queries.all_results(session, release.id)[0].id
    publish(session)
    for path in ("/", "/results/"):
        assert "/results/library" not in pages.get(path)
    for path in (f"/forum/about/{result}", f"/trace/result/{result}"):
        pages.get(path, 404)
    pages.sign_in(make_member(session))
    assert "/results/library" in pages.get("/results/")
    html = pages.get("/results/library")
    assert "Members read these results first." in html
    assert "/forum/about/" not in html
    assert "/forum/about/" not in pages.get("/results/library/1")


def test_the_desk_shows_members_first(pages, session):
    make_frozen(session)
    pages.sign_in(make_member(session, Role.STEWARD))
    pages.post("/desk/results/library/publish", {"members_first": "1"})
    assert "Members read them now, everybody from" in pages.get("/desk/results/")
    pages.sign_out()
    pages.get("/results/library", 403)


def test_the_log_has_both_dates(session):
    make_frozen(session)
    until = publish(session).embargo_until
    act = acts(session)[-1]
    assert act["action"] == "release.publish"
    assert act["public_from"] == until.isoformat()
    assert act["at"][:10] == today().isoformat()


def test_a_shorter_embargo_is_refused(app, session):
    make_frozen(session)
    with pytest.raises(Invalid) as caught:
        publish(session, days=13)
    assert caught.value.code == "release.embargo_short"
    session.rollback()
    words = ["wave", "publish", "library", "--members-first", "13"]
    assert app.test_cli_runner().invoke(cli, words).exit_code == 2


def test_the_command_says_when_everybody_can_read(app, session):
    make_frozen(session)
    session.commit()
    words = ["wave", "publish", "library", "--members-first", "20"]
    said = app.test_cli_runner().invoke(cli, words).output
    assert said == f"library: published, for everybody from {last_day(today(), 20)}\n"


def test_a_correction_ends_no_embargo(pages, session):
    make_frozen(session)
    until = publish(session).embargo_until
    label = {"item": "asked", "text": {"en": "Were you asked?"}}
    said = {"because": {"en": "x"}, "changes": {"labels": [label]}}
    made = correct_wave(session, wave_called(session, "library"), said, role="operator")
    session.commit()
    publish_release(session, queries.release_of(session, "library"), role="operator")
    session.commit()
    assert made.embargo_until == until
    assert SOONER in pages.get("/results/library", 403)


def test_members_find_a_corrected_survey_once_in_the_list(pages, session):
    make_published(session)
    label = {"item": "asked", "text": {"en": "Were you asked?"}}
    said = {"because": {"en": "x"}, "changes": {"labels": [label]}}
    correct_wave(session, wave_called(session, "library"), said, role="operator")
    publish(session)  # for members first
    assert pages.get("/results/").count('href="/results/library"') == 1
    pages.sign_in(make_member(session))
    assert pages.get("/results/").count('href="/results/library"') == 1


def test_a_correction_after_it_is_public_at_once(pages, session):
    make_frozen(session)
    publish(session)
    label = {"item": "asked", "text": {"en": "Were you asked?"}}
    said = {"because": {"en": "x"}, "changes": {"labels": [label]}}
    correct_wave(session, wave_called(session, "library"), said, role="operator")
    with standing_at(now() + timedelta(days=LEAST_DAYS)):
        newest = queries.release_of(session, "library")
        publish_release(session, newest, role="operator")
        session.commit()
        assert "Were you asked?" in pages.get("/results/library")
