import pytest
from sqlalchemy import select

from accounts.rules import Right, Role, may
from surveys.waves import service
from surveys.waves.anonymity import Anonymity
from surveys.waves.forms import mode_of_token, new_token, read_token
from surveys.waves.mode import HELPED, Mode
from surveys.waves.models import Arriving
from surveys.waves.queries import wave
from tests.factories import make_member
from tests.surveys.waves.counting.countable import COUNTABLE
from tests.surveys.waves.counting.countable import PLAN as COUNTED
from tests.surveys.waves.factories import make_coded, make_open
from tests.surveys.waves.walk import Walk, hidden
from tests.test_rights import routes

WISH = "A warm room by the river"


@pytest.fixture
def desk(pages, session):
    make_open(session)
    pages.sign_in(make_member(session, Role.ASSISTANT))
    return pages


class Helped(Walk):
    """A form that a helper begins at the desk and goes on with at /s/."""

    def __init__(self, pages, mode, language="en", slug="library"):
        self.pages, self.address, self.language = pages, f"/s/{slug}", language
        self.page = pages.get(f"/desk/assisted/{slug}/{mode}?lang={language}")

    def start(self):
        token = hidden(self.page)["token"]
        self.page = self.pages.post(
            f"{self.address}?lang={self.language}",
            {"token": token, "agree": "1", "step": "start"},
            200,
        )
        return self


def test_a_helper_sees_the_open_surveys_and_three_ways(desk):
    assert "/desk/assisted/library" in desk.get("/desk/assisted/")
    page = desk.get("/desk/assisted/library")
    assert [f"/desk/assisted/library/{mode}" in page for mode in HELPED] == [True] * 3


@pytest.mark.parametrize("mode", HELPED)
def test_the_answers_come_in_by_the_way_that_was_chosen(desk, session, mode):
    walk = Helped(desk, mode).start().fill(wish=WISH)
    sent = walk.press("send", status=303)
    assert session.scalars(select(Arriving.mode)).all() == [mode]
    assert f"/desk/assisted/library/{mode}" in desk.get(sent)


def test_the_helper_is_told_what_to_say_and_to_wait_for_a_yes(desk):
    page = desk.get("/desk/assisted/library/assisted")
    assert "Do you want to take part?" in page
    assert "What is kept: your answers." in page
    assert "checked" not in page
    unasked = desk.post(
        "/s/library?lang=en", {"token": hidden(page)["token"], "step": "start"}, 422
    )
    assert "Please tick the box if you want to take part." in unasked
    assert (
        mode_of_token(read_token("library", hidden(unasked)["token"][0])) == "assisted"
    )


def test_a_survey_with_codes_asks_for_the_person_s_code_before_it_starts(desk, session):
    code, *_others = make_coded(session, "letters")
    page = desk.get("/desk/assisted/letters/paper")
    assert "The person's code" in page
    assert page.index('name="code"') < page.index('value="start"')
    begun = {"token": hidden(page)["token"], "agree": "1", "step": "start"}
    page = desk.post("/s/letters?lang=en", begun | {"code": "ABCD"}, 422)
    assert 'id="code-error"' in page
    page = desk.post("/s/letters?lang=en", begun | {"code": code}, 200)
    assert hidden(page)["code"] == [code]
    assert mode_of_token(read_token("letters", hidden(page)["token"][0])) is Mode.PAPER


def test_an_open_survey_asks_a_helper_for_no_code(desk):
    assert 'name="code"' not in desk.get("/desk/assisted/library/paper")


def test_the_form_speaks_the_language_of_the_person(desk):
    page = desk.get("/desk/assisted/library/phone?lang=ar")
    assert "ما يُحفظ: إجاباتك." in page
    assert "هل طلبت المساعدة؟" in Helped(desk, "phone", "ar").start().press("next")


def test_a_person_alone_cannot_say_that_somebody_helped(app):
    with app.test_request_context("/"):
        assert mode_of_token(read_token("library", new_token("library"))) is Mode.WEB
        signed = new_token("library", Mode.PHONE)
        assert mode_of_token(read_token("library", signed)) is Mode.PHONE
        assert read_token("library", signed.replace("phone", "paper")) is None


@pytest.mark.parametrize("path", ["library/web", "library/imported", "nothing/paper"])
def test_there_is_no_other_way(desk, path):
    desk.get(f"/desk/assisted/{path}", status=404)


def test_a_closed_survey_takes_no_forms(desk, session):
    service.close_wave(session, make_open(session, "winter"), role="operator")
    assert "This survey has closed." in desk.get("/desk/assisted/winter", status=409)
    desk.get("/desk/assisted/winter/paper", status=409)


@pytest.mark.parametrize("roles", [(Role.ASSISTANT,), tuple({*Role} - {Role.MEMBER})])
def test_no_page_gives_a_helper_the_answers_again(app, desk, session, roles):
    desk.sign_in(make_member(session, *roles))
    Helped(desk, "assisted").start().fill(wish=WISH).press("send", status=303)
    for route, address in routes(app).items():
        real = address.replace("nowhere", "library")
        if route.startswith("GET") and route not in {"GET /exit", "GET /sign-out"}:
            assert WISH.encode() not in desk.ask("GET", real).data, route


def test_nothing_stored_says_who_helped(desk, session):
    """The mode is kept; the table has no place for a member (tests/test_house.py)."""
    Helped(desk, "assisted").start().fill(wish=WISH).press("send", status=303)
    kept = session.scalars(select(Arriving)).one()
    columns = {column.name for column in Arriving.__table__.columns}
    values = {name: getattr(kept, name) for name in columns}
    assert values["mode"] == "assisted"
    assert not {"member_id", "actor_id"} & columns


@pytest.mark.parametrize("mode", HELPED)
def test_a_helper_is_given_no_phrase_that_would_open_the_answers(desk, session, mode):
    walk = Helped(desk, mode).start()
    whole = hidden(walk.page) | {"step": "all"}
    assert 'name="receipt"' not in desk.post("/s/library?lang=en", whole, 200)
    walk.fill(wish=WISH)
    assert WISH in walk.page
    assert 'name="receipt"' not in walk.page
    sent = walk.send({"step": "send", "receipt": "1"}, 303)
    assert f"by={mode}" in sent
    assert session.scalars(select(Arriving.receipt_key)).all() == [None]


@pytest.mark.parametrize("step", ["next", "stay", "all", "back"])
def test_a_form_that_was_sent_is_not_shown_to_a_helper_again(desk, session, step):
    """A browser remembers what it posted, and posts it once more if it is told to."""
    walk = Helped(desk, "assisted").start().fill(wish=WISH)
    check = hidden(walk.page)
    walk.press("send", status=303)

    def again():
        data = check | {"step": step}
        return desk.post("/s/library?lang=en", data, 409)

    assert "This form was sent." in again()
    assert WISH not in again()
    service.close_wave(session, wave(session, "library"), role="operator")
    session.commit()
    assert WISH not in again()


def test_a_form_that_was_counted_is_not_shown_again_either(desk, session):
    made = {"of": COUNTABLE, "plan": COUNTED, "anonymity": Anonymity.COUNTERS}
    make_open(session, "counted", **made)
    walk = Helped(desk, "paper", slug="counted").start().fill(asked="no")
    check = hidden(walk.page)
    walk.press("send", status=303)
    page = desk.post("/s/counted?lang=en", check | {"step": "next"}, 409)
    assert "This form was sent." in page


def test_only_a_helper_s_form_costs_a_statement_more(desk, statements_at_most):
    data = {"agree": "1", "step": "all"}
    page = desk.get("/desk/assisted/library/paper")
    with statements_at_most(2):
        desk.ask("POST", "/s/library", data=data | hidden(page))
    page = desk.get("/s/library?lang=en")
    with statements_at_most(1):
        desk.ask("POST", "/s/library", data=data | hidden(page))


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ASSISTANT])
def test_helping_is_a_right_of_its_own(role):
    assert may({role}, Right.ASSIST)
    assert not may({Role.ASSISTANT}, Right.FIELD_WAVES)
