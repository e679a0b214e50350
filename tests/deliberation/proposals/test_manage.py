"""The desks: the board writes and sends, the public body answers."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from accounts.models import RoleGrant
from accounts.rules import Role
from core.site_calendar import SiteCalendar
from deliberation.proposals import queries
from deliberation.proposals.chain.queries import chain_of
from deliberation.proposals.models import AuthorityResponse, Proposal
from tests.deliberation.proposals.factories import (
    TEXTS,
    add_ask,
    decide,
    first_ask,
    give_answer,
    hand_over,
    make_adopted,
    make_delivered,
    make_draft,
    make_ready,
    make_thread,
    on,
)
from tests.factories import make_authority, make_member

NEW = TEXTS | {"right_served": "dignity"}
ANSWER = {"state": "accepted_in_part", "reasons": "From April 2027."}


def state(session) -> str:
    session.expire_all()
    return session.scalar(select(Proposal.state))


def test_a_proposal_is_written_without_anything_but_forms(pages, session, town):
    thread = make_thread(session)
    pages.sign_in(town.people[1])

    desk = pages.post("/desk/proposals/new", NEW, status=303)
    pages.post(
        f"{desk}/evidence",
        {"source": f"thread:{thread.id}", "shows": "Nobody spoke Arabic."},
        status=303,
    )
    pages.post(
        f"{desk}/asks",
        {
            "authority": town.authority.id,
            "kind": "funding",
            "wording": "Pay for a telephone line.",
        },
        status=303,
    )
    page = pages.get(desk)

    assert desk == "/desk/proposals/p1"
    for words in (*NEW.values(), "Nobody spoke Arabic.", "Pay for a telephone line."):
        assert words.splitlines()[0] in page or words == "dignity"
    assert "The board has not been asked yet." in page
    pages.post(f"{desk}/hand-over", status=303)
    assert "Motion M-01" in pages.get(desk)


def test_a_form_that_comes_back_has_everything_that_was_typed(pages, session, town):
    pages.sign_in(town.people[1])

    page = pages.post("/desk/proposals/new", NEW | {"title": " "}, status=422)

    assert "Please fill this in." in page
    for words in set(TEXTS.values()) - {TEXTS["title"]}:
        assert words.splitlines()[-1] in page
    assert session.scalar(select(Proposal.id)) is None


@pytest.mark.parametrize(
    "typed",
    [
        {"source": "thread:404", "shows": "Something."},
        {"source": "answer:1", "shows": "Something."},
        {"source": "", "shows": "Something."},
        {"shows": "Something."},
    ],
)
def test_only_what_is_offered_can_be_cited(pages, session, town, typed):
    draft = make_draft(session, town)
    make_thread(session)
    pages.sign_in(town.people[1])

    page = pages.post("/desk/proposals/p1/evidence", typed, status=422)

    assert "Something." in page
    assert chain_of(session, draft) == ()


def test_a_hidden_conversation_is_not_offered(pages, session, town):
    make_draft(session, town)
    make_thread(session, slug="hidden", title="Hidden one", is_public=False)
    pages.sign_in(town.people[1])

    assert "Hidden one" not in pages.get("/desk/proposals/p1/evidence")


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "money", "wording": "Pay."},
        {"kind": "law", "wording": " "},
        {"kind": "law", "wording": "Pay.", "authority": "404"},
        {"kind": "law", "wording": "Pay.", "authority": "health"},
    ],
)
def test_an_ask_needs_kind_body_and_words(pages, session, town, typed):
    make_draft(session, town)
    pages.sign_in(town.people[1])

    filled = {"authority": town.authority.id, **typed}
    pages.post("/desk/proposals/p1/asks", filled, status=422)

    assert queries.on_desk(session, "p1", town.member).asks == []


def test_a_text_is_changed_in_the_language_of_the_page(pages, session, town):
    make_draft(session, town)
    pages.sign_in(town.people[1])

    pages.post("/desk/proposals/p1/text?lang=ar", NEW | {"title": "مترجم"}, status=303)

    session.expire_all()
    title = session.scalar(select(Proposal.title))
    assert title == {"en": TEXTS["title"], "ar": "مترجم"}


def test_a_text_that_the_board_has_comes_back_with_what_was_typed(pages, session, town):
    hand_over(session, town, make_ready(session, town))
    pages.sign_in(town.people[1])

    page = pages.post(
        "/desk/proposals/p1/text", NEW | {"problem": "A new thought."}, status=409
    )

    assert "The board has this text before it." in page
    assert "A new thought." in page


def test_an_unfinished_draft_says_what_it_lacks(pages, session, town):
    make_draft(session, town, texts={"system_causes": ""})
    pages.sign_in(town.people[1])

    page = pages.get("/desk/proposals/p1")

    assert "Write what in the system causes this." in page
    pages.post("/desk/proposals/p1/hand-over", status=422)


def test_evidence_and_asks_are_taken_out_again(pages, session, town):
    make_ready(session, town)
    pages.sign_in(town.people[1])

    pages.post("/desk/proposals/p1/evidence/1/remove", status=303)
    pages.post("/desk/proposals/p1/asks/1/remove", status=303)
    pages.post("/desk/proposals/p1/asks/1/remove", status=404)

    assert queries.on_desk(session, "p1", town.member).asks == []


def test_the_chair_sends_what_the_board_adopted(pages, session, town):
    make_adopted(session, town)
    pages.sign_in(town.people[0])
    assert "Send it now" in pages.get("/desk/proposals/p1")

    with on(8, 3):
        pages.post("/desk/proposals/p1/deliver", status=303)

    assert state(session) == "delivered"
    pages.post("/desk/proposals/p1/deliver", status=409)


def test_the_clock_keeps_the_holidays_of_the_site(app, pages, session, town):
    app.config["CALENDAR"] = SiteCalendar(holidays=frozenset({date(2026, 8, 31)}))
    make_adopted(session, town)
    pages.sign_in(town.people[0])

    with on(8, 3):
        pages.post("/desk/proposals/p1/deliver", status=303)

    assert session.scalar(select(Proposal.due_on)) == date(2026, 9, 1)


def test_nothing_goes_out_that_the_board_did_not_adopt(pages, session, town):
    make_ready(session, town)
    pages.sign_in(town.people[0])

    pages.post("/desk/proposals/p1/deliver", status=422)

    assert state(session) == "draft"


def test_a_motion_adopted_on_the_boards_desk_adopts_the_proposal(pages, session, town):
    motion = hand_over(session, town, make_ready(session, town))
    decide(session, town, motion)
    pages.sign_in(town.people[0])

    assert "Adopted" in pages.get("/desk/proposals/p1")


def test_a_board_member_of_another_board_sees_nothing(pages, session, town):
    make_draft(session, town)
    pages.sign_in(make_member(session, Role.BOARD_MEMBER))

    assert "Nothing yet." in pages.get("/desk/proposals")
    pages.get("/desk/proposals/p1", status=404)
    pages.post("/desk/proposals/p1/text", NEW, status=404)


def test_the_desk_lists_drafts_in_four_statements(
    pages, session, town, statements_at_most
):
    make_draft(session, town)
    make_draft(session, town)
    pages.sign_in(town.people[1])

    with statements_at_most(4):  # who asks, which boards, proposals, their asks
        page = pages.get("/desk/proposals")

    assert page.count(TEXTS["title"]) == 2


# The public body


def test_a_public_body_finds_what_was_asked_of_it(
    pages, session, town, statements_at_most
):
    make_delivered(session, town)
    pages.sign_in(town.official)

    with on(8, 26), statements_at_most(2):  # who asks, the asks
        page = pages.get("/desk/answers")

    assert "Offer an interpreter at the first contact." in page
    assert "3 working days left" in page


def test_what_is_not_sent_is_on_no_public_bodys_desk(pages, session, town):
    make_adopted(session, town)
    pages.sign_in(town.official)

    assert "Nothing yet." in pages.get("/desk/answers")
    pages.get("/desk/answers/1", status=404)


def test_a_public_body_answers_and_everybody_reads_it(pages, session, town):
    ask = first_ask(session, make_delivered(session, town))
    pages.sign_in(town.official)

    with on(8, 31):
        pages.post(f"/desk/answers/{ask.id}", ANSWER, status=303)
    pages.sign_out()

    page = pages.get("/proposals/p1")
    assert "Accepted in part" in page
    assert "From April 2027." in page
    assert "The answer came on the last day." in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"reasons": "From April 2027."}, "From April 2027."),
        ({"state": "no_answer", "reasons": "We are busy."}, "We are busy."),
        ({"state": "accepted", "reasons": " "}, 'value="accepted"'),
    ],
)
def test_an_unfinished_answer_comes_back(pages, session, town, typed, kept):
    ask = first_ask(session, make_delivered(session, town))
    pages.sign_in(town.official)

    assert kept in pages.post(f"/desk/answers/{ask.id}", typed, status=422)

    assert session.scalar(select(AuthorityResponse.id)) is None


def test_answering_twice_shows_what_stands_and_keeps_what_was_typed(
    pages, session, town
):
    ask = first_ask(session, make_delivered(session, town))
    give_answer(session, town, ask, (8, 24))
    pages.sign_in(town.official)

    page = pages.post(f"/desk/answers/{ask.id}", ANSWER, status=409)

    for words in ("That answer stands.", "It is right.", "From April 2027."):
        assert words in page


def test_an_answered_request_has_no_form_any_more(pages, session, town):
    ask = first_ask(session, make_delivered(session, town))
    give_answer(session, town, ask, (8, 24))
    pages.sign_in(town.official)

    page = pages.get(f"/desk/answers/{ask.id}")

    assert "It is right." in page
    assert "Publish the answer" not in page


def test_another_public_body_cannot_answer(pages, session, town):
    ask = first_ask(session, make_delivered(session, town))
    council = make_authority(session)
    stranger = make_member(session)
    session.add(
        RoleGrant(member_id=stranger.id, role=Role.AUTHORITY, authority_id=council.id)
    )
    pages.sign_in(stranger)

    pages.get(f"/desk/answers/{ask.id}", status=403)
    pages.post(f"/desk/answers/{ask.id}", ANSWER, status=403)

    assert session.scalar(select(AuthorityResponse.id)) is None


def test_the_chair_replies_once_for_the_board(pages, session, town):
    proposal = make_delivered(session, town)
    give_answer(session, town, first_ask(session, proposal), (8, 24))
    pages.sign_in(town.people[0])
    path = "/desk/proposals/p1/asks/1/reply"

    assert "It is right." in pages.get(path)
    pages.post(path, {"words": " "}, status=422)
    pages.post(path, {"words": "Thank you."}, status=303)
    page = pages.post(path, {"words": "One more thing."}, status=409)

    assert "That reply stands." in page
    assert "Thank you." in page
    assert "One more thing." in page


def test_there_is_no_reply_to_silence(pages, session, town):
    make_delivered(session, town)
    pages.sign_in(town.people[0])

    pages.get("/desk/proposals/p1/asks/1/reply", status=404)


def test_the_chair_closes_an_answered_proposal(pages, session, town):
    proposal = make_delivered(session, town)
    give_answer(session, town, first_ask(session, proposal), (8, 24))
    pages.sign_in(town.people[0])

    pages.post("/desk/proposals/p1/close", status=303)

    assert state(session) == "closed"
    assert "Closed" in pages.get("/proposals/p1")


def test_figures_that_texts_can_use_are_listed_on_the_desk(pages, session, town):
    make_ready(session, town)
    add_ask(session, town, queries.on_desk(session, "p1", town.member))
    pages.sign_in(town.people[1])

    page = pages.get("/desk/proposals/p1")

    assert not re.search(r"<code[^>]*>\{1", page)  # a conversation has no figures
    assert "Request 2 to Health authority" in page
