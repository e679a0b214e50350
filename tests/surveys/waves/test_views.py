import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from core.clock import standing_at
from core.db import db
from core.settings import LANGUAGES
from surveys.waves import service
from surveys.waves.models import Arriving, Response
from surveys.waves.service import close_wave
from tests.pages import text_of
from tests.surveys.waves.factories import close, make_draft, make_open
from tests.surveys.waves.walk import Walk, hidden, stored

FULL = {
    "asked": "yes",
    "barriers": ["cost", "travel"],
    "travel_how": "agree",
    "age": "37",
    "wish": "A bus & <b>a bench</b>",
}
STORED = {**FULL, "age": 37}


def test_the_first_page_says_what_this_is_and_asks_first(walk):
    page = text_of(walk.page)
    assert "Up to 5 questions. You can skip any of them." in page
    assert "Who asks: The library" in page
    assert "We do not keep your name, the time, or anything about your device." in page
    assert "checked" not in walk.page


def test_nobody_is_asked_without_having_agreed(walk):
    page = walk.press("start", status=422)
    assert "Please tick the box if you want to take part." in page
    assert 'name="agree" value="1" aria-describedby="agree-error"' in page


def test_answers_come_in_and_the_receipt_says_what_happens_next(walk, session):
    walk.start().fill(**FULL)
    assert stored(session) == []

    address = walk.press("send", status=303)

    assert address == "/s/library/thanks?lang=en"
    assert "Thank you. Your answers are in." in walk.pages.get(address)
    assert stored(session) == [STORED]


def test_everything_can_be_skipped_but_something_must_be_said(walk, session):
    page = walk.start().fill().press("send", status=422)
    assert "You have not answered any question yet." in page
    assert stored(session) == []


def test_one_question_a_page_with_the_progress_in_words(walk):
    walk.start()
    assert "Thank you for coming." in walk.page
    page = walk.press("next")
    assert "Question 1 of 5" in page
    assert page.count("<h1>") == page.count("<fieldset") == 1


def test_what_was_answered_travels_in_the_page_and_only_that(walk):
    walk.start()
    walk.press("next")
    page = walk.press("next", asked="yes")
    assert [name for name in hidden(page) if name.startswith("q.")] == ["q.asked"]


def test_going_back_shows_what_was_answered(walk):
    walk.start()
    walk.press("next")
    walk.press("next", asked="yes")
    page = walk.press("back", barriers=["cost"])
    assert 'value="yes" checked' in page
    assert 'value="cost" checked' in walk.press("next", asked="yes")


def test_a_wrong_answer_comes_back_as_typed_with_the_error_first(walk):
    walk.start()
    while hidden(walk.page)["at"] != ["age"]:
        walk.press("skip")
    page = walk.press("next", status=422, age="thirty")
    assert 'value="thirty"' in page
    assert page.index('class="summary"') < page.index("<h1>")
    assert '<a href="#q-0">Please write a whole number, such as 34.</a>' in page


@pytest.mark.parametrize(
    ("item", "typed", "words"),
    [
        ("asked", "perhaps", "Please pick from the answers on this page."),
        ("barriers", ["cost", "nothing"], "only makes sense alone"),
        ("barriers", ["cost", "travel", "wait"], "Please tick no more than 2 answers."),
        ("age", "121", "Please write a number up to 120."),
        ("age", "-1", "Please write a number from 0."),
        ("wish", "w" * 41, "This text is too long."),
    ],
)
def test_each_problem_has_its_words_and_loses_nothing(walk, item, typed, words):
    before = {"asked": "yes"} if item != "asked" else {}
    walk.start()
    while hidden(walk.page)["at"] != [item]:
        (at,) = hidden(walk.page)["at"]
        walk.press("next" if at in before else "skip", **before)
    page = walk.press("next", status=422, **{item: typed})
    assert words in page
    assert hidden(page)["at"] == [item]
    for each in typed if isinstance(typed, list) else [typed]:
        assert f'value="{each}"' in page or each in page or item == "asked"


def test_a_hidden_field_that_was_tampered_with_is_shown_for_mending(walk, session):
    walk.start().fill(**FULL)
    page = walk.send({"step": "send", "q.asked": "hacked"}, 422)
    assert "Please pick from the answers on this page." in page
    assert hidden(page)["at"] == ["asked"]
    assert hidden(page)["q.wish"] == [FULL["wish"]]
    assert stored(session) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"step": "fly"},
        {"go": "nowhere"},
        {"at": "nowhere", "step": "back"},
        {"at": "'; DROP TABLE response; --"},
        {"q.unknown": "x", "step": "next"},
        {"q.welcome": "x", "step": "stay"},
        {"q.age": ["1", "2"], "step": "next"},
        {"token": "x.y"},
        {"token": "\udcff\x00"},
        {"returning": "maybe", "step": "skip"},
    ],
)
def test_what_makes_no_sense_is_never_our_mistake(walk, session, fields):
    walk.start()
    address = "/s/library?lang=en"
    sent = {
        key: value.encode(errors="replace") if isinstance(value, str) else value
        for key, value in (hidden(walk.page) | fields).items()
    }
    assert walk.pages.ask("POST", address, data=sent).status_code in {200, 422}
    assert stored(session) == []


def test_a_text_that_is_far_too_long_comes_back_with_every_word(walk):
    walk.start()
    long = "my words " * 60_000
    page = walk.press("all", wish=long)
    assert long.strip() in page
    page = walk.press("send", status=422, wish=long)
    assert long.strip() in page
    assert "This text is too long" in page


def test_what_nobody_can_write_is_refused_with_a_page_that_says_so(walk):
    walk.start()
    page = walk.press("next", status=413, wish="w" * 5_000_000)
    assert "we cannot show it to you again" in page


def test_a_changed_answer_leads_back_to_the_check(walk, session):
    walk.start().fill(**FULL)
    assert 'value="yes" checked' in walk.change("asked")
    page = walk.press("next", asked="no")
    assert "Check your answers" in page
    assert "Travel was easy." not in page
    walk.press("send", status=303)
    assert stored(session) == [{"asked": "no", "age": 37, "wish": FULL["wish"]}]


def test_the_language_changes_on_the_way_and_nothing_is_lost(walk, session):
    walk.start()
    walk.press("next")
    walk.press("next", asked="yes")
    walk.language = "ar"
    page = walk.press("stay", barriers=["cost"])
    assert '<html lang="ar" dir="rtl">' in page
    assert 'value="cost" checked' in page
    walk.press("back")
    walk.language = "ar"
    assert "هل طلبت المساعدة؟" in walk.page
    walk.press("next", asked="yes")
    walk.fill(barriers=["cost"]).press("send", status=303)
    assert session.scalars(select(Arriving.language)).all() == ["ar"]


def test_what_is_not_translated_is_read_in_its_own_language(walk):
    walk.start()
    walk.language = "uk"
    page = walk.press("next")
    assert '<span lang="en" dir="ltr">Did you ask for help?</span>' in page


def test_sending_twice_is_one_response_with_the_same_receipt(walk, session):
    check = walk.start().fill(**FULL).page
    first = walk.press("send", status=303)
    walk.page = check
    assert walk.press("send", status=303) == first
    assert stored(session) == [STORED]


def test_other_answers_from_a_form_that_was_sent_come_back(walk, session):
    check = walk.start().fill(**FULL).page
    walk.press("send", status=303)
    walk.page = check
    page = walk.send({"step": "send", "q.wish": "A tram"}, 409)
    assert "You sent answers from this form before" in page
    assert hidden(page)["q.wish"] == ["A tram"]
    assert stored(session) == [STORED]


def test_a_form_with_a_strange_token_comes_back_with_a_fresh_one(walk, session):
    walk.start().fill(**FULL)
    page = walk.send({"step": "send", "token": "made.up"}, 422)
    assert "please press Send" in page
    assert walk.press("send", status=303)
    assert stored(session) == [STORED]


def test_a_token_is_for_one_wave_only(walk, session):
    make_open(session, "other")
    token = hidden(walk.page)["token"]
    other = Walk(walk.pages, "/s/other").start().fill(**FULL)
    other.send({"step": "send", "token": token}, 422)
    assert stored(session) == []


def test_a_survey_that_closes_meanwhile_gives_the_answers_back(walk, session):
    walk.start().fill(**FULL)
    close(session)
    page = walk.press("send", status=409)
    assert "This survey has closed." in page
    assert hidden(page)["q.wish"] == [FULL["wish"]]
    assert stored(session) == []


def test_a_question_page_of_a_closed_survey_keeps_what_was_typed(walk, session):
    walk.start()
    walk.press("next")
    close(session)
    page = walk.press("next", status=409, asked="yes")
    assert "This survey has closed." in page
    assert 'value="yes" checked' in page


def test_a_closed_survey_says_so_and_shows_the_way_to_its_results(pages, session):
    make_open(session)
    close(session)
    page = pages.get("/s/library", status=409)
    assert "This survey has closed." in page
    assert "/results/library" in page


def test_a_form_never_runs_out_however_long_somebody_takes(pages, session):
    make_open(session, opens_on=date(2026, 2, 9), closes_on=date(2027, 2, 8))
    with standing_at(datetime(2026, 2, 9, 12, tzinfo=UTC)):
        walk = Walk(pages).start().fill(**FULL)
    with standing_at(datetime(2027, 2, 8, 12, tzinfo=UTC)):
        walk.press("send", status=303)
    assert stored(session) == [STORED]


def test_a_survey_that_is_not_open_yet_says_so(pages, session):
    make_open(session, opens_on=date(2026, 2, 9))
    with standing_at(datetime(2026, 2, 8, 12, tzinfo=UTC)):
        assert "not open yet" in pages.get("/s/library", status=409)


def test_dates_are_said_in_words(pages, session):
    make_open(session, opens_on=date(2026, 2, 9), closes_on=date(2026, 3, 8))
    with standing_at(datetime(2026, 2, 10, 12, tzinfo=UTC)):
        assert "Open until 8 March 2026" in pages.get("/s/library")
        assert "until 8 March 2026" in pages.get("/s/library/thanks")


@pytest.mark.parametrize("path", ["/s/nothing", "/s/library", "/s/nothing/thanks"])
def test_what_is_unknown_or_in_draft_is_not_found(pages, session, path):
    make_draft(session)
    page = pages.get(path, status=404)
    assert "There is no survey at this address." in page


@pytest.fixture
def full_disk(app):
    """Lets every INSERT of answers fail as on a full disk."""

    def fail(_c, _cur, statement, *_more):
        if statement.startswith("INSERT INTO arriving"):
            raise OperationalError(statement, {}, Exception("database or disk is full"))

    event.listen(db.engine, "before_cursor_execute", fail)
    yield
    event.remove(db.engine, "before_cursor_execute", fail)


def test_a_full_disk_gives_the_answers_back(walk, session, full_disk):
    walk.start().fill(**FULL)
    page = walk.press("send", status=503)
    assert "your answers were not sent" in page
    assert hidden(page)["q.wish"] == [FULL["wish"]]
    assert stored(session) == []


def test_a_mistake_of_ours_gives_the_answers_back(app, walk, monkeypatch):
    walk.start().fill(**FULL)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", 0)
    monkeypatch.setattr(service, "submit_response", None)
    page = walk.press("send", status=500)
    assert "your answers were not sent" in page
    assert hidden(page)["q.wish"] == [FULL["wish"]]


def test_no_cookie_no_session_no_script_no_referrer(walk):
    walk.pages.client.set_cookie("session", "somebody")
    walk.start().fill(**FULL)
    sent = walk.pages.ask(
        "POST", "/s/library?lang=en", data=hidden(walk.page) | {"step": "send"}
    )
    for answer in (sent, walk.pages.ask("GET", "/s/library?lang=ar")):
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "<script" not in walk.page


def test_a_message_for_a_member_is_not_shown_or_kept_on_a_survey_page(pages, session):
    make_open(session)
    with pages.client.session_transaction() as cookie:
        cookie["_flashes"] = [("message", "Welcome, Layla.")]
    assert "Layla" not in pages.get("/s/library")
    assert "Layla" not in pages.get("/s/library?lang=en")


def test_an_open_question_says_that_nobody_reads_it_today(walk):
    walk.start()
    while hidden(walk.page)["at"] != ["wish"]:
        walk.press("skip")
    assert "Nobody reads this in time to help today." in walk.page
    assert 'href="/help?lang=en"' in walk.page


def test_a_page_takes_one_statement_and_sending_at_most_five(
    walk, session, statements_at_most
):
    with statements_at_most(1):
        walk.pages.ask("GET", "/s/library")
    with statements_at_most(1):
        walk.pages.ask("POST", "/s/library", data=hidden(walk.page) | {"agree": "1"})
    walk.start().fill(**FULL)
    for _ in range(2):
        data = hidden(walk.page) | {"step": "send"}
        with statements_at_most(5):
            walk.pages.ask("POST", "/s/library?lang=en", data=data)
    assert stored(session) == [STORED]


def test_every_page_and_the_stylesheet_weigh_at_most_8_kilobytes(walk):
    style = gzip.compress(Path("static/app.css").read_bytes())
    walk.start()
    seen = [walk.page]
    while 'name="at" value=""' not in walk.page:
        (at,) = hidden(walk.page)["at"]
        typed = {at: FULL[at]} if at in FULL else {}
        seen.append(walk.press("next", **typed))
    for page in [
        *seen,
        walk.pages.get("/s/library"),
        walk.pages.get("/s/library/thanks"),
    ]:
        assert len(gzip.compress(page.encode())) + len(style) <= 8192


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_stands_in_every_language(walk, language):
    walk.language = language
    walk.start().fill(**FULL)
    assert f'<html lang="{language}"' in walk.page
    walk.press("send", status=303)


def test_two_people_get_two_tokens(pages, session):
    make_open(session)
    tokens = {hidden(pages.get("/s/library"))["token"][0] for _ in range(5)}
    assert len(tokens) == 5


# PostgreSQL keeps the order in its heap until the table is rewritten.
@pytest.mark.database("sqlite")
def test_the_order_of_arrival_is_not_the_order_of_the_table(pages, session):
    make_open(session)
    for age in range(30):
        walk = Walk(pages).start().fill(age=str(age))
        walk.press("send", status=303)
    ages = [answers["age"] for answers in stored(session)]
    assert sorted(ages) == list(range(30))
    assert ages != sorted(ages)


def test_who_never_heard_back_hears_after_the_close_that_it_counts(pages, session):
    wave = make_open(session)
    walk = Walk(pages).start().fill(asked="no", wish="A bus")
    sent = hidden(walk.page) | {"step": "send"}
    pages.post("/s/library?lang=en", sent, 303)
    close_wave(session, wave, role="operator")
    session.commit()

    pages.post("/s/library?lang=en", sent, 303)
    other = pages.post("/s/library?lang=en", sent | {"q.wish": "A clinic"}, 409)
    assert "A clinic" in other
    assert session.scalar(select(func.count()).select_from(Response)) == 1
