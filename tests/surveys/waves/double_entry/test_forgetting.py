"""What one person typed from paper goes when the wave closes, and somebody is told."""

import pytest
from sqlalchemy import select, text

from accounts.rules import Role
from app import cli
from surveys.findings.freezing.jobs import take_up
from surveys.findings.service import freeze_wave
from surveys.waves import service
from surveys.waves.double_entry.models import PaperEntry
from surveys.waves.models import Response
from surveys.waves.queries import wave
from tests.factories import make_member
from tests.surveys.waves.factories import make_open
from tests.surveys.waves.settling.test_service import send

ONE = "1 paper form waited for its second typing. It is not counted"
TWO = "2 paper forms waited for their second typing. They are not counted"


def hold(session, *sheets, slug="library"):
    """Let somebody type these sheets a first time."""
    found = wave(session, slug)
    session.add_all(
        PaperEntry(
            wave_id=found.id,
            sheet=sheet,
            typist="0" * 64,
            language="en",
            answers={"asked": "yes", "wish": "A bus"},
        )
        for sheet in sheets
    )
    session.commit()


def held(session):
    session.expire_all()
    return session.scalars(select(PaperEntry.sheet).order_by(PaperEntry.sheet)).all()


def test_a_closing_wave_forgets_its_own_forms_and_counts_none_of_them(session):
    closing, other = make_open(session), make_open(session, "winter")
    hold(session, "P-1", "P-2")
    hold(session, "P-1", "P-3", slug="winter")

    assert service.close_wave(session, closing, role="operator") == 2
    session.commit()
    assert held(session) == ["P-1", "P-3"]
    assert session.scalars(select(Response)).all() == []
    assert service.close_wave(session, other, role="operator") == 2
    session.commit()
    assert held(session) == []


def test_nothing_is_forgotten_where_the_close_is_taken_back(session):
    make_open(session)
    hold(session, "P-1")
    service.close_wave(session, wave(session, "library"), role="operator")
    session.rollback()
    assert held(session) == ["P-1"]


@pytest.mark.database("postgresql")
def test_no_typing_stays_on_postgresql_s_pages(session):
    make_open(session)
    make_open(session, "winter")
    hold(session, "P-1", "P-2")
    hold(session, "P-3", slug="winter")
    service.close_wave(session, wave(session, "library"), role="operator")
    session.commit()
    size = session.scalar(text("SELECT pg_relation_size('paper_entry')"))
    place = session.scalar(text("SELECT ctid::text FROM paper_entry"))
    assert (size, place) == (8192, "(0,1)")  # one page, with nothing before this row


@pytest.mark.parametrize(
    ("sheets", "words"), [(("A",), ONE), (("A", "B"), TWO), ((), None)]
)
def test_the_facilitator_is_told_how_many_waited(pages, session, sheets, words):
    make_open(session)
    hold(session, *sheets)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    pages.post("/desk/waves/library/close", {"sure": "1"}, status=303)
    page = pages.get("/desk/waves/")
    assert "The survey is closed for good." in page
    assert ("second typing" in page) == (words is not None)
    assert (words or "") in page
    assert held(session) == []


def test_results_made_of_an_open_survey_say_it_too(pages, session):
    make_open(session)
    send(session, range(10))
    hold(session, "A")
    pages.sign_in(make_member(session, Role.STEWARD))
    pages.post("/desk/results/library/freeze", status=303)
    take_up()
    assert ONE in pages.get("/desk/results/library")
    assert held(session) == []


@pytest.mark.parametrize("verb", [["close"], ["freeze", "--hold"]])
def test_the_command_says_how_many_waited(app, session, verb):
    make_open(session)
    send(session, range(10))
    hold(session, "A", "B", "C")
    name, *more = verb
    done = app.test_cli_runner().invoke(cli, ["wave", name, "library", *more])
    said = "paper forms typed by one person only, neither counted nor kept: 3"
    assert f"library: {said}\n" in done.output
    assert held(session) == []


def test_a_freeze_of_a_closed_survey_has_nothing_left_to_forget(app, session):
    make_open(session)
    send(session, range(10))
    hold(session, "A")
    service.close_wave(session, wave(session, "library"), role="operator")
    freeze_wave(session, wave(session, "library"), role="operator")
    session.commit()
    assert held(session) == []
