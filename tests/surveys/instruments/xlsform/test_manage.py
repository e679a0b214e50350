import json
import re
from dataclasses import replace
from io import BytesIO

import pytest
from sqlalchemy import select

from core.audit import AuditEvent
from surveys.instruments import service
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import instrument_of, latest_version
from surveys.instruments.questionnaire import Licence
from surveys.instruments.xlsform.files import take_in_file
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.small import SMALL
from tests.surveys.instruments.xlsform.books import PLAIN, book

ADDRESS = "/desk/questions/import/"
BROKEN = book("| type | name | label |\n| select_one <x> | a | A? |")


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


def test_what_asks_who_somebody_is_is_shown_before_anything_is_kept(desk):
    asking = book("| type | name | label |\n| text | a | What is your name? |")
    page = look(desk, asking)
    assert "Look at these again" in page
    assert "survey, row 2: “your name” asks who somebody is." in page
    assert "Look at these again" not in look(desk)


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
        f"| integer | q{number} | {'Why is it so? ' * 12}{number} |"
        for number in range(300)
    )
    page = look(desk, book(f"| type | name | label |\n{rows}"), slug="many")
    desk.post(f"{ADDRESS}keep", checked(page), 303)
    session.expire_all()
    assert len(latest_version(session, "many").body["items"]) == 300


def test_questions_that_nobody_may_change_are_not_written_over(desk, session):
    service.import_instrument(session, EVERY_KIND, role="operator")
    page = look(desk, slug="every-kind", status=422)
    assert page.count("whose licence lets nobody change them") == 2
    assert 'name="checked"' not in page

    signed = checked(look(desk, slug="wishes"))
    bound = replace(SMALL, slug="wishes", licence=Licence("All rights reserved"))
    service.import_instrument(session, bound, role="operator")
    page = desk.post(f"{ADDRESS}keep", signed, 409)
    assert "whose licence lets nobody change them" in page
    assert latest_version(session, "wishes").number == 1


def test_a_version_is_handed_out_as_a_file_that_comes_to_the_same(desk, session):
    service.import_instrument(session, SMALL, role="operator")
    service.import_instrument(
        session, replace(SMALL, title={"en": "Later"}), role="operator"
    )
    assert 'href="/desk/questions/small/1.xlsx"' in desk.get(
        "/desk/questions/agreement"
    )
    answer = desk.answer("GET", "/desk/questions/small/1.xlsx", 200)
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert 'filename="small-1.xlsx"' in answer.headers["Content-Disposition"]
    again = take_in_file("small-1.xlsx", answer.data, "small").instrument
    assert again.title == SMALL.title
    assert again.items == SMALL.items
    desk.get("/desk/questions/small/3.xlsx", 404)


def test_the_desk_says_which_file_stays_on_this_site(desk, session):
    only_here = "Only for this site: its licence"
    service.import_instrument(session, SMALL, role="operator")
    assert only_here not in desk.get("/desk/questions/agreement")
    version = service.import_instrument(session, EVERY_KIND, role="operator")
    assert not instrument_of(version).licence.may_redistribute
    assert only_here in desk.get("/desk/questions/agreement")
    desk.answer("GET", "/desk/questions/every-kind/1.xlsx", 200)


def test_the_versions_of_a_draft_can_be_had_as_files(desk, session):
    service.import_instrument(session, SMALL, role="operator")
    desk.post("/desk/questions/drafts/small/take")
    page = desk.get("/desk/questions/drafts/small/versions")
    assert 'href="/desk/questions/small/1.xlsx"' in page
