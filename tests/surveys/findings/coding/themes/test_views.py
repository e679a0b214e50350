from datetime import timedelta

import pytest

from accounts.rules import Role
from core.clock import now, standing_at, today
from surveys.findings.coding.queries import coding_set
from surveys.findings.coding.themes.service import adopt, open_draft
from surveys.findings.embargo import LEAST_DAYS, last_day
from surveys.findings.queries import release_of
from surveys.findings.service import publish_release
from tests.factories import make_member
from tests.page_rules import read
from tests.surveys.findings.coding.factories import make_coded, writers
from tests.surveys.findings.coding.themes.makers import (
    add_theme,
    make_readable,
    silent,
)
from tests.surveys.findings.factories import make_frozen, make_published

PAGE = "/results/library/themes"
NOTE = "/forum/notes/library/note"
BY = {"role": "steward"}


def drafted(session):
    found = make_readable(session)
    add_theme(session, found)
    draft = open_draft(session, found, 14, **BY)
    session.commit()
    return found, draft


def test_a_draft_says_so_and_until_when_residents_can_comment(pages, session):
    _found, draft = drafted(session)
    html = pages.get(PAGE)
    assert "This is a draft. Residents can comment on it until" in html
    assert str(draft.open_until.day) in html
    assert "Open for comment" in html
    assert "21 of 42 answers" in html
    assert "What one change would help most?" in html


def test_a_theme_stands_with_its_meaning_agreement_and_what_may_be_missed(
    pages, session
):
    drafted(session)
    html = pages.get(PAGE)
    for words in (
        "Money was short.",
        "Quiet people.",
        "Two people read the same 42 answers apart",
        "at least 100% alike",
        "They agreed almost always.",
        "21 answers are about none of these.",
    ):
        assert words in html


def test_no_share_of_residents_and_no_words_of_anybody(pages, session):
    drafted(session)
    html = pages.get(PAGE)
    assert "wish" not in html
    assert "50%" not in html
    assert "% of residents" not in html


def test_a_draft_whose_days_are_over_is_still_a_draft(pages, session):
    drafted(session)
    with standing_at(now() + timedelta(days=20)):
        html = pages.get(PAGE)
    assert "It is not adopted yet." in html
    assert NOTE not in read(PAGE, html).links()


def test_who_reads_a_draft_is_led_to_where_a_comment_is_written(pages, session):
    drafted(session)
    assert NOTE in read(PAGE, pages.get(PAGE)).links()
    pages.sign_in(make_member(session))
    assert "library" in pages.get(NOTE)


def test_adopted_themes_say_when_residents_could_comment(pages, session):
    found, _draft = drafted(session)
    with standing_at(now() + timedelta(days=15)):
        adopt(session, found, **BY)
    session.commit()
    html = pages.get(PAGE)
    assert "Adopted" in html
    assert "residents could comment from" in html
    assert "This is a draft" not in html


def test_it_is_found_from_the_results(pages, session):
    drafted(session)
    assert PAGE in read("/", pages.get("/results/library")).links()


def test_it_leads_to_the_other_ways_to_read_the_results(pages, session):
    make_published(session)

    links = read("/", pages.get("/results/library/themes")).links()

    assert {"/results/library", "/results/library/everything"} <= links


def test_before_there_are_any_the_page_says_so(pages, session):
    make_published(session)
    assert "Nothing is published yet" in pages.get(PAGE)


def test_without_public_results_there_is_no_page(pages, session):
    make_frozen(session)
    pages.get(PAGE, 404)
    pages.get("/results/nowhere/themes", 404)


def test_within_an_embargo_residents_comment_and_nobody_else_reads(pages, session):
    """The authority waits for as long as residents can comment."""
    found, _one, _two = make_coded(session, people=[*writers(42), *silent(20)])
    release = release_of(session, "library")
    day = last_day(today(), LEAST_DAYS)
    publish_release(session, release, role="operator", embargo_until=day)
    session.commit()
    found = coding_set(session, found.id)
    add_theme(session, found)
    assert open_draft(session, found, 14, **BY).open_until == day
    session.commit()
    pages.get(PAGE, 403)
    pages.sign_in(make_member(session, Role.AUTHORITY))
    pages.get(PAGE, 403)
    pages.sign_in(make_member(session))
    assert "21 of 42 answers" in pages.get(PAGE)


def test_a_page_costs_at_most_three_statements(pages, session, statements_at_most):
    drafted(session)
    session.commit()
    with statements_at_most(3):
        pages.get(PAGE)


@pytest.mark.parametrize("language", ["ar"])
def test_a_theme_without_a_translation_stands_in_its_own_language(
    pages, session, language
):
    drafted(session)
    html = pages.get(f"{PAGE}?lang={language}")
    assert '<span lang="en" dir="ltr">Money</span>' in html
