"""One-time codes: each lets one page answer, and nothing joins it to the answers."""

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import OperationalError

from core.db import begin_writing, db
from core.errors import Conflict, Invalid
from surveys.waves.models import Arriving
from surveys.waves.queries import fielded, wave
from surveys.waves.roll import jobs
from surveys.waves.roll.models import OnRoll, RollBase
from surveys.waves.secret_keys import answer_key, code_key
from surveys.waves.sending.jobs import keep_answers
from surveys.waves.sending.sent_page import Sending
from surveys.waves.service import Receipt, close_wave, submit_response
from tests.surveys.waves.factories import make_coded


def send(session, code, token="one", answers=None):  # noqa: S107  # not a password
    session.commit()
    begin_writing(session)
    found = fielded(session, "library", lock=True)
    sending = Sending(token=token, language="en", code=code)
    try:
        return keep_answers(found, answers or {"asked": "no"}, sending).receipt
    finally:
        session.rollback()


def on_roll():
    with jobs.roll() as session:
        return session.execute(select(OnRoll.code_key, OnRoll.spent_by)).all()


def kept(session):
    return list(session.scalars(select(Arriving.answers)))


def test_a_code_lets_one_page_answer_once(session):
    code, _, _ = make_coded(session)
    assert send(session, code) is Receipt.NEW
    assert send(session, code) is Receipt.REPEAT
    with pytest.raises(Conflict, match=r"code\.spent"):
        send(session, code, token="two")
    assert kept(session) == [{"asked": "no"}]


def test_a_code_may_be_typed_in_any_way(session):
    code, _, _ = make_coded(session)
    assert send(session, code.lower().replace("-", " ")) is Receipt.NEW


@pytest.mark.parametrize(
    ("code", "why"),
    [("", "code.missing"), ("  ", "code.missing"), ("ABCD-EFGH", "code.unknown")],
)
def test_nobody_is_let_in_without_a_code(session, code, why):
    make_coded(session)
    with pytest.raises(Invalid, match=why):
        send(session, code)
    assert kept(session) == []


def test_a_code_of_another_wave_is_none_of_this(session):
    make_coded(session)
    other = make_coded(session, "other")
    with pytest.raises(Invalid, match=r"code\.unknown"):
        send(session, other[0])


def test_no_way_around_the_roll_leads_to_the_table(session):
    make_coded(session)
    with pytest.raises(Invalid, match=r"code\.missing"):
        submit_response(
            session, fielded(session, "library"), {"asked": "no"}, token="t",
            language="en",
        )  # fmt: skip


def test_answers_that_do_not_stand_cost_no_code(session):
    code, _, _ = make_coded(session)
    with pytest.raises(Invalid, match=r"response\.problems"):
        send(session, code, answers={"asked": "maybe"})
    assert send(session, code, token="two") is Receipt.NEW


def test_what_died_between_the_two_transactions_is_completed_once(session, monkeypatch):
    code, _, _ = make_coded(session)

    def die(*_all, **_more):
        raise OperationalError("INSERT", {}, Exception("killed"))

    with monkeypatch.context() as killed:
        killed.setattr("surveys.waves.sending.jobs.service.submit_response", die)
        with pytest.raises(OperationalError):
            send(session, code)
    assert kept(session) == []
    assert sum(by is not None for _key, by in on_roll()) == 1

    with pytest.raises(Conflict, match=r"code\.spent"):
        send(session, code, token="two")
    assert send(session, code) is Receipt.NEW
    assert send(session, code) is Receipt.REPEAT
    assert kept(session) == [{"asked": "no"}]


def test_the_roll_keeps_hashes_and_no_time_and_lies_elsewhere(session):
    codes = make_coded(session)
    send(session, codes[0])

    assert set(OnRoll.__table__.columns.keys()) == {"code_key", "wave", "spent_by"}
    assert {key for key, _by in on_roll()} == {code_key("library", c) for c in codes}
    assert OnRoll.__table__.dialect_options["sqlite"]["with_rowid"] is False
    beside = session.scalars(select(Arriving.submission_key)).one()
    assert beside == answer_key("one")
    assert beside not in {value for row in on_roll() for value in row}


@pytest.mark.database("sqlite")
def test_the_file_of_answers_has_no_roll_and_the_roll_no_answers(session, app):
    code, _, _ = make_coded(session)
    send(session, code)
    assert "roll" not in inspect(db.engine).get_table_names()
    with jobs.roll() as lent:
        assert inspect(lent.connection()).get_table_names() == ["roll"]
    folder = app.config["INSTANCE"]
    assert sorted(each.name for each in folder.glob("roll*")) == ["roll.db"]
    assert code.encode() not in (folder / "roll.db").read_bytes()


@pytest.mark.database("sqlite")
def test_the_roll_keeps_its_word_as_the_answers_do(session):
    make_coded(session)
    with jobs.roll() as lent:
        said = [
            lent.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "user_version")
        ]
    assert said == ["wal", 2, 1, jobs.SCHEMA]


@pytest.mark.database("sqlite")
def test_a_roll_of_a_later_version_is_not_touched(session, app):
    make_coded(session)
    with jobs.roll() as lent:
        lent.execute(text("PRAGMA user_version = 2"))
    app.extensions["roll_is_ready"] = False
    with pytest.raises(RuntimeError, match="version 2"):
        make_coded(session, "other")


def test_the_roll_is_made_again_where_it_is_there_already(session, app):
    codes = make_coded(session)
    app.extensions["roll_is_ready"] = False
    assert send(session, codes[0]) is Receipt.NEW
    assert set(RollBase.metadata.tables) == {"roll"}


def test_the_roll_is_written_anew_with_the_batch_and_at_close(session, monkeypatch):
    done = []
    rewrite = jobs.rewrite_roll
    monkeypatch.setattr(
        "surveys.waves.settling.jobs.rewrite_roll", lambda: done.append(rewrite())
    )
    codes = make_coded(session, count=12)
    for number, code in enumerate(codes[:9]):
        send(session, code, token=str(number), answers={"age": number})
    assert done == []
    send(session, codes[9], token="9", answers={"age": 9})
    assert len(done) == 1
    assert sum(by is not None for _key, by in on_roll()) == 10

    send(session, codes[10], token="10", answers={"age": 10})
    close_wave(session, wave(session, "library"), role="operator")
    session.commit()
    assert len(done) == 2


@pytest.mark.database("postgresql")
def test_postgresql_keeps_no_order_of_spending(session):
    codes = make_coded(session, count=10)
    for number, code in enumerate(codes):
        send(session, code, token=str(number), answers={"age": number})
    heap = text("SELECT code_key, xmin::text FROM roll ORDER BY ctid")
    with jobs.roll() as lent:
        rows = lent.execute(heap).all()
    assert len({row.xmin for row in rows}) == 1
    assert [row.code_key for row in rows] == sorted(row.code_key for row in rows)
