"""Stories as their tellers, the panel, moderators and readers meet them."""

import re

from sqlalchemy import select

from accounts.rules import Role
from surveys.findings.stories.models import Consent, Story
from surveys.findings.stories.telling import queries
from surveys.findings.stories.telling.story_parts import Check
from tests.factories import make_member
from tests.page_rules import read
from tests.surveys.findings.stories.telling.makers import (
    PHRASE,
    REASON,
    SHOWN,
    make_chosen,
    make_prepared,
    make_shown,
    make_told,
)
from tests.surveys.findings.stories.telling.test_story_parts import TOLD

CHOICES = {"domain": "confidence", "consent": "public"}
CHECKS = {"checks": [str(check) for check in Check]}


def keys_of(html):
    page = read("/", html)
    found = {each.get("name"): each.get("value") for each in page.all("input")}
    return {name: found[name] for name in ("key", "phrase") if name in found}


def sign_in(pages, session, role):
    pages.sign_in(make_member(session, role))


def test_nobody_known_tells_a_story_and_gets_a_phrase_once(pages, session):
    form = pages.get("/stories/tell")
    keys = keys_of(form)
    sent = {**keys, **TOLD, **CHOICES}
    for _tap in range(2):
        html = pages.post("/stories/tell", sent, status=200)
        assert keys["phrase"] in html
    assert len(session.scalars(select(Story)).all()) == 1
    answer = pages.ask("GET", "/stories/tell")
    assert "Set-Cookie" not in answer.headers


def test_what_lacks_comes_back_with_everything_that_was_told(pages):
    keys = keys_of(pages.get("/stories/tell"))
    html = pages.post("/stories/tell", {**keys, **TOLD}, status=422)
    assert "Please choose who may read your story." in html
    assert "I have my life back." in html
    assert keys_of(html) == keys
    sent = {**keys, **TOLD, **CHOICES, "why": ""}
    html = pages.post("/stories/tell", sent, status=422)
    assert "It is what the story is about." in html
    assert "I go out again." in html
    assert re.search(r'value="confidence" checked', html)


def test_a_teller_sees_what_became_of_it_and_takes_it_back(pages, session):
    story_id = make_shown(session)
    html = pages.post("/stories/mine", {"phrase": PHRASE}, status=200)
    assert f"/stories/{story_id}" in read("/", html).links()
    assert "Thank you." in html
    sent = {"phrase": PHRASE, "act": "take_back"}
    assert "is deleted here" in pages.post("/stories/mine", sent, status=200)
    pages.get(f"/stories/{story_id}", 404)
    html = pages.post("/stories/mine", sent, status=422)
    assert "No story has this phrase." in html
    assert PHRASE in html


def test_everybody_reads_the_story_who_chose_it_and_why(pages, session):
    story_id = make_shown(session)
    assert f"/stories/{story_id}" in read("/", pages.get("/stories/")).links()
    html = pages.get(f"/stories/{story_id}")
    assert '<bdi lang="en">[name removed]</bdi> from the mill called me.' in html
    assert "Wren from" not in html
    arabic = pages.get(f"/stories/{story_id}?lang=ar")
    assert '<bdi lang="ar">[' in arabic
    assert "[name removed]" not in arabic
    assert "2 members of the board" in html
    assert html.count(REASON) == 2
    assert "The panel says: <bdi>Thank you.</bdi>" in " ".join(html.split())


def test_what_is_not_published_is_read_by_nobody(pages, session):
    for make in (make_told, make_chosen):
        story_id = make(session, phrase=make.__name__)
        pages.get(f"/stories/{story_id}", 404)
    assert "There are no stories yet." in pages.get("/stories/")
    pages.get("/stories/nowhere", 404)


def test_the_panel_reads_and_chooses_with_a_reason(pages, session):
    story_id = make_told(session, consent=Consent.PANEL)
    sign_in(pages, session, Role.BOARD_MEMBER)
    html = pages.get("/desk/stories/")
    assert "I go out again." in html
    assert "lets only the panel read it" in html
    sent = {"key": str(story_id), "reason": "Too short"}
    html = pages.post("/desk/stories/", sent, status=422)
    assert "Too short" in html
    pages.post("/desk/stories/", sent | {"reason": REASON, "named": "yes"})
    assert "No story waits for you." in pages.get("/desk/stories/")


def test_one_makes_it_ready_and_another_publishes_it(pages, session):
    story_id = make_chosen(session)
    desk = f"/desk/stories/{story_id}"
    sign_in(pages, session, Role.MODERATOR)
    assert desk in read("/", pages.get("/desk/stories/chosen")).links()
    assert REASON in pages.get(desk)
    one = {"checks": CHECKS["checks"][:1]}
    html = pages.post(desk, SHOWN | one | {"act": "prepare"}, status=422)
    assert "look for each of these things" in html
    assert '<p class="error" id="problem">' in html
    assert html.count(" checked") == 1
    assert "[name removed]" in html
    pages.post(desk, SHOWN | CHECKS | {"act": "prepare"})
    assert "Publish exactly this" not in pages.get(desk)
    refused = pages.post(desk, SHOWN | CHECKS | {"act": "publish"}, status=422)
    assert "Somebody else has to publish it." in refused
    sign_in(pages, session, Role.MODERATOR)
    assert "Publish exactly this" in pages.get(desk)
    pages.post(desk, SHOWN | CHECKS | {"act": "publish"})
    assert "[name removed]" in pages.get(f"/stories/{story_id}")


def test_a_story_that_was_made_ready_anew_is_not_published_from_an_old_page(
    pages, session
):
    story_id, _one, two = make_prepared(session)
    pages.sign_in(two)
    other = SHOWN | {"hard": ""} | CHECKS | {"act": "publish"}
    html = pages.post(f"/desk/stories/{story_id}", other, status=409)
    assert "changed meanwhile" in html


def test_a_story_can_be_shown_to_nobody_any_more(pages, session):
    story_id = make_shown(session)
    sign_in(pages, session, Role.MODERATOR)
    desk = f"/desk/stories/{story_id}"
    html = pages.post(desk, {"act": "refuse", "feedback": ""}, status=422)
    assert '<p class="error" id="refusal-error">' in html
    long = {"act": "refuse", "feedback": "x" * 9_000}
    assert "x" * 9_000 in pages.post(desk, long, status=422)
    said = {"act": "refuse", "feedback": "It says where somebody works."}
    pages.post(desk, said)
    pages.get(f"/stories/{story_id}", 404)
    html = pages.post("/stories/mine", {"phrase": PHRASE}, status=200)
    assert "It says where somebody works." in html


def test_many_stories_stand_on_several_pages(pages, session, monkeypatch):
    monkeypatch.setattr(queries, "SHOWN_AT_ONCE", 2)
    told = [make_shown(session, phrase=PHRASE.replace("A", letter)) for letter in "BCD"]
    waiting = [
        make_told(session, phrase=PHRASE.replace("A", letter)) for letter in "EFG"
    ]
    assert links(pages, "/stories/") == {str(each) for each in sorted(told)[:2]}
    assert links(pages, "/stories/?page=2") == {str(sorted(told)[2])}
    pages.get("/stories/?page=3", 404)
    pages.get("/stories/?page=0", 404)

    sign_in(pages, session, Role.BOARD_MEMBER)
    last = str(sorted(waiting)[2])
    assert keys_of(pages.get("/desk/stories/?page=2"))["key"] == last
    sent = {"key": last, "reason": "Short."}
    html = pages.post("/desk/stories/?page=2", sent, status=422)
    assert "Short." in html
    assert keys_of(html)["key"] == last


def links(pages, address):
    hrefs = [each.get("href") or "" for each in read("/", pages.get(address)).all("a")]
    stories = (re.fullmatch(r"/stories/([0-9a-f-]{36})", href) for href in hrefs)
    return {found[1] for found in stories if found}


def test_desks_without_stories_say_so(pages, session):
    sign_in(pages, session, Role.MODERATOR)
    assert "No story was chosen yet." in pages.get("/desk/stories/chosen")
    pages.get("/desk/stories/nowhere", 404)


def test_a_page_of_stories_that_no_table_can_hold_is_not_there(pages):
    pages.get(f"/stories/?page={'9' * 26}", status=404)
