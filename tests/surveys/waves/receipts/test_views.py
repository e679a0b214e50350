"""Whoever kept the phrase changes their answers or takes them out, until the close."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from core.db import db
from surveys.waves.models import Arriving
from tests.pages import text_of
from tests.surveys.waves.factories import close, make_coded, make_open
from tests.surveys.waves.test_views import FULL, STORED
from tests.surveys.waves.walk import Walk, hidden, stored

PHRASE = re.compile(r"<code[^>]*>([0-9A-Z-]{29})</code>")
MINE = "/s/library/mine?lang=en"


def sent(walk):
    """Answer, ask for a phrase, and return it."""
    walk.start().fill(**FULL)
    page = walk.send({"step": "send", "receipt": "1"}, 200)
    return PHRASE.search(page)[1]


def test_no_phrase_is_made_unless_somebody_asks(walk, session):
    walk.start().fill(**FULL)
    assert 'name="receipt" value="1"' in walk.page
    assert "checked" not in walk.page.partition('name="receipt"')[2]
    address = walk.press("send", status=303)
    assert not PHRASE.search(walk.pages.get(address))
    assert session.scalars(select(Arriving.receipt_key)).all() == [None]


def test_the_phrase_is_shown_once_and_kept_as_a_hash(walk, session):
    walk.start().fill(**FULL)
    check = walk.page
    phrase = PHRASE.search(walk.send({"step": "send", "receipt": "1"}, 200))[1]
    assert f'href="{MINE}"' in walk.page
    assert phrase not in session.scalars(select(Arriving.receipt_key)).one()

    walk.page = check  # somebody reloads the page
    again = walk.send({"step": "send", "receipt": "1"}, 200)
    assert not PHRASE.search(again)
    assert "A phrase is shown only once" in again
    assert stored(session) == [STORED]


def test_the_page_with_the_phrase_is_kept_by_no_cache_and_is_no_address(walk):
    walk.start().fill(**FULL)
    data = hidden(walk.page) | {"step": "send", "receipt": "1"}
    answer = walk.pages.ask("POST", "/s/library?lang=en", data=data)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Location" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_the_wish_for_a_phrase_survives_a_changed_answer(walk):
    walk.start().fill(**FULL)
    walk.send({"go": "asked", "receipt": "1"}, 200)
    page = walk.press("next", asked="no")
    assert 'name="receipt" value="1" checked' in page
    assert page.count('name="receipt"') == 1


def test_answers_come_back_into_the_form_and_are_replaced(walk, session):
    phrase = sent(walk)
    row = session.execute(select(Arriving.id, Arriving.submission_key)).one()
    typed = phrase.lower().replace("-", " ")
    walk.page = walk.pages.post(MINE, {"phrase": typed, "step": "change"}, 200)
    assert "These are the answers that you sent." in walk.page
    assert "A bus &amp; &lt;b&gt;a bench&lt;/b&gt;" in walk.page
    assert 'name="receipt"' not in walk.page

    walk.change("asked")
    walk.press("next", asked="no")
    walk.press("send", status=303)

    changed = {"asked": "no", "age": 37, "wish": FULL["wish"]}
    assert stored(session) == [changed]
    assert session.execute(select(Arriving.id, Arriving.submission_key)).one() == row


def test_a_changed_answer_waits_for_its_batch_again(walk, session):
    phrase = sent(walk)
    session.execute(Arriving.__table__.update().values(settled=True))
    session.commit()
    walk.page = walk.pages.post(MINE, {"phrase": phrase, "step": "change"}, 200)
    walk.press("send", status=303)
    session.rollback()
    assert session.scalars(select(Arriving.settled)).one() is False


def test_a_change_that_does_not_stand_changes_nothing(walk, session):
    phrase = sent(walk)
    walk.page = walk.pages.post(MINE, {"phrase": phrase, "step": "change"}, 200)
    walk.send({"step": "send", "q.asked": "maybe"}, 422)
    assert hidden(walk.page)["phrase"] == [phrase]
    assert stored(session) == [STORED]


def test_answers_are_taken_out_after_a_second_yes(walk, session):
    phrase = sent(walk)
    page = walk.pages.post(MINE, {"phrase": phrase, "step": "take_out"}, 200)
    assert "This cannot be undone." in page
    assert stored(session) == [STORED]
    kept = walk.pages.post(MINE, {"phrase": phrase, "step": "stay"}, 200)
    assert "Your phrase" in kept

    page = walk.pages.post(MINE, hidden(page) | {"step": "confirm"}, 200)

    assert "Your answers were deleted." in page
    assert stored(session) == []


@pytest.mark.database("sqlite")
def test_what_was_taken_out_is_in_no_file_any_more(walk, session, app):
    phrase = sent(walk)
    walk.pages.post(MINE, {"phrase": phrase, "step": "confirm"}, 200)
    session.close()
    file = db.engine.url.database
    for name in (file, f"{file}-wal"):
        with open(name, "rb") as opened:  # noqa: PTH123
            assert b"a bench" not in opened.read()


@pytest.mark.parametrize("step", ["change", "take_out", "confirm", "nonsense"])
def test_a_wrong_phrase_is_said_so_and_comes_back_as_typed(walk, session, step):
    sent(walk)
    page = walk.pages.post(MINE, {"phrase": "ABCD-EFGH", "step": step}, 422)
    assert "No answers to this survey have this phrase." in page
    assert 'value="ABCD-EFGH"' in page
    assert stored(session) == [STORED]


def test_a_phrase_that_went_wrong_on_the_way_keeps_what_was_typed(walk, session):
    phrase = sent(walk)
    walk.page = walk.pages.post(MINE, {"phrase": phrase, "step": "change"}, 200)
    page = walk.send({"step": "send", "phrase": "ABCD", "q.wish": "A tram"}, 422)
    assert "No answers to this survey have this phrase." in page
    assert hidden(page)["q.wish"] == ["A tram"]
    assert stored(session) == [STORED]


def test_a_phrase_opens_its_own_survey_only(walk, session):
    phrase = sent(walk)
    make_open(session, "other")
    address = "/s/other/mine?lang=en"
    walk.pages.post(address, {"phrase": phrase, "step": "confirm"}, 422)
    assert stored(session) == [STORED]


@pytest.mark.parametrize("step", ["change", "take_out", "confirm"])
def test_after_the_close_nobody_can_tell_whose_is_whose(walk, session, step):
    phrase = sent(walk)
    close(session)
    page = walk.pages.post(MINE, {"phrase": phrase, "step": step}, 409)
    assert "Answers cannot be changed or taken out any more" in page
    assert walk.pages.get(MINE, 409)


def test_a_change_that_comes_after_the_close_is_given_back(walk, session):
    phrase = sent(walk)
    walk.page = walk.pages.post(MINE, {"phrase": phrase, "step": "change"}, 200)
    close(session)
    page = walk.send({"step": "send", "q.wish": "A tram"}, 409)
    assert hidden(page)["q.wish"] == ["A tram"]


def test_whoever_takes_coded_answers_out_hears_that_the_code_stays_used(pages, session):
    code = make_coded(session)[0]
    walk = Walk(pages)
    walk.send({"agree": "1", "code": code, "step": "start"}, 200)
    walk.fill(**FULL)
    phrase = PHRASE.search(walk.send({"step": "send", "receipt": "1"}, 200))[1]
    page = pages.post(MINE, {"phrase": phrase, "step": "take_out"}, 200)
    assert "Your code stays used" in text_of(page)


def test_a_survey_that_is_not_there_has_no_answers(pages, session):
    pages.get("/s/nothing/mine", 404)
    pages.post("/s/nothing/mine", {"phrase": "A"}, 404)


def test_a_full_disk_costs_no_phrase_that_was_typed(walk, session, monkeypatch):
    phrase = sent(walk)

    def full(*_all):
        raise OperationalError("DELETE", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr("surveys.waves.receipts.views.take_out", full)
        fields = {"phrase": phrase, "step": "confirm"}
        page = walk.pages.post(MINE, fields, 503)

    assert "Please press the button once more." in page
    assert f'name="phrase" value="{phrase}"' in page
    assert stored(session) == [STORED]
    walk.pages.post(MINE, fields, 200)
    assert stored(session) == []
