"""The facilitator takes a set of questions to start from, and helps somebody answer."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error
from sqlalchemy import select

from core.db import db
from surveys.waves.models import Wave
from tests.surveys.waves.factories import make_open


@pytest.mark.parametrize(
    ("language", "title", "first"),
    [
        ("en", "Was this fair?", "I understood why I was asked."),
        ("ar", "كيف عوملت", "عاملني الناس هناك بكرامة."),
    ],
)
def test_a_set_is_read_and_taken_by_keyboard_and_then_said_to_be_there(
    person, language, title, first
):
    helen = person("Helen", language, scripts=False, is_member=True)
    helen.opens("/desk/questions/templates")
    card = helen.page.locator("li.card", has_text=title)
    helen.walks_to(card.locator("summary"))
    helen.presses("Enter")
    helen.looks()
    helen.sees(first)

    helen.walks_to(card.get_by_role("button"))
    with helen.page.expect_navigation():
        helen.presses("Enter")
    helen.arrives()

    helen.sees("These questions are yours now. The ones that ship stay as they are.")
    assert not card.get_by_role("button").count()
    assert helen.say("You have these questions already.") in card.inner_text()


WISH = "A warm room by the river"


def shown_by(page):
    """Return what a page shows at last; the browser's own for what may not be kept."""
    for _ in range(100):
        page.wait_for_load_state()
        with suppress(Error):
            return page.content()
        page.wait_for_timeout(100)
    raise AssertionError(page.url)


@pytest.mark.parametrize("scripts", [True, False])
def test_who_helped_somebody_cannot_come_back_to_the_answers(app, person, scripts):
    session = db.session()
    if not session.scalar(select(Wave).where(Wave.slug == "library")):
        make_open(session)
    helen = person("Helen", scripts=scripts, is_member=True)
    helen.opens("/desk/assisted/library/assisted")
    helen.chooses("I want to take part.")
    helen.taps("Start", inside="main form")
    while not helen.page.get_by_role("button", name="Send my answers").count():
        if helen.page.locator("textarea").count():
            helen.page.locator("textarea").fill(WISH)
        helen.taps("Continue", look=False)
    helen.looks()
    assert WISH in helen.shows()
    helen.taps("Send my answers")
    helen.sees("Begin the next form")
    seen = ""
    for _ in range(3):
        helen.goes_back()
        seen += shown_by(helen.page)
        with suppress(Error):
            helen.page.reload()  # the browser posts once more what it remembers
        seen += shown_by(helen.page)
    assert WISH not in seen
    assert "This form was sent." in seen
