import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from core.audit import AuditEvent
from core.clock import standing_at, today
from core.errors import Conflict, Invalid, NotFound
from surveys.instruments.questionnaire import Problem
from surveys.instruments.strict_toml import FileRefused
from surveys.waves import service
from surveys.waves.models import Arriving, WaveState
from surveys.waves.queries import fielded, open_waves, plan_of_wave, wave
from surveys.waves.service import Receipt
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import PLAN, agree, make_draft, make_open


def send(session, answers, *, token="one", slug="library"):  # noqa: S107  # not a password
    return service.submit_response(
        session, fielded(session, slug), answers, token=token, language="en"
    )


def stored(session):
    return list(session.scalars(select(Arriving.answers)))


def test_a_wave_is_made_opened_and_closed_and_the_log_knows(session):
    found = make_draft(session)
    service.open_wave(session, found, role="facilitator")
    service.close_wave(session, found, role="facilitator")

    assert (found.state, found.opens_on, found.closes_on) == (
        "closed",
        today(),
        today(),
    )
    leaves = [json.loads(leaf) for leaf in session.scalars(select(AuditEvent.leaf))]
    assert [leaf["action"] for leaf in leaves] == [
        "instrument.import",
        "instrument.adopt",
        "wave.create",
        "wave.open",
        "wave.close",
    ]


def test_a_wave_keeps_its_plan_title_and_method(session):
    make_draft(session)
    session.commit()
    session.expire_all()
    found = wave(session, "library")
    assert found.title == PLAN["title"]
    assert found.method == {"sponsor": {"en": "The library"}}
    assert [table.item.key for table in plan_of_wave(found).tables] == [
        "asked",
        "asked",
    ]


def test_a_wave_only_moves_forward(session):
    found = make_draft(session)
    with pytest.raises(Conflict, match=r"wave\.is_draft"):
        service.close_wave(session, found, role="operator")
    service.open_wave(session, found, role="operator")
    with pytest.raises(Conflict, match=r"wave\.is_open"):
        service.open_wave(session, found, role="operator")
    service.close_wave(session, found, role="operator")
    with pytest.raises(Conflict, match=r"wave\.is_closed"):
        service.open_wave(session, found, role="operator")


def test_no_wave_opens_on_questions_and_consent_that_nobody_agreed_to(session):
    found = make_draft(session, agreed=False)
    with pytest.raises(Conflict, match=r"wave\.not_agreed"):
        service.open_wave(session, found, role="facilitator")
    assert wave(session, "library").state == "draft"

    agree(session, wave(session, "library").version)
    service.open_wave(session, found, role="facilitator")
    assert found.state == "open"


def test_no_wave_opens_while_something_is_left_to_fill_in(session):
    consent = replace(SMALL.consent, agree={"en": "Yes, I help [name of the group]."})
    found = make_draft(session, of=replace(SMALL, consent=consent))
    with pytest.raises(Conflict, match=r"wave\.blanks_left") as refusal:
        service.open_wave(session, found, role="facilitator")
    assert refusal.value.facts["words"] == "[name of the group]"
    assert found.state == "draft"


def test_another_wording_has_to_be_agreed_to_anew(session):
    make_open(session)
    consent = replace(SMALL.consent, agree={"en": "Yes."})
    changed = make_draft(
        session, "summer", of=replace(SMALL, consent=consent), agreed=False
    )
    with pytest.raises(Conflict, match=r"wave\.not_agreed"):
        service.open_wave(session, changed, role="operator")


def test_two_waves_cannot_have_one_name(session):
    make_draft(session)
    with pytest.raises(Conflict, match=r"wave\.exists"):
        make_draft(session)


def test_a_wave_cannot_end_before_it_begins(session):
    with pytest.raises(Invalid, match=r"wave\.ends_before"):
        make_draft(session, opens_on=date(2026, 3, 1), closes_on=date(2026, 2, 1))


def test_a_plan_that_does_not_fit_the_questions_makes_no_wave(session, monkeypatch):
    monkeypatch.setitem(PLAN, "tables", [{"item": "shoe"}])
    with pytest.raises(FileRefused):
        make_draft(session)


def test_an_answer_is_kept_under_a_random_key_with_nothing_near_it(session):
    make_open(session)
    assert send(session, {"asked": "no", "barriers": ["cost"]}) is Receipt.NEW

    kept = session.scalars(select(Arriving)).one()
    assert kept.answers == {"asked": "no"}
    assert (kept.language, kept.mode, kept.consent_version) == ("en", "web", 1)
    assert kept.id.version == 4
    assert (kept.receipt_key, kept.channel, kept.settled) == (None, None, False)


def test_the_token_itself_is_not_kept(session):
    make_open(session)
    send(session, {"asked": "no"}, token="a token")
    assert "a token" not in session.scalars(select(Arriving.submission_key)).one()


def test_the_same_sent_twice_is_one_response_with_the_same_receipt(session):
    make_open(session)
    answers = {"asked": "yes", "barriers": ["travel", "cost"]}
    assert send(session, answers) is Receipt.NEW
    assert send(session, answers) is Receipt.REPEAT
    assert len(stored(session)) == 1


def test_other_answers_under_the_same_token_are_a_conflict(session):
    make_open(session)
    send(session, {"asked": "no"})
    with pytest.raises(Conflict, match=r"response\.other_answers"):
        send(session, {"asked": "yes"})
    assert stored(session) == [{"asked": "no"}]


def test_two_people_may_answer_the_same(session):
    make_open(session)
    send(session, {"asked": "no"}, token="one")
    send(session, {"asked": "no"}, token="two")
    assert len(stored(session)) == 2


@pytest.mark.parametrize(
    ("answers", "code", "problems"),
    [
        ({"asked": "maybe"}, "response.problems", {"asked": Problem.NOT_AN_OPTION}),
        ({"age": 121}, "response.problems", {"age": Problem.TOO_LARGE}),
        ({}, "response.empty", None),
        ({"barriers": ["cost"]}, "response.empty", None),
    ],
)
def test_what_does_not_stand_is_not_kept(session, answers, code, problems):
    make_open(session)
    with pytest.raises(Invalid) as caught:
        send(session, answers)
    assert (caught.value.code, caught.value.facts.get("problems")) == (code, problems)
    assert stored(session) == []


def test_a_closed_wave_takes_nothing(session):
    found = make_open(session)
    service.close_wave(session, found, role="operator")
    with pytest.raises(Conflict, match=r"wave\.closed"):
        send(session, {"asked": "no"})


def test_a_wave_takes_answers_from_its_first_day_to_its_last(session):
    make_open(session, opens_on=date(2026, 2, 9), closes_on=date(2026, 3, 8))
    for day, code in [((2, 8), "wave.not_yet"), ((3, 9), "wave.closed")]:
        with (
            standing_at(datetime(2026, *day, 12, tzinfo=UTC)),
            pytest.raises(Conflict, match=code),
        ):
            send(session, {"asked": "no"})
        with standing_at(datetime(2026, *day, 12, tzinfo=UTC)):
            assert open_waves(session) == []
    for day in [(2, 9), (3, 8)]:
        with standing_at(datetime(2026, *day, 12, tzinfo=UTC)):
            send(session, {"asked": "no"}, token=str(day))
            assert len(open_waves(session)) == 1
    assert len(stored(session)) == 2


def test_a_draft_is_known_to_nobody(session):
    make_draft(session)
    with pytest.raises(NotFound):
        fielded(session, "library")


def test_a_wave_and_its_questions_are_one_statement_cold_and_warm(
    session, statements_at_most
):
    make_open(session)
    for _ in range(2):
        with statements_at_most(1):
            assert fielded(session, "library").instrument == SMALL


def test_a_wave_of_the_same_name_with_other_questions_is_not_mistaken(session, app):
    make_open(session)
    first = fielded(session, "library")
    found = wave(session, "library")
    found.version.checksum = "0" * 64
    session.commit()
    assert fielded(session, "library").instrument == first.instrument
    assert fielded(session, "library").checksum == "0" * 64


def test_states_are_named_once():
    assert [*WaveState] == ["draft", "open", "closed", "frozen"]
