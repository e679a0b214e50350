"""The pages of what stands around the questions."""

from dataclasses import replace

import pytest

from core.errors import Conflict
from surveys.instruments.editing.drafting import begun, in_language
from surveys.instruments.editing.queries import draft as stored
from surveys.instruments.editing.service import save_draft, start_draft
from surveys.instruments.translating.strings import sources, untranslated
from tests.surveys.instruments.editing.desk import DESK, draft, fields
from tests.surveys.instruments.small import SMALL

FRAME = {
    "title": "Reaching help",
    "languages": ["ar", "uk"],
    "consent": "Who asks: the library.\n\nWhat is kept: your answers.",
    "agree": "I want to take part.",
    "groups": "about | About you",
    "licence": "CC0-1.0",
    "may_modify": "y",
}


def sent(revision, **changes):
    return FRAME | {"revision": str(revision)} | changes


def test_what_is_typed_stands_around_the_questions(desk, session, small):
    sent_groups = "about | About you | matrix\nYour week"
    desk.post(f"{small}/frame", sent(1, groups=sent_groups, notice=""))
    found = draft(session)
    assert found.title == {"en": "Reaching help"}
    assert found.languages == ("en", "ar", "uk")
    assert found.consent.lines["en"] == (
        "Who asks: the library.",
        "What is kept: your answers.",
    )
    assert [(group.key, group.matrix) for group in found.groups] == [
        ("about", True),
        ("your_week", False),
    ]
    assert found.licence.may_modify
    assert not found.licence.may_redistribute
    assert found.notice is None


def test_a_frame_saved_as_it_stands_stays_as_it_is(desk, session, small):
    before = draft(session)
    typed = fields(desk.get(f"{small}/frame"))
    desk.post(f"{small}/frame", typed)
    assert draft(session) == before


def test_a_draft_is_said_to_be_in_another_language_and_keeps_its_words(desk, session):
    start_draft(session, replace(untranslated(SMALL), languages=("en", "uk")))
    session.commit()
    before = draft(session)
    typed = fields(desk.get(f"{DESK}/small/frame"))
    assert typed["language"] == "en"
    desk.post(f"{DESK}/small/frame", typed | {"language": "pl", "languages": ["uk"]})
    found = draft(session)
    assert (found.default_language, found.languages) == ("pl", ("pl", "uk"))
    assert sources(found) == sources(before)
    assert [set(item.label) for item in found.items] == [{"pl"}] * len(found.items)
    assert set(found.consent.lines) == {"pl"}
    assert "welcome" in desk.get(f"{DESK}/small")


def test_an_empty_draft_changes_its_language_too(desk, session):
    start_draft(session, begun("spring", "Wiosna", "en"))
    session.commit()
    typed = fields(desk.get(f"{DESK}/spring/frame"))
    desk.post(f"{DESK}/spring/frame", typed | {"language": "pl"})
    assert draft(session, "spring").languages == ("pl",)
    assert draft(session, "spring").consent.lines == {"pl": ()}


def test_a_language_that_somebody_translated_into_is_refused(desk, session, small):
    before = draft(session)
    page = desk.post(f"{small}/frame", sent(1, language="ar"), status=409)
    assert "Somebody translated into this language already" in page
    assert 'value="Reaching help"' in page
    assert draft(session) == before


def test_after_the_first_version_the_language_stays(desk, session, small):
    desk.post(f"{small}/version", {"revision": "1"})
    assert 'name="language"' not in desk.get(f"{small}/frame")
    desk.post(f"{small}/frame", sent(2, language="pl"))
    assert draft(session).default_language == "en"
    changed, kept = in_language(draft(session), "pl"), stored(session, "small")
    with pytest.raises(Conflict) as caught:
        save_draft(session, kept, changed, seen=3)
    assert caught.value.code == "draft.language_stays"


def test_headings_that_cannot_be_read_are_given_back(desk, session, small):
    before = draft(session)
    page = desk.post(f"{small}/frame", sent(1, groups="a | A | wide"), status=422)
    assert "Line 1: it is not known what this means: wide" in page
    assert "Reaching help" in page
    assert draft(session) == before


def test_who_is_slower_sees_the_colleague_s_frame_beside_their_own(desk, small):
    desk.post(f"{small}/frame", sent(1, title="First", groups=""))
    page = desk.post(f"{small}/frame", sent(1, title="Second", groups=""), status=409)
    assert "First" in page
    assert 'value="Second"' in page


def test_a_changed_consent_raises_its_version_in_the_next_version(desk, session, small):
    desk.post(f"{small}/version", {"revision": "1"})
    desk.post(f"{small}/frame", sent(2, consent="Other words.", groups="about | You"))
    assert "What people agree to changed." in desk.get(f"{small}/version")
    desk.post(f"{small}/version", {"revision": "3"})
    assert draft(session).consent.version == 2


REPEAT = {
    "key": "children",
    "label": "Your children",
    "at_most": "3",
    "another": "Another child?",
    "yes": "Yes",
    "no": "No",
}


def test_a_repeat_is_added_changed_and_taken_out(desk, session, small):
    desk.post(f"{small}/repeats/new", REPEAT | {"revision": "1"})
    assert "There is no question in this repeat." in desk.get(small)
    wish = {"revision": "2", "label": "A wish?", "maximum": "40", "repeat": "children"}
    desk.post(f"{small}/questions/wish", wish)
    assert [i.key for i in draft(session).unrolled][-3:] == [
        "wish_2",
        "children_another_3",
        "wish_3",
    ]

    page = desk.get(f"{small}/repeats/children")
    assert 'value="Another child?"' in page
    counted = {"revision": "3", "label": "Wishes", "at_most": "2", "count": "${age}"}
    desk.post(f"{small}/repeats/children", counted)
    (found,) = draft(session).repeats
    assert (found.key, found.count, found.another) == (
        "children",
        ["item", "age"],
        None,
    )

    desk.post(f"{small}/repeats/children/remove", {"revision": "4"})
    assert draft(session).repeats == ()
    assert draft(session).items[-1].repeat is None
    desk.get(f"{small}/repeats/children", status=404)


def test_a_repeat_needs_a_count_or_a_question_with_both_answers(desk, small):
    half = REPEAT | {"revision": "1", "no": ""}
    page = desk.post(f"{small}/repeats/new", half, status=422)
    assert "Say how many rounds there are" in page
    odd = {**REPEAT, "revision": "1", "at_most": "99"}
    assert "from 1 to 20" in desk.post(f"{small}/repeats/new", odd, status=422)
    wrong = REPEAT | {"revision": "1", "count": "${nobody}"}
    assert "cannot be read" in desk.post(f"{small}/repeats/new", wrong, status=422)


def test_a_repeat_s_key_is_not_given_twice(desk, small):
    desk.post(f"{small}/repeats/new", REPEAT | {"revision": "1"})
    page = desk.post(f"{small}/repeats/new", REPEAT | {"revision": "2"}, status=409)
    assert "has this key" in page
