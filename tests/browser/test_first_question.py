"""The way to the first question on a slow line: what is asked for, in which turn."""

import pytest

from core.db import db
from tests.browser.test_walk import Walk, open_survey, stored
from tests.surveys.waves.asking.kinds import STORED

ABREAST = 6  # requests that a browser has under way with one server at a time
FIRST = ["engine.js", "expressions.js", "sending.js", "sheet.js", "walk.js"]
LAST = ["later.js", "ranking.js", "waiting.js"]


@pytest.fixture
def survey(app):
    return open_survey(db.session())


def name_of(url):
    """Name what is asked for: a script, or the survey's own address as nothing."""
    return url.rpartition("/survey/")[2] if "/survey/" in url else ""


def wait_for(page, true):
    """Let the browser go on until something is so, or for half a minute."""
    for _ in range(300):
        if true():
            return
        page.wait_for_timeout(100)


def test_the_questions_and_what_asks_the_first_are_fetched_side_by_side(person, survey):
    """Nothing is answered before all of it was asked for: one turn of a slow line."""
    someone = person("walker")
    page, held, asked, slow = someone.page, [], [], [True]

    def note(request):
        asked.append(request)

    def hold(route):
        if slow:
            held.append(route)
        else:
            route.continue_()

    page.on("request", note)
    page.goto(f"{someone.address}{survey}?lang=en")
    page.wait_for_load_state("networkidle")
    assert [name_of(each.url) for each in asked if each.resource_type == "script"] == [
        "start.js"
    ], "who only looks fetches nothing of the walk"

    asked.clear()
    page.route("**/static/survey/**", hold)
    page.route(f"**{survey}?lang=en", hold)
    page.locator("#agree").evaluate("it => { it.checked = true }")
    page.locator("#start button[value=start]").click()
    wait_for(page, lambda: len(held) > len(FIRST))
    assert sorted(name_of(route.request.url) for route in held) == ["", *FIRST]
    assert len(held) <= ABREAST

    slow.clear()
    asked.clear()
    for route in held:
        route.continue_()
    page.locator("#sheet section:visible h2").wait_for()
    wait_for(page, lambda: len(asked) >= len(LAST))
    assert sorted(name_of(each.url) for each in asked) == LAST


def test_who_agrees_and_does_not_start_is_given_no_questions(person, survey):
    someone = person("walker")
    asked = []
    someone.page.on("request", lambda each: asked.append((each.method, each.url)))
    someone.page.goto(f"{someone.address}{survey}?lang=en")
    someone.page.locator("#agree").check()
    wait_for(someone.page, lambda: {*FIRST} <= {name_of(url) for _, url in asked})
    assert {method for method, _url in asked} == {"GET"}


def test_a_network_that_is_cut_at_the_first_question_costs_only_extras(person, survey):
    """What comes after the first question may not come any more."""
    someone = person("walker")
    someone.page.route("**/survey/later.js", lambda route: route.abort())
    someone.page.route("**/survey/ranking.js", lambda route: route.abort())
    someone.page.goto(f"{someone.address}{survey}?lang=en")
    someone.page.locator("#agree").check()
    someone.page.locator("#start button[value=start]").click()
    way = Walk(someone, stored())
    way.here.locator("h2").wait_for()
    way.goes_on_to("")
    way.cut()
    way.sends_in_vain()
    assert not way.page.locator("#later").is_visible(), "it could not keep them"
    way.connect()
    way.sends()
    assert way.new() == [STORED]
