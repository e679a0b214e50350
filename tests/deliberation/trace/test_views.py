"""Traces: from each number of a brief down to its question, and back up."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import update

from deliberation.proposals.chain.queries import chain_of
from deliberation.proposals.evidence import Break
from deliberation.proposals.models import Proposal
from surveys.findings.models import FrozenResult, Release
from tests.deliberation.trace.world import INSTRUMENT, answer, make_world
from tests.guards import take_guards_away
from tests.page_rules import read


@pytest.fixture
def world(session):
    return make_world(session)


def main_of(page: str) -> str:
    return page[page.index('<main id="main"') : page.index("</main>")]


def traces(page: str) -> list[str]:
    """The links of a page that can be followed, without the place on the page."""
    found = re.findall(r'href="(/trace/[^"#]+)', main_of(page))
    return list(dict.fromkeys(found))


def downwards(page: str) -> list[str]:
    """The traces below a thing: all that stand before what became of it."""
    return traces(page.split("What became of it", maxsplit=1)[0] + "</main>")


def test_each_number_of_the_brief_leads_to_a_frozen_table(pages, session, world):
    brief = main_of(pages.get("/proposals/p1/brief"))
    numbers = re.findall(r'<a class="number" href="(/trace/[^"#]+)', brief)
    assert len(numbers) > 12

    for start in dict.fromkeys(numbers):
        waiting, seen = [start], set()
        while waiting and not any("/trace/result/" in path for path in seen):
            path = waiting.pop()
            if path not in seen:
                seen.add(path)
                waiting += downwards(pages.get(path))
        assert any("/trace/result/" in path for path in seen), start


def test_no_share_stands_in_a_brief_outside_a_link(pages, session, world):
    brief = main_of(pages.get("/proposals/p1/brief"))

    linked = re.findall(r"<a [^>]*>[^<]*%</a>", brief)
    loose = re.sub(r"<a [^>]*>[^<]*</a>", "", brief)

    assert len(linked) >= 4
    assert not re.findall(r"\d\s?%", loose)


def test_the_figures_of_a_text_are_those_of_its_evidence(pages, session, world):
    text = re.sub(r"<[^>]+>", "", pages.get("/proposals/p1/brief"))

    assert (
        "Only 40.0% were seen in time. It was 40.0%, and is 60.0% now; we agreed 60.0%."
        in text
    )
    assert "The board rated it 8." in text
    assert "Of 150 people, those in villages wait longer: 40%." in text


def test_a_split_of_the_board_is_printed_as_one(pages, session, world):
    page = pages.get("/proposals/p1/brief?depth=messages")

    assert "There is one point on which the board did not agree" in page
    assert "Records for schools" in page
    split = re.sub(r"<[^>]+>", "", page.split("on which the board did not agree")[1])
    assert re.search(r"rated it 1 to 3:\s*5 · Members who rated it 7 to 9:\s*6", split)


def test_a_table_says_its_question_people_survey_and_method(pages, world):
    page = pages.get(f"/trace/result/{world.spring.id}")

    for words in (
        "How long was it to the first conversation?",
        "كم من الوقت مر حتى المحادثة الأولى؟",
        "Within 4 weeks",
        "خلال 4 أسابيع",
        "150 people",
        "Spring",
        "Posters and a link.",
        "Who does not go online may be missing.",
        world.spring.checksum,
        "The table is unchanged since then.",
    ):
        assert words in page, words
    assert "60</td>" in page
    assert "40.0%</td>" in page


def test_a_table_by_groups_shows_each_group(pages, world):
    page = pages.get(f"/trace/result/{world.by_area.id}")

    assert "In a village" in page
    assert "Everybody" in page
    assert "First contact within 4 weeks" in page.split("What became of it")[1]


def test_a_question_tells_what_became_of_it(pages, session, world):
    answer(session, world)

    page = pages.get("/trace/item/larkmoor.A3")

    steps = re.findall(r"<dt>([^<]+)</dt>", page.split("What became of it")[1])
    assert steps == [
        "What people answered",
        "We talked about it",
        "The board rated it",
        "We set a benchmark",
        "The board made a proposal",
        "We asked",
        "They answered",
    ]
    assert "Nothing yet." not in main_of(page)
    assert "9 September 2026" in page
    for path in traces(page):
        pages.get(path)


def test_every_way_up_from_the_question_leads_to_the_answer(pages, session, world):
    answer(session, world)

    for path in traces(pages.get("/trace/item/larkmoor.A3")):
        assert "They answered" in pages.get(path)


def test_what_has_no_answer_yet_says_so(pages, session, world):
    assert "No answer yet" in pages.get("/trace/item/larkmoor.A3")


def test_a_conversation_nobody_took_up_says_nothing_yet(pages, session, world):
    session.execute(update(Proposal).values(state="draft"))

    page = pages.get("/trace/thread/waiting")

    assert page.count("Nothing yet.") == 3


@pytest.mark.parametrize(
    "path",
    [
        "answer/1",
        "result/0",
        "result/404",
        "result/one",
        "item/larkmoor",
        "item/larkmoor.A4",
        "item/elsewhere.A3",
        "benchmark/none",
        "proposal/p9",
        "thread/none",
        "round/none",
        "round/..",
    ],
)
def test_what_is_not_there_cannot_be_traced(pages, path):
    pages.get(f"/trace/{path}", status=404)


def test_what_is_not_public_cannot_be_traced(pages, session, world):
    session.execute(update(Release).values(published_at=None))
    session.execute(update(Proposal).values(state="draft"))

    pages.get(f"/trace/result/{world.spring.id}", status=404)
    pages.get("/trace/item/larkmoor.A3", status=404)
    pages.get("/trace/proposal/p1", status=404)


def test_a_result_that_is_taken_back_breaks_the_chain(session, world):
    session.execute(update(Release).values(published_at=None))
    session.expire_all()

    chain = chain_of(session, world.proposal)

    assert {cited.broken for cited in chain} == {Break.NOT_PUBLISHED}


def test_a_touched_table_breaks_the_chain_and_its_trace_says_so(pages, session, world):
    body = {**world.spring.body, "share_of": "asked"}
    take_guards_away(session, "frozen_result.body")
    session.execute(
        update(FrozenResult).where(FrozenResult.id == world.spring.id).values(body=body)
    )
    session.expire_all()

    chain = chain_of(session, world.proposal)

    assert [cited.broken for cited in chain] == [
        Break.CHANGED,
        None,
        Break.CHANGED,
        Break.CHANGED,
        Break.CHANGED,
        Break.CHANGED,
    ]
    assert "Do NOT trust it." in pages.get(f"/trace/result/{world.spring.id}")


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("result/{spring}", 9),
        ("item/larkmoor.A3", 8),
        ("benchmark/four-weeks", 4),
        ("thread/waiting", 3),
        ("round/first-things", 6),
        ("proposal/p1", 5),
    ],
)
def test_a_trace_takes_few_statements(pages, world, statements_at_most, path, most):
    path = path.format(spring=world.spring.id)

    with statements_at_most(most):
        pages.get(f"/trace/{path}")


def test_a_brief_with_every_kind_of_evidence_takes_five_statements(
    pages, world, statements_at_most
):
    with statements_at_most(5):
        pages.get("/proposals/p1/brief")


def test_a_trace_reads_from_right_to_left_in_arabic(pages, world):
    page = pages.get(f"/trace/result/{world.spring.id}", Accept_Language="ar")

    assert read("", page).all("html")[0].get("dir") == "rtl"


def test_a_traced_question_names_no_answer(pages, session, world, monkeypatch):
    first, *others = INSTRUMENT.items
    label = {"en": "You live in ${area}. How long was it?"}
    spoken = replace(first, label=label, hint={"en": "In ${ area }, we mean."})
    monkeypatch.setattr(
        "deliberation.trace.sources.queries.instrument_of",
        lambda _version: replace(INSTRUMENT, items=(spoken, *others)),
    )
    for path in (f"result/{world.spring.id}", "item/larkmoor.A3"):
        page = pages.get(f"/trace/{path}")
        assert page.count("You live in …. How long was it?") == 2
        assert "In …, we mean." in page
        assert "${" not in page
