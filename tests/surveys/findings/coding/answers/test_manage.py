"""The coders' desk, as a coder with a keyboard and no scripts uses it."""

import re

import pytest

from accounts.rules import Role
from surveys.findings.coding.answers.queries import coding_at, next_coding
from surveys.findings.coding.models import CodingSet
from surveys.findings.coding.queries import coding_set
from surveys.findings.coding.stages import CodingState, Seat, SetState
from tests.factories import make_member
from tests.page_rules import read
from tests.surveys.findings.coding.factories import (
    add_codes,
    make_begun,
    make_joint,
    make_set,
    read_all,
    writer,
)


def fields(html):
    page = read("/", html)
    found = {
        each.get("name"): each.get("value")
        for each in page.all("input")
        if each.get("type") == "hidden"
    }
    return {name: found[name] for name in ("text_id", "seen", "into", "lang")}


def desk(found: CodingSet, end: str = "") -> str:
    return f"/desk/coding/{found.id}{end}"


def begun(pages, session, **each):
    found, one, two = make_begun(session, **each)
    pages.sign_in(one)
    return found, one, two


def test_an_empty_desk_says_so(pages, session):
    pages.sign_in(make_member(session, Role.CODER))
    assert "No survey with answers" in pages.get("/desk/coding/")


def test_from_the_desk_to_the_first_answer(pages, session):
    found = make_set(session)
    add_codes(session, found, "Cost")
    one, two = (make_member(session, Role.CODER) for _ in range(2))
    pages.sign_in(one)
    assert desk(found) in read("/", pages.get("/desk/coding/")).links()
    assert "Become one of the two coders" in pages.get(desk(found))
    assert pages.post(desk(found, "/seat")) == desk(found)
    assert "A second coder is missing." in pages.get(desk(found))
    pages.sign_in(two)
    pages.post(desk(found, "/seat"))
    assert pages.post(desk(found, "/begin")) == desk(found, "/answer")
    assert "You have read 0 of 12." in pages.get(desk(found, "/answer"))


def test_an_answer_stands_with_its_question_codes_and_nothing_of_its_writer(
    pages, session
):
    begun_set, *_ = begun(pages, session, people=[writer(7, language="ar")] * 3)
    html = pages.get(desk(begun_set, "/answer"))
    page = read("/", html)
    assert "What one change would help most?" in html
    (quote,) = page.all("blockquote")
    assert (quote.get("lang"), quote.get("dir")) == ("ar", "rtl")
    assert "wish 7" in quote.text
    assert {box.get("value") for box in page.all("input")} >= {"cost", "wait"}
    assert "About Cost." in html
    assert not page.all("script")
    for word in ("How old", "Did you ask", "June", "2026"):
        assert word not in html


def test_send_keeps_and_leads_to_the_next(pages, session):
    found, *_ = begun(pages, session)
    html = pages.get(desk(found, "/answer"))
    sent = {**fields(html), "codes": ["cost", "wait"], "note": "Both.", "act": "keep"}
    assert pages.post(desk(found, "/answer"), sent) == desk(found, "/answer")
    coding = coding_at(session, found, Seat.FIRST, 1)
    assert (coding.codes, coding.note, coding.state) == (
        ["cost", "wait"],
        "Both.",
        CodingState.CODED,
    )
    after = pages.get(desk(found, "/answer"))
    assert "You have read 1 of 12." in after
    assert fields(after)["text_id"] != sent["text_id"]


def test_passing_on_keeps_what_was_ticked_and_shows_it_again_at_the_end(pages, session):
    found, _one, _two = begun(pages, session)
    passed = {**fields(pages.get(desk(found, "/answer"))), "codes": ["cost"]}
    pages.post(desk(found, "/answer"), {**passed, "act": "pass_on"})
    assert "You passed on 1." in pages.get(desk(found, "/answer"))
    while next_coding(session, found, Seat.FIRST).state == CodingState.WAITING:
        sent = {**fields(pages.get(desk(found, "/answer"))), "act": "keep"}
        pages.post(desk(found, "/answer"), sent)
        session.expire_all()
    html = pages.get(desk(found, "/answer"))
    assert fields(html)["text_id"] == passed["text_id"]
    assert re.search(r'value="cost" checked', html)


def test_the_answer_before_can_be_opened_and_mended(pages, session):
    found, *_ = begun(pages, session)
    sent = {**fields(pages.get(desk(found, "/answer"))), "codes": ["cost"]}
    pages.post(desk(found, "/answer"), {**sent, "act": "keep"})
    assert "The one before" in pages.get(desk(found, "/answer"))
    html = pages.get(desk(found, "/answer?place=1"))
    assert re.search(r'value="cost" checked', html)
    mended = {**fields(html), "codes": ["wait"], "act": "keep"}
    pages.post(desk(found, "/answer"), mended)
    assert coding_at(session, found, Seat.FIRST, 1).codes == ["wait"]


def test_a_second_tab_is_told_and_gets_back_what_it_had(pages, session):
    found, *_ = begun(pages, session)
    both = fields(pages.get(desk(found, "/answer")))
    pages.post(desk(found, "/answer"), {**both, "codes": ["cost"], "act": "keep"})
    late = {**both, "codes": ["wait"], "note": "From the other tab", "act": "keep"}
    html = pages.post(desk(found, "/answer"), late, status=409)
    assert "on another page" in html
    assert "From the other tab" in html
    assert re.search(r'value="wait" checked', html)
    assert coding_at(session, found, Seat.FIRST, 1).codes == ["cost"]
    pages.post(desk(found, "/answer"), {**late, **fields(html)})
    session.expire_all()
    assert coding_at(session, found, Seat.FIRST, 1).codes == ["wait"]


def test_a_note_that_is_too_long_comes_back_whole(pages, session):
    found, *_ = begun(pages, session)
    sent = {**fields(pages.get(desk(found, "/answer"))), "note": "x" * 1001}
    html = pages.post(desk(found, "/answer"), {**sent, "act": "keep"}, status=422)
    assert "x" * 1001 in html
    assert "Please use fewer letters." in html


def test_a_translation_stands_beside_the_original_for_both(pages, session):
    found, _one, two = begun(pages, session, people=[writer(1, language="ar")])
    html = pages.get(desk(found, "/answer"))
    sent = {**fields(html), "translation": "A wish", "act": "keep"}
    assert sent["into"] == "en"
    pages.post(desk(found, "/answer"), sent)
    pages.sign_in(two)
    html = pages.get(desk(found, "/answer"))
    quotes = read("/", html).all("blockquote")
    assert [quote.get("lang") for quote in quotes] == ["ar", "en"]


def test_an_answer_in_the_coders_language_asks_for_no_translation(pages, session):
    found, *_ = begun(pages, session)
    html = pages.get(desk(found, "/answer"))
    assert fields(html)["into"] == ""
    assert "Your translation" not in html


@pytest.mark.parametrize("role", [Role.CODER, Role.FACILITATOR])
def test_whoever_is_no_coder_of_the_question_reads_nothing(pages, session, role):
    found, *_ = make_begun(session)
    pages.sign_in(make_member(session, role))
    assert "Nobody else reads them." in pages.get(desk(found))
    for end in ("/answer", "/answer?place=1"):
        assert "wish" not in pages.get(desk(found, end), 403)
    assert "wish" not in pages.get(desk(found, "/joint"), 403)


def test_neither_sees_the_other_before_both_are_through(pages, session):
    found, one, two = begun(pages, session)
    read_all(session, found, two, lambda _text: ["wait"])
    html = pages.get(desk(found, "/answer"))
    assert "checked" not in html
    pages.get(desk(found, "/joint"), 409)
    read_all(session, found, one)
    assert "The two look at their differences" in pages.get(desk(found))
    assert "you read" in pages.get(desk(found, "/joint")).lower()


def test_who_is_through_is_told_to_wait(pages, session):
    found, one, _two = begun(pages, session)
    read_all(session, found, one)
    assert "The other coder is not yet." in pages.get(desk(found))
    assert pages.answer("GET", desk(found, "/answer"), 303).location == desk(found)


def test_an_unknown_set_is_not_found(pages, session):
    pages.sign_in(make_member(session, Role.CODER))
    assert "There are no such answers to read." in pages.get("/desk/coding/7", 404)


def test_the_joint_screen_takes_the_two_through_their_differences(pages, session):
    found, one, _two = make_joint(session, second=lambda _text: [])
    pages.sign_in(one)
    seen = set()
    for _difference in range(6):
        html = pages.get(desk(found, "/joint"))
        text_id = next(
            each.get("value")
            for each in read("/", html).all("input")
            if each.get("name") == "text_id"
        )
        seen.add(text_id)
        sent = {"text_id": text_id, "codes": ["cost"], "outcome": "agreed"}
        pages.post(desk(found, "/joint"), sent)
    assert len(seen) == 6
    html = pages.get(desk(found, "/joint"))
    assert "This is kept." in html
    assert "0 are still to be talked about" in html
    assert "talk and read again" in html
    assert "agree too little" in pages.post(desk(found, "/go-on"), status=409)
    assert pages.post(desk(found, "/read-again")) == desk(found, "/answer")
    session.expire_all()
    assert coding_set(session, found.id).state == SetState.DOUBLE


def test_a_decision_without_its_reason_comes_back(pages, session):
    found, one, _two = make_joint(session, second=lambda _text: [])
    pages.sign_in(one)
    html = pages.get(desk(found, "/joint"))
    text_id = re.search(r'name="text_id" value="([^"]+)"', html)[1]
    sent = {"text_id": text_id, "codes": ["wait"], "outcome": "two_readings"}
    html = pages.post(desk(found, "/joint"), sent, status=422)
    assert "Please say why" in html.split('id="reason-error"')[1].split("</p>")[0]
    assert re.search(r'value="wait" checked', html)
    html = pages.post(desk(found, "/joint"), sent | {"outcome": ""}, status=422)
    assert "Please choose one." in html.split('id="outcome-error"')[1].split("</p>")[0]
    html = pages.post(desk(found, "/go-on"), status=409)
    assert 'href="#agreement">There are answers that you read differently.' in html
    assert 'id="agreement"' in html
    assert text_id in html


def test_a_page_costs_few_statements(pages, session, statements_at_most):
    found, *_ = begun(pages, session)
    session.commit()
    with statements_at_most(7):
        pages.get(desk(found, "/answer"))
