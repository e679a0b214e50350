"""A draft walked through as on a phone, with nothing kept."""

import re

import pytest
from sqlalchemy import func, select

from accounts.rules import Role
from surveys.instruments.editing import queries, service
from surveys.instruments.editing.drafting import begun, remove_item
from surveys.instruments.translating.models import Translation
from surveys.waves.models import Response
from tests.factories import make_member
from tests.surveys.instruments.small import SMALL

PREVIEW = "/desk/questions/drafts/small/preview"


@pytest.fixture
def desk(pages, session):
    service.start_draft(session, SMALL)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    return pages


def test_a_preview_begins_with_what_people_agree_to(desk):
    page = desk.get(f"{PREVIEW}?lang=en")
    assert "Who asks: the library." in page
    assert "This is how people will see it. Nothing is kept." in page
    assert 'name="agree"' in page
    assert "/mine" not in page


def test_a_preview_without_a_language_is_shown_in_that_of_the_draft(desk):
    assert desk.post(f"{PREVIEW}?lang=en", {"step": "start"}, status=422)
    onward = desk.answer("GET", PREVIEW, 303).headers["Location"]
    assert onward == f"{PREVIEW}?lang=en"


def test_a_preview_goes_question_by_question_and_keeps_nothing(desk, session):
    typed = {"agree": "1", "step": "start"}
    page = desk.post(f"{PREVIEW}?lang=en", typed, status=200)
    assert "Thank you for coming." in page
    typed = {"agree": "1", "at": "asked", "q.asked": "no", "step": "next"}
    page = desk.post(f"{PREVIEW}?lang=en", typed, status=200)
    # Who did not ask is not asked what got in the way.
    assert "How old are you?" in page
    assert 'name="q.asked" value="no"' in page
    typed = {"agree": "1", "at": "age", "q.age": "old", "step": "next"}
    page = desk.post(f"{PREVIEW}?lang=en", typed, status=422)
    assert "Please write a whole number" in page
    typed = {"agree": "1", "at": "", "q.asked": "no", "step": "send"}
    page = desk.post(f"{PREVIEW}?lang=en", typed, status=200)
    assert "Nothing of yours was kept." in page
    assert session.scalar(select(func.count()).select_from(Response)) == 0


def test_each_language_is_seen_in_its_own_direction_and_the_bar_in_the_reader_s(desk):
    typed = {"agree": "1", "at": "welcome", "step": "next"}
    page = desk.post(f"{PREVIEW}?lang=ar", typed, status=200)
    assert '<html lang="ar" dir="rtl">' in page
    assert "هل طلبت المساعدة؟" in page
    assert re.search(r'<aside class="preview" lang="en" dir="ltr"', page)


def test_a_preview_leaves_the_reader_s_language_alone(desk):
    answer = desk.answer("GET", f"{PREVIEW}?lang=ar", 200)
    assert "lang=ar" not in (answer.headers.get("Set-Cookie") or "")
    assert '<html lang="en"' in desk.get("/desk/questions/drafts/small")


def test_the_pages_of_surveys_keep_nothing_of_a_preview(desk, session):
    desk.get(f"{PREVIEW}?lang=en")
    page = desk.get("/desk/waves/")
    assert "This is how people will see it." not in page


def test_a_draft_that_makes_no_sense_yet_says_where_to_look(desk, session):
    draft = queries.draft(session, "small")
    broken = remove_item(queries.draft_instrument(draft), "asked")
    service.save_draft(session, draft, broken, seen=1)
    page = desk.get(f"{PREVIEW}?lang=en", status=409)
    assert "Something is still wrong" in page


def test_a_translation_that_names_a_lost_question_is_walked_through(desk, session):
    draft = queries.draft(session, "small")
    session.add(
        Translation(
            draft_id=draft.id,
            language="ar",
            key="items.wish.label",
            source="What would help?",
            text="قلت ${gone}. ماذا؟",
            state="draft",
        )
    )
    session.commit()
    typed = {"agree": "1", "at": "age", "step": "next"}
    page = desk.post(f"{PREVIEW}?lang=ar", typed, status=200)
    assert "قلت" in page
    assert "${gone}" not in page


def test_a_draft_without_words_to_agree_to_is_not_walked_through(desk, session):
    service.start_draft(session, begun("bare", "Bare", "en"))
    desk.get("/desk/questions/drafts/bare/preview?lang=en", status=409)
