"""Whatever changes is on the pages of results at once, though they are kept."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from core.clock import now, standing_at
from surveys.findings.coding.themes.service import open_draft
from surveys.findings.stories.models import Story, StoryState, StoryVote
from surveys.findings.stories.quotes.service import agree, propose
from tests.changed_rows import seen_changes
from tests.factories import make_member
from tests.surveys.findings.coding.themes.makers import BY
from tests.surveys.findings.factories import make_published
from tests.surveys.findings.stories.quotes.makers import make_quotable
from tests.surveys.findings.stories.quotes.test_service import by, own_words, text_at
from tests.surveys.findings.stories.telling.makers import make_shown

THEMES = "/results/library/themes"
TOLD = "Your note was sent."


def make_themes(session):
    """A draft of themes with a quote."""
    found, theme, one, two = make_quotable(session)
    text = text_at(session, found, theme)
    quote = propose(session, found, theme, text.id, one.id, own_words(text))
    agree(session, found, quote, 1, **by(two))
    open_draft(session, found, 14, **BY)
    session.commit()


@pytest.mark.database("sqlite")  # these keep nothing by a mark of rows
@pytest.mark.parametrize("end", ["", "/tables", "/everything", "/explore?wave=all"])
def test_a_page_of_results_is_never_stale(app, pages, session, end):
    make_published(session)
    seen = seen_changes(app, pages, f"/results/library{end}")
    assert seen >= {"wave.slug", "wave.title", "release.embargo_until"}


def test_the_list_of_results_is_never_stale(app, pages, session):
    make_published(session)
    assert seen_changes(app, pages, "/results/") >= {
        "release.embargo_until",
        "wave.closes_on",
        "wave.opens_on",
        "wave.slug",
        "wave.title",
    }


def test_themes_are_never_stale(app, pages, session):
    make_themes(session)
    assert seen_changes(app, pages, THEMES) >= {
        "quote.language",
        "quote.wording",
        "release.embargo_until",
        "theme_report.body",
        "theme_report.checksum",
        "theme_report.number",
        "theme_report.open_until",
        "theme_report.state",
        "wave.title",
    }


def test_the_list_of_stories_is_never_stale(app, pages, session):
    make_shown(session)
    seen = seen_changes(app, pages, "/stories/")
    assert seen >= {"story.domain", "story.language", "story.shown", "story.state"}


def test_a_story_is_never_stale(app, pages, session):
    story_id = make_shown(session)
    session.execute(update(StoryVote).values(named=True))
    assert seen_changes(app, pages, f"/stories/{story_id}") >= {
        "member.pseudonym",
        "story.domain",
        "story.feedback",
        "story.language",
        "story.shown",
        "story.state",
        "story_vote.named",
        "story_vote.reason",
    }


def test_a_story_that_is_taken_back_is_gone_at_once(pages, session):
    story_id = make_shown(session)
    for path in ("/stories/", f"/stories/{story_id}"):
        pages.get(path)
    session.get(Story, story_id).state = StoryState.REFUSED
    session.commit()
    assert str(story_id) not in pages.get("/stories/")
    pages.get(f"/stories/{story_id}", 404)


def test_a_new_story_is_in_the_list_at_once(pages, session):
    assert "There are no stories yet." in pages.get("/stories/")
    assert str(make_shown(session)) in pages.get("/stories/")


@pytest.mark.parametrize("path", ["/results/", THEMES, "/forum/notes/library"])
def test_the_frame_is_that_of_whoever_reads(pages, session, path):
    make_themes(session)
    member = make_member(session)
    for _time in range(2):
        assert "Your account" not in pages.get(path)
        pages.sign_in(member)
        assert "Your account" in pages.get(path)
        pages.sign_out()
    with pages.client.session_transaction() as waiting:
        waiting["_flashes"] = [("message", TOLD)]
    assert TOLD in pages.get(path)
    assert TOLD not in pages.get(path)


def test_what_hangs_on_the_day_is_of_the_day(pages, session):
    make_themes(session)
    assert "Residents can comment on it until" in pages.get(THEMES)
    with standing_at(now() + timedelta(days=30)):
        assert "Residents could comment on it until" in pages.get(THEMES)
    assert "Residents can comment on it until" in pages.get(THEMES)


@pytest.mark.parametrize(
    ("path", "first", "kept"),
    [("/results/", 2, 1), (THEMES, 3, 2), ("/stories/", 2, 1), ("story", 3, 1)],
)
def test_a_page_costs_one_statement_beside_the_release(
    pages, session, statements_at_most, path, first, kept
):
    make_themes(session)
    story_id = make_shown(session)
    path = f"/stories/{story_id}" if path == "story" else path
    with statements_at_most(first):
        before = pages.get(path)
    with statements_at_most(kept):
        assert pages.get(path) == before
