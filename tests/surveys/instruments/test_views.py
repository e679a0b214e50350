"""The public pages of questions, as a resident reads them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.clock import now, standing_at, today
from surveys.instruments.agreement.decision import decided_elsewhere
from surveys.instruments.kinds import SEVERAL
from surveys.instruments.options import Relevant
from surveys.instruments.queries import version_called
from surveys.instruments.service import adopt_version, import_instrument
from surveys.instruments.shipped import template
from tests.pages import text_of
from tests.surveys.instruments.agreement.versions import (
    BOARD,
    agreed_version,
    commented_version,
    draft_version,
    second_version,
)
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.piped import PIPED, SHOWN
from tests.surveys.instruments.scored import SCORED
from tests.surveys.instruments.small import SMALL

PAGE = "/questions/small/1"
ANYONE = SMALL.by_key["asked"].label | {"en": "Did you ask anyone?"}
SOON = today() + timedelta(days=7)


def test_everything_that_will_be_asked_can_be_read_without_a_cookie(pages, session):
    draft_version(session)
    answer = pages.answer("GET", PAGE, 200)
    assert "Set-Cookie" not in answer.headers
    for item in SMALL.items:
        assert item.label["en"] in answer.text
        for option in item.options:
            assert option.label["en"] in answer.text
    for line in (*SMALL.consent.lines["en"], SMALL.consent.agree["en"]):
        assert line in answer.text
    assert SMALL.licence.name in answer.text
    assert "Only asked after one of these answers to “Did you ask for help?”" in (
        answer.text
    )
    assert "not translated yet" not in answer.text


def test_what_is_not_translated_is_marked_and_says_its_language(pages, session):
    draft_version(session)
    page = pages.get(PAGE, Accept_Language="ar")
    assert "هل طلبت المساعدة؟" in page
    assert '<span lang="en" dir="ltr">What got in the way?</span> <small' in page
    assert page.count("<small") > 5
    assert page.count("من يسأل: المكتبة.") == 1


def test_a_draft_says_that_it_is_one_and_stands_in_no_list(pages, session):
    draft_version(session)
    assert "This is a draft." in pages.get(PAGE)
    assert "There are no questions to read yet." in pages.get("/questions/")


def test_questions_open_for_comment_lead_to_a_conversation(pages, session):
    version = commented_version(session, SOON)
    page = pages.get(PAGE)
    assert f'href="/forum/about-questions/{version.id}"' in page
    assert "Open for comment" in page
    assert str(SOON.year) in page
    assert 'href="/questions/small/1"' in pages.get("/questions/")


def test_when_the_days_for_comments_are_over_the_page_says_so(pages, session):
    commented_version(session, SOON)
    assert "Say what you think" in pages.get(PAGE)
    with standing_at(now() + timedelta(days=7)):
        assert "Say what you think" in pages.get(PAGE)  # the last day counts
    with standing_at(now() + timedelta(days=8)):
        page = pages.get(PAGE)
    assert "The days for comments are over." in page
    assert "Say what you think" not in page


def test_a_motion_that_agreed_is_named_and_linked(pages, session):
    version = agreed_version(session)
    page = pages.get(PAGE)
    assert "by The board of the library" in page
    assert f'href="/board/about-questions/{version.id}">motion M-01' in page


def test_a_decision_elsewhere_is_shown_as_such(pages, session):
    words = "Rada mieszkańców <3 maja>"
    agreed_version(session, decided_elsewhere(words, "pl"))
    page = pages.get(PAGE)
    assert "Decided elsewhere:" in page
    assert '<span lang="pl" dir="ltr">Rada mieszkańców &lt;3 maja&gt;</span>' in page
    assert "motion" not in page


def test_questions_in_use_before_the_rule_say_so(pages, session):
    draft_version(session).state = "agreed"
    session.commit()
    assert "in use before it became a rule here" in pages.get(PAGE)


def test_a_consent_text_that_was_agreed_before_is_named(pages, session):
    agreed_version(session)
    second_version(session)
    page = pages.get("/questions/small/2")
    assert "as in version 1, which was agreed" in page
    assert "as in version" not in pages.get(PAGE)


@pytest.fixture
def every_kind(pages, session):
    """The page of an instrument with every kind, as changed by a test."""

    def read(instrument=EVERY_KIND):
        import_instrument(session, instrument, role="operator")
        session.commit()
        return pages.get("/questions/every-kind/1")

    return read


def test_what_is_worked_out_asked_again_or_held_to_a_rule_is_said(every_kind):
    page = every_kind()
    assert "Worked out from the answers, and kept with them:" in page
    assert "ages = sum(${kid_age})" in page
    assert page.count("Asked again in each round of “Your children”.") == 2
    assert page.count("Asked again in each round of “Visits”. Most rounds: 3.") == 1
    assert "Said to an answer that does not fit: Tick one or three." in page
    assert "not in your language yet" not in page


def test_an_order_of_some_answers_does_not_ask_for_ticks(every_kind):
    items = tuple(
        replace(item, at_most=2) if item.kind in SEVERAL else item
        for item in EVERY_KIND.items
    )
    page = every_kind(replace(EVERY_KIND, items=items))
    assert page.count("Give places to 2 of the answers: 1 comes first.") == 1
    assert page.count("You can tick several, 2 at the most.") == 1


def test_a_condition_on_one_round_of_a_repeat_is_read_by_everybody(every_kind):
    rule = Relevant("school_2", frozenset({"yes"}))
    items = tuple(
        replace(item, relevant=(rule,)) if item.key == "wish" else item
        for item in EVERY_KIND.items
    )
    page = every_kind(replace(EVERY_KIND, items=items))
    assert "one of these answers to “Does this child go to school?”" in page


@pytest.mark.parametrize("path", [PAGE, "/questions/other/1", "/questions/small/2"])
def test_questions_that_are_not_there_are_not_found(pages, path):
    pages.get(path, status=404)


def test_the_page_takes_two_statements(pages, session, statements_at_most):
    agreed_version(session)
    second_version(session)
    with statements_at_most(2):  # the version, and those before it
        page = pages.get("/questions/small/2")
    assert "What changed since version 1" in page
    assert version_called(session, "small", 1).state == "agreed"


def with_item(key, **parts):
    """The small instrument with one question changed."""
    items = tuple(
        replace(item, **parts) if item.key == key else item for item in SMALL.items
    )
    return {"items": items}


def changed_part(page):
    """What a page says of the changes, without the marks around it."""
    part = page[page.index('id="changed"') : page.index('id="consent"')]
    return text_of(part)


def test_the_first_version_says_of_no_change(pages, session):
    draft_version(session)
    assert "What changed" not in pages.get(PAGE)


def test_before_a_motion_everybody_reads_what_is_no_longer_marked_sensitive(
    pages, session
):
    import_instrument(
        session, replace(SMALL, **with_item("asked", sensitive=True)), role="operator"
    )
    adopt_version(session, version_called(session, "small", 1), BOARD, role="chair")
    second_version(session, **with_item("asked", sensitive=False))
    second_version(session, title={"en": "Other questions"})

    assert pages.get(PAGE).count(" · sensitive") == 2  # and one that stays so
    # The third changed the title alone, but stands beside what was agreed.
    for number in (2, 3):
        page = pages.get(f"/questions/small/{number}")
        assert "It is no longer marked as sensitive: smaller groups of" in page
        assert "<strong>It is no longer marked" in page
        assert page.count(" · sensitive") == 1


def test_a_first_version_says_what_ships_marked_sensitive_and_here_is_not(
    pages, session
):
    ships = template("reaching-help")
    items = tuple(replace(item, sensitive=False) for item in ships.items)
    for instrument in (ships, replace(ships, items=items)):
        import_instrument(session, instrument, role="operator")
    session.commit()
    said = "The set that ships with this program marks it as sensitive."
    assert said not in pages.get("/questions/reaching-help/1")
    page = pages.get("/questions/reaching-help/2")
    assert page.count(said) == 1
    groups = page.partition('id="q-groups"')[2].partition("</section>")[0]
    assert said in groups


def test_what_is_newly_marked_or_pinned_is_said_too(pages, session):
    agreed_version(session)
    second_version(session, **with_item("asked", sensitive=True, pinned=True))
    page = pages.get("/questions/small/2")
    said = changed_part(page)
    assert "Its rules changed (must be answered, pinned)." in said
    assert "It is marked as sensitive now: only larger groups of" in said
    assert page.count(" · sensitive · pinned<") == 1


def test_changed_words_stand_beside_the_old_ones(pages, session):
    agreed_version(session)
    second_version(session, **with_item("asked", label=ANYONE))
    page = pages.get("/questions/small/2")
    assert (
        "The wording changed. Its series breaks: figures from before and after are not "
        "set side by side. Before: Did you ask for help? Now: Did you ask anyone?"
    ) in changed_part(page)
    assert "<del>" in page
    assert "<ins>" in page


def test_old_and_new_words_keep_their_direction_on_a_page_from_right_to_left(
    pages, session
):
    agreed_version(session)
    second_version(session, **with_item("asked", label=ANYONE))
    page = pages.get("/questions/small/2", Accept_Language="ar")
    for words in (
        "Did you ask for help?</span></del>",
        "Did you ask anyone?</span></ins>",
    ):
        assert f'<span lang="en" dir="ltr">{words}' in page


def test_no_name_of_an_answer_stands_among_the_changes(pages, session):
    agreed_version(session)
    second_version(session, **with_item("barriers", label={"en": "After ${asked}?"}))
    page = pages.get("/questions/small/2")
    assert "Now: After …?" in changed_part(page)
    assert "${" not in page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_who_only_reads_sees_no_name_of_an_answer(pages, session, language):
    import_instrument(session, PIPED, role="operator")
    page = pages.get(f"/questions/small/1?lang={language}")
    assert page.count(SHOWN[language]) == 3  # itself, its link, and a condition
    assert "After …, I mean." in page
    assert "who said …" in page
    assert "${" not in page


def test_a_version_says_what_a_score_is_and_that_nobody_is_asked_it(pages, session):
    import_instrument(session, SCORED, role="operator")
    session.commit()
    page = pages.get("/questions/scored/1")
    assert "Nobody is asked this" in page
    assert "How it went, all in all" in page
    assert "from 1 (“Bad”) to 3 (“Good”), if they answered at least two thirds" in page
    assert "<li>Above 2, up to 2.5</li>" in page
    assert "kept with them" not in page
