import json

from sqlalchemy import select

from core.audit import AuditEvent
from surveys.waves import service
from surveys.waves.queries import wave
from tests.surveys.waves.factories import make_draft, make_open


def test_the_desk_shows_every_wave_and_no_figure(desk, session):
    make_draft(session, "summer")
    make_open(session, "spring")
    service.close_wave(session, make_open(session, "winter"), role="operator")
    page = desk.get("/desk/waves/")
    assert [page.count(word) for word in ("Draft", "Closed")] == [1, 1]
    assert 'action="/desk/waves/summer/open"' in page
    assert 'action="/desk/waves/spring/close"' in page
    assert 'action="/desk/waves/winter' not in page


def test_an_empty_desk_says_so(desk):
    assert "There is no survey yet." in desk.get("/desk/waves/")


def test_a_facilitator_opens_and_closes_and_the_log_keeps_the_role(desk, session):
    make_draft(session)
    desk.post("/desk/waves/library/open", status=303)
    assert "The survey is open." in desk.get("/desk/waves/")
    desk.post("/desk/waves/library/close", status=303)
    assert "tick the box" in desk.get("/desk/waves/")
    desk.post("/desk/waves/library/close", {"sure": "1"}, status=303)

    session.expire_all()
    assert wave(session, "library").state == "closed"
    leaves = [json.loads(leaf) for leaf in session.scalars(select(AuditEvent.leaf))]
    assert [(leaf["action"], leaf["role"]) for leaf in leaves[-2:]] == [
        ("wave.open", "facilitator"),
        ("wave.close", "facilitator"),
    ]


def test_the_desk_says_what_to_do_before_questions_are_agreed(desk, session):
    make_draft(session, agreed=False)

    page = desk.get("/desk/waves/")
    assert "the board has to agree" in page
    assert 'href="/questions/small/1"' in page
    assert "/library/open" not in page
    refused = desk.post("/desk/waves/library/open", status=409)
    assert "Please ask the chair" in refused


def test_a_colleague_who_was_faster_is_named_by_what_they_did(desk, session):
    make_open(session)
    page = desk.post("/desk/waves/library/open", status=409)
    assert "A colleague opened this survey already." in page


def test_what_is_not_there_cannot_be_opened(desk):
    desk.post("/desk/waves/nothing/open", status=404)


def test_the_desk_takes_two_statements_however_many_waves(
    desk, session, statements_at_most
):
    for number in range(7):
        make_draft(session, f"wave-{number}")
    session.commit()
    with statements_at_most(2):  # who asks, and the waves
        desk.ask("GET", "/desk/waves/")
