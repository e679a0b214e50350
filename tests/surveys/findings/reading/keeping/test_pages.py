"""What is kept is never another reader's, and never of yesterday."""

import gzip
from datetime import timedelta

import pytest

from accounts.rules import Role
from core.clock import now, standing_at
from surveys.findings.embargo import LEAST_DAYS
from surveys.findings.queries import release_of
from surveys.findings.service import publish_release
from surveys.waves.queries import wave as wave_called
from tests.factories import make_member
from tests.page_rules import read
from tests.surveys.findings.correcting.makers import correct_wave
from tests.surveys.findings.factories import make_frozen, make_published
from tests.surveys.findings.test_embargo import publish

SURVEY = "/results/library"
ENDS = ["", "/tables", "/1", "/everything", "/poster", "/explore?q=1&by=1"]
SOON = "Members read these results first"
PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("end", ENDS)
def test_a_page_is_packed_for_whoever_can_unpack_it(pages, session, end):
    make_published(session)
    plain = pages.answer("GET", f"{SURVEY}{end}", 200)
    zipped = pages.ask("GET", f"{SURVEY}{end}", headers=PACKED)
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    for answer in (plain, zipped):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.content_length == len(answer.data)
        vary = {each.strip() for each in answer.headers["Vary"].split(",")}
        assert {"Accept-Encoding", "Accept-Language", "Cookie"} <= vary


@pytest.mark.parametrize("end", [*ENDS, "/1.svg"])
def test_nothing_is_sent_to_whoever_has_it_already(pages, session, end):
    make_published(session)
    mark = pages.ask("GET", f"{SURVEY}{end}").headers["ETag"]
    known = {"If-None-Match": mark}
    again = pages.ask("GET", f"{SURVEY}{end}", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    arabic = known | {"Accept-Language": "ar"}
    assert pages.ask("GET", f"{SURVEY}{end}", headers=arabic).status_code == 200


@pytest.mark.parametrize("end", ENDS)
def test_the_frame_is_that_of_whoever_reads(pages, session, end):
    make_published(session)
    member = make_member(session)
    for _time in range(2):
        assert "Your account" not in pages.get(f"{SURVEY}{end}")
        pages.sign_in(member)
        assert "Your account" in pages.get(f"{SURVEY}{end}")
        pages.sign_out()
    assert "/sign-in" in read("/", pages.get(f"{SURVEY}{end}")).links()


def test_the_language_that_was_asked_for_stays_in_the_links(pages, session):
    make_published(session)
    for _time in range(2):
        assert "/help?lang=en" in pages.get(f"{SURVEY}/tables?lang=en")
        pages.client.delete_cookie("lang")
        assert "/help?lang=en" not in pages.get(f"{SURVEY}/tables")


def test_what_is_told_once_is_told_to_one_reader(pages, session):
    make_published(session)
    kept = pages.get(f"{SURVEY}/tables")
    with pages.client.session_transaction() as waiting:
        waiting["_flashes"] = [("message", "Your note was sent.")]
    assert "Your note was sent." in pages.get(f"{SURVEY}/tables")
    assert pages.get(f"{SURVEY}/tables") == kept


@pytest.mark.parametrize("end", [*ENDS, "/1.svg"])
def test_what_members_read_first_is_kept_from_all_others(pages, session, end):
    make_frozen(session)
    publish(session)
    readers = {role: make_member(session, role) for role in Role}
    for role, reader in readers.items():
        pages.sign_in(reader)
        status = 403 if role is Role.AUTHORITY else 200
        for _time in range(2):
            answer = pages.answer("GET", f"{SURVEY}{end}", status)
            assert (status == 200) is ("ETag" in answer.headers)
        pages.sign_out()
        mark = {"If-None-Match": answer.headers.get("ETag", "x")}
        assert pages.ask("GET", f"{SURVEY}{end}", headers=mark).status_code == 403


@pytest.mark.parametrize("end", ENDS)
def test_on_the_day_itself_nobody_is_told_to_wait(pages, session, end):
    make_frozen(session)
    publish(session)
    member = make_member(session)
    pages.sign_in(member)
    assert SOON in pages.get(f"{SURVEY}{end}")
    with standing_at(now() + timedelta(days=LEAST_DAYS)):
        assert SOON not in pages.get(f"{SURVEY}{end}")
    assert SOON in pages.get(f"{SURVEY}{end}")


def test_another_last_day_of_waiting_is_shown_at_once(pages, session):
    make_frozen(session)
    release = publish(session)
    pages.sign_in(make_member(session))
    first = pages.get(f"{SURVEY}/tables")
    release.embargo_until += timedelta(days=1)
    session.commit()
    assert pages.get(f"{SURVEY}/tables") != first


def test_what_the_desk_looks_at_is_nobody_elses(pages, session):
    make_frozen(session)
    pages.sign_in(make_member(session, Role.STEWARD))
    assert "Only you see this." in pages.get("/desk/results/library")
    pages.sign_out()
    for end in ENDS:
        pages.get(f"{SURVEY}{end}", 404)


@pytest.mark.parametrize("end", ENDS)
def test_a_correction_stands_in_the_place_of_what_is_kept(pages, session, end):
    make_published(session)
    pages.get(f"{SURVEY}{end}")
    label = {"item": "asked", "text": {"en": "Were you asked?"}}
    said = {"because": {"en": "x"}, "changes": {"labels": [label]}}
    correct_wave(session, wave_called(session, "library"), said)
    publish_release(session, release_of(session, "library"), role="operator")
    session.commit()
    assert "These results were corrected on" in pages.get(f"{SURVEY}{end}")


def test_a_demonstration_says_so_on_what_was_kept_before(app, pages, session):
    make_published(session)
    sign = app.config["INSTANCE"] / "demo"
    plain = pages.get(f"{SURVEY}/tables")
    sign.touch()
    try:
        assert "This is a demonstration." in pages.get(f"{SURVEY}/tables")
    finally:
        sign.unlink()
    assert pages.get(f"{SURVEY}/tables") == plain
