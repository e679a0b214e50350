from dataclasses import replace
from datetime import timedelta

import pytest

from core.clock import today
from core.errors import NotFound
from surveys.instruments.agreement import queries
from surveys.instruments.queries import version_called, version_of
from surveys.instruments.service import adopt_version, open_comments
from tests.surveys.instruments.agreement.versions import (
    BOARD,
    agreed_version,
    commented_version,
    draft_version,
    second_version,
)
from tests.surveys.instruments.small import SMALL

SOON = today() + timedelta(days=7)


def numbers(lines):
    return [line.number for line in lines]


def test_a_line_names_a_version_without_its_questions(session, statements_at_most):
    version_id = commented_version(session, SOON).id
    with statements_at_most(1):
        line = queries.line_of(session, version_id)
    assert (line.slug, line.number, line.title) == ("small", 1, SMALL.title)
    assert (line.default_language, line.comments_until) == ("en", SOON)
    assert line.is_shown


def test_what_is_not_there_is_not_found(session):
    for ask in (
        lambda: queries.line_of(session, 9),
        lambda: version_of(session, 9),
        lambda: version_called(session, "small", 1),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_draft_is_listed_for_facilitators_and_not_for_residents(session):
    draft_version(session)
    assert numbers(queries.all_lines(session)) == [1]
    assert queries.shown_lines(session) == []


def test_a_board_is_offered_the_newest_draft_and_all_that_is_commented_on(session):
    commented_version(session, SOON)
    second_version(session)
    second_version(session, title={"en": "Still more questions"})
    assert numbers(queries.undecided_lines(session)) == [3, 1]


def test_a_board_is_not_offered_what_is_agreed(session):
    agreed_version(session)
    assert queries.undecided_lines(session) == []
    assert numbers(queries.shown_lines(session)) == [1]


def test_a_version_says_where_its_consent_text_was_agreed_before(session):
    draft_version(session)
    second = second_version(session)
    assert queries.before(session, second).same_consent is None
    first = agreed_version_again(session)
    assert queries.before(session, second).same_consent == first.number


def agreed_version_again(session):
    """Agree to version 1 although version 2 is there already."""
    version = version_called(session, "small", 1)
    version.state = "agreed"
    session.flush()
    return version


def test_another_consent_text_was_not_agreed_before(session):
    agreed_version(session)
    consent = replace(SMALL.consent, agree={"en": "I have to."})
    second = second_version(session, consent=consent)
    assert queries.before(session, second).same_consent is None


def test_the_first_version_stands_beside_none(session):
    assert queries.before(session, draft_version(session)) == queries.Before()


def test_a_draft_that_nobody_was_asked_about_hides_no_change(
    session, statements_at_most
):
    agreed_version(session)
    second_version(session, title={"en": "Tried"})
    third = second_version(session, title={"en": "Meant"})
    session.refresh(third)
    with statements_at_most(1):
        found = queries.before(session, third)
    assert (found.number, found.instrument) == (1, SMALL)


def test_what_was_agreed_comes_before_what_was_only_commented_on(session):
    first = draft_version(session)
    second = second_version(session, title={"en": "Commented on"})
    open_comments(session, second, SOON, role="facilitator")
    third = second_version(session, title={"en": "New"})
    found = queries.before(session, third)
    assert (found.number, found.instrument.title) == (2, {"en": "Commented on"})
    adopt_version(session, first, BOARD, role="chair")
    found = queries.before(session, third)
    assert (found.number, found.instrument) == (1, SMALL)
