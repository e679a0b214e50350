"""The proposals as everybody reads them."""

import re

import pytest

from core.errors import Invalid
from deliberation.proposals.answers import queries as answer_queries
from deliberation.proposals.answers import service as answers
from tests.deliberation.proposals.factories import (
    TEXTS,
    add_ask,
    add_thread,
    decide,
    first_ask,
    give_answer,
    hand_over,
    make_adopted,
    make_delivered,
    make_draft,
    on,
)
from tests.page_rules import read


def test_without_proposals_the_list_says_nothing_yet(pages):
    assert "Nothing yet." in pages.get("/proposals/")


def test_a_draft_is_nobodys_but_the_boards(pages, session, town):
    make_draft(session, town)

    assert "Nothing yet." in pages.get("/proposals/")
    pages.get("/proposals/p1", status=404)
    pages.get("/proposals/p1/brief", status=404)


def test_an_adopted_proposal_waits_for_its_clock(pages, session, town):
    make_adopted(session, town)

    assert "The clock starts when this is delivered." in pages.get("/proposals/p1")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ((8, 26), "3 working days left"),
        ((8, 31), "This is the last day to answer."),
        ((9, 9), "No answer yet, 7 working days over time."),
    ],
)
def test_the_clock_runs_in_public(pages, session, town, day, words):
    make_delivered(session, town)

    for path in ("/proposals/", "/proposals/p1", "/proposals/p1/brief"):
        with on(*day):
            assert words in pages.get(path)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ((8, 24), "The answer came with 5 working days to spare."),
        ((8, 31), "The answer came on the last day."),
        ((9, 9), "The answer came 7 working days late."),
    ],
)
def test_how_an_answer_came_stays_in_public(pages, session, town, day, words):
    proposal = make_delivered(session, town)
    give_answer(session, town, first_ask(session, proposal), day)

    assert words in pages.get("/proposals/")


def test_a_proposal_opens_with_its_right_and_with_peoples_words(pages, session, town):
    make_delivered(session, town)

    page = pages.get("/proposals/p1")

    right = page.index("Being able to reach and use it")
    people = page.index("I hung up because nobody spoke Arabic.")
    assert right < people < page.index("What is asked, and what was answered")


def test_an_answer_shows_state_day_reasons_and_the_boards_reply(pages, session, town):
    proposal = make_delivered(session, town)
    give_answer(session, town, first_ask(session, proposal), (8, 24))
    answers.reply(
        session,
        answer_queries.response_of(session, proposal, 1),
        "Thank you for this.",
        member_id=town.chair,
    )

    page = pages.get("/proposals/p1")

    for words in ("Accepted", "24 August 2026", "It is right.", "Thank you for this."):
        assert words in page


def test_evidence_shows_its_strength_and_its_limits(pages, session, town):
    make_delivered(session, town)

    page = pages.get("/proposals/p1")

    assert "open for everyone to read." in page
    assert "It says what matters to some, not how many they are." in page


def test_what_people_typed_is_text_and_never_markup(pages, session, town):
    draft = make_draft(session, town, texts={"messages": "<b>Bold</b> & {9}"})
    add_thread(session, town, draft, title="<script>x</script>")
    add_ask(session, town, draft)

    with pytest.raises(Invalid):  # {9} leads to no evidence
        hand_over(session, town, draft)
    pages.sign_in(town.people[1])
    page = pages.get("/desk/proposals/p1")

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; (no figure)" in page
    assert "<script>x" not in page


def test_proposals_are_found_by_what_they_ask_for(pages, session, town):
    make_delivered(session, town)

    assert TEXTS["title"] in pages.get("/proposals/?asks=service_standard")
    assert "No proposal asks for this yet." in pages.get("/proposals/?asks=law")
    pages.get("/proposals/?asks=everything", status=422)


def test_a_list_takes_two_statements_however_many_proposals(
    pages, session, town, statements_at_most
):
    for slug in ("one", "two", "three"):
        draft = make_draft(session, town)
        add_thread(session, town, draft, slug=slug)
        add_ask(session, town, draft)
        decide(session, town, hand_over(session, town, draft))

    with statements_at_most(2):
        page = pages.get("/proposals/")

    assert page.count('class="card"') == 3


def test_a_proposal_and_its_brief_take_three_statements(
    pages, session, town, statements_at_most
):
    make_delivered(session, town)

    with statements_at_most(3):
        pages.get("/proposals/p1")
    with statements_at_most(3):
        pages.get("/proposals/p1/brief")


# The brief


def headings(page: str) -> list[str]:
    return [each.text.strip() for each in read("", page).all("h2")]


def test_the_brief_comes_in_three_depths(pages, session, town):
    make_delivered(session, town)
    one, summary, full = (
        headings(pages.get(f"/proposals/p1/brief?depth={depth}"))
        for depth in ("messages", "summary", "full")
    )

    assert one[:3] == ["What people said", "Main messages", "What is asked"]
    assert summary[: len(one)] == one
    assert full[: len(summary)] == summary
    assert len(one) < len(summary) < len(full)


def test_causes_and_history_stand_before_what_could_be_done(pages, session, town):
    make_delivered(session, town)

    found = headings(pages.get("/proposals/p1/brief"))

    order = [
        "The problem",
        "History and context",
        "What in the system causes this",
        "What could be done, what it costs and what follows",
    ]
    assert [each for each in found if each in order] == order


def test_the_whole_brief_tells_the_vote_and_where_it_leads(pages, session, town):
    make_delivered(session, town)

    page = pages.get("/proposals/p1/brief")

    vote = re.search(r'<dt>Yes</dt><dd><a [^>]*href="([^"]+)">(\d+)</a>', page)
    assert vote.groups() == ("/trace/proposal/p1#decision", "8")


def test_a_depth_that_does_not_exist_is_refused(pages, session, town):
    make_delivered(session, town)

    pages.get("/proposals/p1/brief?depth=endless", status=422)


def test_a_proposal_in_one_language_is_marked_as_such_in_another(pages, session, town):
    make_delivered(session, town)

    page = pages.get("/proposals/p1", Accept_Language="ar")

    assert 'lang="en" dir="ltr"' in page
