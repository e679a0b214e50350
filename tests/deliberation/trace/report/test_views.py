from datetime import date

import pytest
from sqlalchemy import update

from core.settings import LANGUAGES
from deliberation.board.models import RatingRound
from forum.notes.models import Note
from forum.threads.models import Post, PostState
from tests.changed_rows import seen_changes
from tests.deliberation.proposals.factories import make_thread
from tests.deliberation.trace.world import answer, make_world
from tests.page_rules import read
from tests.surveys.findings.factories import make_frozen, make_published


@pytest.fixture
def world(session):
    found = make_world(session)
    answer(session, found)
    session.commit()
    return found


def test_a_report_thanks_and_tells_what_happened_and_what_got_better(pages, world):
    html = pages.get("/report/spring")
    for words in (
        "Thank you to the 150 people who answered.",
        "Thank you to the members of the board",
        "The survey closed",
        "8 March 2026",
        "The board made a proposal",
        "A public body answered",
    ):
        assert words in html


def test_a_report_leads_to_everything_that_it_tells(pages, world):
    links = read("/", pages.get("/report/spring")).links()
    assert {
        "/trace/thread/waiting",
        "/trace/benchmark/four-weeks",
        "/trace/proposal/p1",
        "/results/spring",
        "/report/spring.txt",
    } <= links


def test_nothing_yet_is_said(pages, session):
    make_published(session)
    html = pages.get("/report/library")
    assert html.count("Nothing yet.") == 2
    assert "Thank you to the 204 people who answered." in html
    assert "members of the board" not in html


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_report_stands_in_every_language_as_page_and_as_text(pages, world, code):
    pages.get(f"/report/spring?lang={code}")
    answered = pages.ask("GET", f"/report/spring.txt?lang={code}")
    assert answered.mimetype == "text/plain"
    assert "http://localhost/report/spring" in answered.text


def test_the_text_says_what_the_page_says_without_any_markup(pages, world):
    text = pages.ask("GET", "/report/spring.txt").text
    assert text.startswith("Spring\n")
    assert "- 8 March 2026: The survey closed." in text
    assert "Thank you to the 150 people who answered." in text
    assert "<" not in text


def test_what_leaves_a_demonstration_says_that_it_is_fictional(app, pages, world):
    (app.config["INSTANCE"] / "demo").touch()
    for path in ("/report/spring.txt", "/results/spring/1.svg"):
        assert "fictional" in pages.ask("GET", path).text
    poster = pages.get("/results/spring/poster")
    assert poster.split('class="wall"')[1].count("fictional") == 1


@pytest.mark.parametrize("end", ["", ".txt"])
def test_a_report_costs_few_statements(pages, world, statements_at_most, end):
    with statements_at_most(11):
        first = pages.ask("GET", f"/report/spring{end}").text
    with statements_at_most(2):
        assert pages.ask("GET", f"/report/spring{end}").text == first


@pytest.mark.database("sqlite")  # its marks are text; smaller pages are on both
def test_whatever_changes_is_in_the_report_at_once(app, pages, session, world):
    note = Note(kind="note", release_id=world.spring.release_id, thread_id=0)
    note.thread_id = make_thread(session, slug="noted").id
    said = Post(thread_id=note.thread_id, submission_key="x", body="x")
    said.state = PostState.PUBLISHED
    session.add(note)
    session.execute(update(RatingRound).values(closes_on=date(2026, 5, 2)))
    session.add(
        Post(
            thread_id=note.thread_id,
            submission_key="k",
            body="Said.",
            state="published",
        )
    )
    session.commit()
    shown = {
        "ask.number",
        "ask.wording",
        "authority.name",
        "authority_response.answered_on",
        "authority_response.state",
        "benchmark.adopted_at",
        "benchmark.slug",
        "benchmark.state",
        "benchmark.title",
        "benchmark_measure.status",
        "instrument_version.agreed_on",
        "note.withdrawn_at",
        "post.state",
        "priority_item.key",
        "priority_item.title",
        "proposal.delivered_on",
        "proposal.slug",
        "proposal.title",
        "rating_exercise.slug",
        "rating_round.closes_on",
        "rating_round.outcome",
        "rating_round.state",
        "release.embargo_until",
        "release.published_at",
        "thread.is_public",
        "thread.opened_at",
        "thread.slug",
        "thread.title",
        "wave.closes_on",
        "wave.opens_on",
        "wave.title",
    }
    assert seen_changes(app, pages, "/report/spring") >= shown
    seen_changes(app, pages, "/report/spring.txt")


@pytest.mark.parametrize("end", ["", ".txt"])
def test_there_is_no_report_before_there_are_public_results(pages, session, end):
    make_frozen(session)
    assert "will be published soon" in pages.get(f"/report/library{end}", 404)
    assert "no results at this address" in pages.get(f"/report/nowhere{end}", 404)


def test_the_first_page_and_the_results_lead_to_the_report(pages, session):
    make_published(session)
    for path in ("/", "/results/library"):
        assert "/report/library" in read("/", pages.get(path)).links()


def test_before_any_results_the_first_page_leads_to_no_report(pages, session):
    assert "/report/" not in pages.get("/")
