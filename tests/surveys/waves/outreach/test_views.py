from dataclasses import replace

import pytest
from sqlalchemy import select

from surveys.instruments.service import import_instrument
from surveys.instruments.strict_toml import FileRefused
from surveys.waves import service
from surveys.waves.anonymity import Anonymity
from surveys.waves.framing import views as frames
from surveys.waves.models import Arriving, ChannelCount
from surveys.waves.outreach.codes import new_code
from surveys.waves.outreach.forms import partner_key
from surveys.waves.outreach.service import add_channel
from surveys.waves.queries import as_asked, fielded, last_fielded
from surveys.waves.sheets import views as sheets
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.counting.countable import COUNTABLE
from tests.surveys.waves.counting.countable import PLAN as COUNTED
from tests.surveys.waves.factories import PLAN, agree, make_open
from tests.surveys.waves.walk import Walk, hidden


@pytest.fixture
def wave(session):
    """A wave in which the question "wish" is for people who came by no channel."""
    version = import_instrument(session, SMALL, role="operator")
    agree(session, version)
    plan = PLAN | {"channel_item": "wish"}
    made = service.create_wave(session, "library", version, plan, role="operator")
    service.open_wave(session, made, role="operator")
    session.commit()
    return made


@pytest.fixture
def code(session, wave):
    return add_channel(session, wave, "Hill College").code


def test_a_short_address_leads_to_the_survey_in_the_readers_language(pages, code):
    for typed in (code, code.upper(), f"{code[:3]}-{code[3:]}"):
        answer = pages.answer("GET", f"/c/{typed}?lang=ar", 303)
        assert answer.headers["Location"] == f"/s/library?lang=ar&from={code}"
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("typed", ["bcdfgh", "nowhere", "x", "%3Cb%3E"])
def test_a_mistyped_address_says_so_in_words(pages, typed):
    page = pages.get(f"/c/{typed}", 404)
    assert "Please look at the letters again." in page


def test_nobody_is_looked_up_who_comes_in_by_a_short_address(pages, statements_at_most):
    with pages.client.session_transaction() as cookie:
        cookie["member"], cookie["epoch"] = 1, 1
    with statements_at_most(1):
        pages.ask("GET", "/c/bcdfgh")


class Led(Walk):
    """Somebody who came in by a channel's address."""

    def __init__(self, pages, code, link=""):
        self.pages, self.address, self.language = pages, "/s/library", "en"
        self.page = pages.get(
            link or pages.answer("GET", f"/c/{code}", 303).headers["Location"]
        )


def test_the_code_is_carried_to_send_and_one_question_less_is_asked(
    pages, session, code
):
    walk = Led(pages, code)
    assert "Up to 4 questions." in walk.page
    walk.start()
    while 'name="at" value=""' not in walk.page:
        assert hidden(walk.page)["from"] == [code]
        assert hidden(walk.page)["at"] != ["wish"]
        walk.press("next", **({"age": "40"} if 'name="q.age"' in walk.page else {}))
    assert hidden(walk.page)["from"] == [code]
    walk.press("send", status=303)
    assert session.scalars(select(Arriving.answers)).all() == [{"age": 40}]


def test_another_language_keeps_the_code(pages, code):
    page = pages.get(f"/s/library?lang=en&from={code}")
    assert f'href="?from={code}&amp;lang=ar"' in page
    assert "from=" not in pages.get("/s/library?lang=en")


def test_whoever_comes_by_no_channel_is_asked(pages, wave):
    page = Walk(pages).start().fill(age="40").page
    assert "What one change would help most?" in page


def test_a_made_up_code_takes_no_question_away(pages, wave, session):
    other = make_open(session, "winter")
    elsewhere = add_channel(session, other, "Another place").code
    session.commit()
    for code in (new_code(), elsewhere):
        walk = Led(pages, code, f"/s/library?lang=en&from={code}")
        assert "Up to 5 questions." in walk.page
        page = walk.start().fill(age="40").page
        assert "What one change would help most?" in page
        assert hidden(page)["from"] == [code]


def test_one_statement_tells_whose_code_it_is(pages, code, statements_at_most):
    with statements_at_most(1):
        assert "Up to 4 questions." in pages.get(f"/s/library?lang=en&from={code}")
    with statements_at_most(1):
        made_up = new_code()
        assert "Up to 5 questions." in pages.get(f"/s/library?lang=en&from={made_up}")


def test_without_a_database_a_code_counts_if_it_counted_before(session, wave, code):
    fielded(session, "library", channel=code)
    full = fielded(session, "library", channel="bcdfgh")
    keys = {item.key for item in full.instrument.items}
    known, unknown = (last_fielded("library", each) for each in (code, "bcdfgh"))
    assert unknown == full
    assert keys - {item.key for item in known.instrument.items} == {"wish"}
    assert last_fielded("nowhere", code) is None


@pytest.mark.parametrize("made_up", ["hello", "<script>", "me@example.org", ""])
def test_what_is_no_code_is_not_carried(pages, wave, made_up):
    page = pages.ask("GET", "/s/library?lang=en", data={"from": made_up}).text
    assert 'name="from"' not in page
    page = pages.get(f"/s/library?from={made_up}")
    assert 'name="from"' not in page


def test_made_up_codes_fill_no_memory(pages, wave):
    for kept in (frames._frames, sheets._starts):  # noqa: SLF001
        kept.clear()
    pages.get("/s/library?lang=en")
    for _ in range(12):
        made_up = new_code()
        page = pages.get(f"/s/library?lang=en&from={made_up}")
        assert hidden(page)["from"] == [made_up]
        assert f'href="?from={made_up}&amp;lang=ar"' in page
    assert "from=" not in pages.get("/s/library?lang=en")
    assert len(frames._frames) == 1  # noqa: SLF001
    assert len(sheets._starts) == 2  # noqa: SLF001  # by a channel, and by none


def test_the_memory_of_frames_has_an_end(app, pages, wave, monkeypatch):
    monkeypatch.setattr(frames, "_MOST_KEPT", 5)
    frames._frames.clear()  # noqa: SLF001
    for number in range(12):
        app.config["SITE_NAME"] = f"Site {number}"
        assert f"Site {number}" in pages.get("/s/library?lang=en")
    assert len(frames._frames) <= 5  # noqa: SLF001


def test_a_wave_that_only_counts_asks_everybody(session):
    version = import_instrument(session, COUNTABLE, role="operator")
    plan = COUNTED | {"channel_item": "wish"}
    with pytest.raises(FileRefused, match="Where no answers are kept, ask everybody"):
        service.create_wave(
            session, "x", version, plan, role="operator", anonymity=Anonymity.COUNTERS
        )


def test_one_that_was_made_before_asks_everybody_too(session, wave):
    found = fielded(session, wave.slug)
    asked = as_asked(found, by_channel=True).instrument.items
    assert len(asked) < len(found.instrument.items)
    counting = replace(found, anonymity=Anonymity.COUNTERS)
    assert as_asked(counting, by_channel=True) == counting


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("nothing", "There is no question nothing."),
        ("asked", "barriers depends on"),
        ("age", "age stands in a table or makes groups"),
    ],
)
def test_the_plan_names_a_question_that_can_be_left_out(session, key, reason):
    version = import_instrument(session, SMALL, role="operator")
    with pytest.raises(FileRefused, match=reason):
        service.create_wave(
            session, "x", version, PLAN | {"channel_item": key}, role="operator"
        )


def key_of(app, code):
    with app.test_request_context("/"):
        return partner_key(code)


def test_a_partner_sees_no_number_while_the_survey_is_open(app, pages, code):
    page = pages.get(f"/partner/{key_of(app, code)}")
    assert "Hill College" in page
    assert "nobody sees any figures" in page


@pytest.mark.parametrize("key", ["x", "bcdfgh", "bcdfgh.made-up"])
def test_only_the_partner_has_the_address_of_this_page(pages, code, key):
    pages.get(f"/partner/{key.replace('bcdfgh', code)}", 404)


def led(pages, code, people):
    for age in range(people):
        Led(pages, code).start().fill(age=str(age)).press("send", status=303)


def counted(session):
    session.expire_all()
    return [
        (each.channel, each.people) for each in session.scalars(select(ChannelCount))
    ]


def test_a_partner_is_told_of_ten_people_and_only_after_the_close(
    app, pages, session, wave, code
):
    other = add_channel(session, wave, "Library").code
    led(pages, code, 10)
    led(pages, other, 9)
    key, few = key_of(app, code), key_of(app, other)
    assert "10 people" not in pages.get(f"/partner/{key}")

    service.close_wave(session, wave, role="operator")
    assert "10 people came through your address." in pages.get(f"/partner/{key}")
    assert "Fewer than 10 people came" in pages.get(f"/partner/{few}")
    assert "9" not in pages.get(f"/partner/{few}").partition("<h1>")[2].replace(few, "")


def test_nobody_and_seven_people_read_the_same(app, pages, session, wave, code):
    other = add_channel(session, wave, "Library").code
    led(pages, code, 7)
    service.close_wave(session, wave, role="operator")
    seven, nobody = (
        pages.get(f"/partner/{key_of(app, each)}")
        .partition("<h1>")[2]
        .partition("</p>")
        for each in (code, other)
    )
    assert seven[2] == nobody[2]


def test_a_code_that_belongs_to_no_channel_is_not_counted(pages, session, wave):
    walk = Walk(pages).start().fill(age="40")
    walk.send({"step": "send", "from": "bcdfgh"}, 303)
    service.close_wave(session, wave, role="operator")
    assert counted(session) == []


def test_a_code_of_another_survey_is_not_counted(pages, session, code):
    winter = make_open(session, "winter")
    walk = Walk(pages, "/s/winter").start().fill(age="40")
    walk.send({"step": "send", "from": code}, 303)
    service.close_wave(session, winter, role="operator")
    assert counted(session) == []


def test_only_a_code_costs_a_statement_more(pages, code, statements_at_most):
    walk = Led(pages, code).start().fill(age="40")
    data = hidden(walk.page) | {"step": "send"}
    with statements_at_most(6):
        pages.ask("POST", "/s/library?lang=en", data=data)
