import re

import pytest
from sqlalchemy import select

from accounts.rules import Role
from core.settings import LANGUAGES
from surveys.waves import service
from surveys.waves.outreach.forms import qr_code
from surveys.waves.outreach.models import Channel
from tests.factories import make_member
from tests.surveys.waves.factories import make_draft, make_open

PATH = "/desk/waves/library/channels"


@pytest.fixture
def desk(pages, session):
    make_open(session)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    return pages


def code_of(session):
    return session.scalars(select(Channel.code)).one()


def test_a_partner_gets_an_address_of_its_own(desk, session):
    assert "There is no address yet." in desk.get(PATH)
    desk.post(PATH, {"partner": "  Hill   College "}, 303)
    page = desk.get(PATH)
    assert "Hill College" in page
    assert f"/c/{code_of(session)}" in page


@pytest.mark.parametrize("name", ["", "   ", "n" * 121])
def test_a_partner_has_a_name(desk, session, name):
    page = desk.post(PATH, {"partner": name}, 422)
    assert "Please write the name of a partner or a place." in page
    assert session.scalars(select(Channel)).all() == []


def test_a_closed_survey_gets_no_more_addresses(desk, session):
    service.close_wave(session, make_open(session, "winter"), role="operator")
    page = desk.post("/desk/waves/winter/channels", {"partner": "College"}, 409)
    assert "A colleague closed this survey already." in page
    assert "<form" not in desk.get("/desk/waves/winter/channels").partition("<main")[2]


def test_posters_can_be_printed_before_the_survey_opens(desk, session):
    make_draft(session, "summer")
    desk.post("/desk/waves/summer/channels", {"partner": "College"}, 303)
    desk.get(f"/desk/waves/summer/channels/{code_of(session)}/poster")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_poster_has_the_code_and_an_address_to_type(app, desk, session, language):
    app.config["PUBLIC_URL"] = "https://ask.example.org"
    desk.post(PATH, {"partner": "Shelter for women"}, 303)
    code = code_of(session)
    page = desk.get(f"{PATH}/{code}/poster?lang={language}")
    assert f'<p class="address" dir="ltr">ask.example.org/c/{code}</p>' in page
    path = qr_code(f"https://ask.example.org/c/{code}?lang={language}").path
    assert f'<path d="{path}"/>' in page
    assert "Shelter" not in page


def test_a_poster_names_the_survey_in_the_other_languages(desk, session):
    desk.post(PATH, {"partner": "College"}, 303)
    page = desk.get(f"{PATH}/{code_of(session)}/poster?lang=en")
    assert re.search(r'<li lang="ar" dir="rtl">[^<]+بعض الأسئلة</li>', page)


def test_a_poster_belongs_to_its_survey(desk, session):
    make_open(session, "winter")
    desk.post(PATH, {"partner": "College"}, 303)
    desk.get(f"/desk/waves/winter/channels/{code_of(session)}/poster", 404)
    desk.get(f"{PATH}/bcdfgh/poster", 404)


def test_the_desk_takes_three_statements_however_many_channels(
    desk, statements_at_most
):
    for number in range(7):
        desk.post(PATH, {"partner": f"Place {number}"}, 303)
    with statements_at_most(3):  # who asks, the survey, its channels
        desk.ask("GET", PATH)


def test_a_qr_code_has_its_three_corners_and_a_quiet_zone():
    made = qr_code("https://ask.example.org/c/bcdfgh")
    squares = {
        (int(column), int(row))
        for column, row in re.findall(r"M(\d+) (\d+)h1v1h-1z", made.path)
    }
    last = made.width - 5
    for corner in ((4, 4), (last, 4), (4, last)):
        assert corner in squares
    assert all(4 <= part <= last for square in squares for part in square)
