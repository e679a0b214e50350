import json
import re
from io import BytesIO

import pytest
from sqlalchemy import select

from accounts.rules import Role
from core.audit import AuditEvent
from surveys.instruments import service
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import latest_version
from tests.factories import make_member
from tests.surveys.instruments.small import SMALL
from tests.surveys.instruments.xlsform.books import PLAIN, book

ADDRESS = "/desk/questions/import/"
BROKEN = book("| type | name | label |\n| select_one <x> | a | A? |")


@pytest.fixture
def desk(pages, session):
    pages.sign_in(make_member(session, Role.FACILITATOR))
    return pages


def checked(page):
    """Return the field that carries the questions from one press to the next."""
    (signed,) = re.findall(r'name="checked" type="hidden" value="([^"]+)"', page)
    return {"checked": signed}


def look(desk, content=PLAIN, name="Wishes.xlsx", slug="", status=200):
    fields = {"file": (BytesIO(content), name), "slug": slug}
    return desk.post(ADDRESS, fields, status)


def test_the_page_asks_for_a_file(desk):
    page = desk.get(ADDRESS)
    assert 'type="file"' in page
    assert 'enctype="multipart/form-data"' in page


def test_the_facilitator_s_tasks_lead_there(desk):
    assert f'href="{ADDRESS}"' in desk.get("/desk/questions/templates") + desk.get(
        "/me"
    )


def test_a_file_is_looked_at_first_and_kept_when_somebody_says_so(desk, session):
    page = look(desk, slug="wishes")
    assert "1 question or note" in page
    assert "The file has no consent text." in page
    assert not session.scalars(select(InstrumentVersion)).all()
    desk.post(f"{ADDRESS}keep", checked(page), 303)
    assert "The questions are kept: wishes, version 1." in desk.get(
        "/desk/questions/agreement"
    )
    session.expire_all()
    assert latest_version(session, "wishes").body["title"] == {"en": "Wishes"}
    (leaf,) = session.scalars(select(AuditEvent.leaf))
    assert json.loads(leaf)["role"] == "facilitator"


def test_what_was_left_out_is_shown_before_anything_is_kept(desk):
    page = look(desk, book("| type | name | label |\n| end | e | |\n| text | a | A? |"))
    assert "What is other than in the file" in page
    assert "survey, row 2: e (end) is left out" in page


def test_a_name_that_is_there_already_is_said(desk, session):
    service.import_instrument(session, SMALL, role="operator")
    session.commit()
    page = look(desk, slug=SMALL.slug)
    assert "These would be version 2 of them." in page


def test_a_file_that_cannot_be_taken_in_says_why(desk, session):
    page = look(desk, BROKEN, status=422)
    assert "survey, row 2: There is no list &lt;x&gt; in the sheet choices." in page
    assert "The file cannot be taken in." in page
    page = look(desk, b"no spreadsheet", status=422)
    assert "This is neither an XLSForm (.xlsx) nor a LimeSurvey file." in page
    assert not session.scalars(select(InstrumentVersion)).all()


def test_a_form_without_a_file_or_with_an_odd_name_is_asked_again(desk):
    assert "Please choose a file" in desk.post(ADDRESS, {"slug": ""}, 422)
    page = look(desk, slug="Not A Slug", status=422)
    assert "Please use only small letters" in page


@pytest.mark.parametrize("checked", ["", "e30.made-up", "not signed"])
def test_questions_that_were_not_looked_at_here_are_not_kept(desk, session, checked):
    page = desk.post(f"{ADDRESS}keep", {"checked": checked}, 422)
    assert "These questions were not checked on this site." in page
    assert "made-up" not in page
    assert not session.scalars(select(InstrumentVersion)).all()


def test_a_large_questionnaire_comes_through_both_presses(desk, session):
    rows = "\n".join(
        f"| text | q{number} | {'Why is it so? ' * 12}{number} |"
        for number in range(300)
    )
    page = look(desk, book(f"| type | name | label |\n{rows}"), slug="many")
    desk.post(f"{ADDRESS}keep", checked(page), 303)
    session.expire_all()
    assert len(latest_version(session, "many").body["items"]) == 300
