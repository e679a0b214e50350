"""A resident answers, on a phone without JavaScript, and can leave at any moment."""

import pytest
from sqlalchemy import select

from core.db import db
from surveys.instruments.queries import latest_version
from surveys.waves.models import Arriving, Wave
from surveys.waves.service import create_wave, open_wave

WORKER_BESIDE = True
TYPED = "A warm room to wait in"
NEUTRAL = "https://www.wikipedia.org/"


@pytest.fixture
def survey(app):
    """The address of Larkmoor's questions, open to answers from today."""
    session = db.session()
    if not session.scalar(select(Wave).where(Wave.slug == "now")):
        plan = session.scalar(select(Wave.plan).where(Wave.slug == "autumn"))
        version = latest_version(session, "larkmoor-2026")
        wave = create_wave(session, "now", version, plan, role="operator")
        open_wave(session, wave, role="operator")
        session.commit()
    return "/s/now"


def stored():
    db.session.rollback()
    return db.session.scalars(
        select(Arriving.answers).join(Wave).where(Wave.slug == "now")
    ).all()


def chooses(layla, *places):
    for place in places:
        layla.page.locator("main input:not([type=hidden])").nth(place).check()


def goes_on_to(layla, key, words="Skip this question"):
    """Skip, without looking, up to an item."""
    while at(layla) != key:
        layla.taps(words, look=False)


def at(layla):
    """Return the key of the question shown, by the server or by a script."""
    shown = layla.page.locator("section[data-key]:visible")
    if shown.count():
        return shown.get_attribute("data-key")
    return layla.page.locator("input[name=at]").get_attribute("value")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_resident_answers_without_scripts(person, survey, language):
    before = len(stored())
    layla = person("resident", language, scripts=False)
    layla.opens("/")
    layla.page.locator(f"a[href='{survey}']").last.click()
    layla.arrives()

    layla.taps("Start")
    layla.sees(
        "Please tick the box if you want to take part. Without it we cannot go on."
    )
    chooses(layla, 0)
    layla.taps("Start")
    chooses(layla, 0)
    layla.taps("Continue")
    chooses(layla, 1)
    layla.taps("Continue", look=False)
    layla.taps("Back")
    assert layla.page.get_by_role("radio").nth(1).is_checked()
    goes_on_to(layla, "A4", "Continue")
    chooses(layla, 0, 2)
    layla.looks()
    layla.taps("Continue", look=False)
    goes_on_to(layla, "A9")
    chooses(layla, 0, 1, 2, 3)
    layla.taps("Continue")
    assert layla.answer.status == 422
    layla.sees("Please look at this again")
    layla.page.locator("main input:not([type=hidden])").nth(3).uncheck()
    layla.taps("Continue", look=False)
    goes_on_to(layla, "A11")
    layla.page.locator("textarea").fill(TYPED)
    layla.looks()
    layla.taps("Continue", look=False)
    goes_on_to(layla, "")
    layla.looks()
    layla.sees(TYPED)
    layla.finds("Change", exact=False).click()
    layla.arrives()
    chooses(layla, 3)
    layla.taps("Continue", look=False)
    assert len(stored()) == before
    layla.taps("Send my answers")
    layla.sees("Thank you. Your answers are in.")

    *_, kept = stored()
    assert len(stored()) == before + 1
    assert kept == {
        "A1": "no",
        "A2": "gave_up",
        "A4": ["where", "travel"],
        "A9": ["peer", "doctor", "faith"],
        "A11": TYPED,
    }
    assert layla.page.context.cookies() == []


def leaves(layla):
    """Tap "Leave quickly"; return what the site said on the way out."""
    elsewhere = "<title>Elsewhere</title>"
    layla.page.route(f"{NEUTRAL}**", lambda route: route.fulfill(body=elsewhere))
    with layla.page.expect_response("**/exit") as said:
        layla.finds("Leave quickly").click()
    layla.page.wait_for_url(NEUTRAL)
    return said.value


@pytest.mark.parametrize("scripts", [False, True])
def test_who_leaves_quickly_leaves_no_typed_words_behind(person, survey, scripts):
    layla = person("leaver", scripts=scripts)
    layla.opens(survey)
    chooses(layla, 0)
    layla.taps("Start", look=False)
    goes_on_to(layla, "A11")
    layla.page.locator("textarea:visible").fill(TYPED)

    headers = leaves(layla).all_headers()

    assert headers["clear-site-data"] == '"cookies", "storage"'
    assert headers["cache-control"] == "no-store"
    for _ in range(3):
        layla.goes_back()
        assert TYPED not in layla.shows()


@pytest.mark.parametrize("scripts", [False, True])
def test_the_box_for_counting_is_there_only_where_no_script_can_run(
    person, survey, scripts
):
    reader = person(f"counted-{scripts}", scripts=scripts)
    reader.opens(survey)
    assert reader.page.locator("#agree").is_visible()
    assert reader.page.locator("#stops").count() == (not scripts)
    if not scripts:
        assert not reader.page.locator("#stops").is_checked()
        chooses(reader, 0, 1)
        reader.taps("Start")
        assert reader.page.locator("input[name=stops]").get_attribute("value")
