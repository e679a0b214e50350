"""Answers are written anew in batches, and move on once when a wave closes."""

import ast
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError

from core.db import begin_writing, db
from surveys.waves import service
from surveys.waves.models import Arriving, ChannelCount, Response
from surveys.waves.privacy.sqlite_file import SqliteFile
from surveys.waves.queries import fielded, wave
from surveys.waves.receipts.service import take_out
from surveys.waves.secret_keys import receipt_key
from surveys.waves.sending.jobs import keep_answers
from surveys.waves.sending.sent_page import Sending
from surveys.waves.settling.jobs import settle_now
from surveys.waves.settling.queries import is_settling_due
from surveys.waves.settling.service import settle
from tests.surveys.waves.factories import close, make_draft, make_open
from tests.surveys.waves.walk import Walk


def send(session, ages, slug="library", channel=None):
    """Each of these people answers, in this order, and each is a commit."""
    for age in ages:
        service.submit_response(
            session,
            fielded(session, slug),
            {"age": age},
            token=f"{slug} {age}",
            language="en",
            channel=channel,
        )
        session.commit()


def settle_all(session, wave_id):
    """Settle as after a Send: in a transaction of its own."""
    session.commit()
    settle_now(wave_id)


def ages(session, table=Arriving):
    session.rollback()
    return sorted(answers["age"] for answers in session.scalars(select(table.answers)))


def test_nine_wait_and_the_tenth_settles_them_all(session):
    found = make_open(session).id
    send(session, range(9))
    assert not is_settling_due(session, found)
    send(session, [9])
    assert is_settling_due(session, found)

    settle_all(session, found)

    assert ages(session) == list(range(10))
    assert session.scalars(select(Arriving.settled)).all() == [True] * 10
    assert not is_settling_due(session, found)


def test_who_comes_second_has_nothing_to_settle(session):
    found = make_open(session).id
    send(session, range(10))
    assert settle(session, found)
    assert not settle(session, found)


def test_keys_and_answers_are_the_same_after_as_before(session):
    found = make_open(session).id
    send(session, range(12))
    rows = select(Arriving.id, Arriving.submission_key, Arriving.answers)
    before = {tuple(map(str, row)) for row in session.execute(rows)}
    settle_all(session, found)
    assert {tuple(map(str, row)) for row in session.execute(rows)} == before


def test_a_repeat_is_known_after_settling_too(session):
    found = make_open(session).id
    send(session, range(10))
    settle_all(session, found)
    send(session, [3])
    assert ages(session) == list(range(10))


def test_the_schema_is_the_same_after_as_before(session):
    def schema():
        tables = "SELECT sql FROM sqlite_master WHERE tbl_name = 'arriving'"
        if db.engine.dialect.name == "postgresql":
            tables = "SELECT indexdef FROM pg_indexes WHERE tablename = 'arriving'"
        return set(session.scalars(text(tables)))

    found, before = make_open(session).id, schema()
    send(session, range(10))
    settle_all(session, found)
    assert schema() == before != set()


@pytest.mark.database("postgresql")
def test_postgresql_has_one_xmin_and_the_order_of_the_keys(session):
    found = make_open(session).id
    send(session, range(30))
    heap = text("SELECT id, xmin::text FROM arriving ORDER BY ctid")
    assert len({xmin for _key, xmin in session.execute(heap)}) == 30

    settle_all(session, found)

    rows = session.execute(heap).all()
    assert len({xmin for _key, xmin in rows}) == 1
    assert [row.id for row in rows] == sorted(row.id for row in rows)


@pytest.mark.database("sqlite")
def test_the_write_ahead_log_is_empty_after_settling_and_after_closing(session):
    log = Path(f"{db.engine.url.database}-wal")
    found = make_open(session).id
    send(session, range(10))
    assert log.stat().st_size > 0
    settle_all(session, found)
    assert log.stat().st_size == 0
    send(session, range(10, 13))
    close(session)
    assert log.stat().st_size == 0


@pytest.mark.database("sqlite")
def test_a_long_reader_delays_the_emptying_and_nothing_else(session, monkeypatch):
    monkeypatch.setattr("core.db._PATIENCE_MS", 1)
    found = make_open(session).id
    send(session, range(10))
    with db.engine.connect() as reader:
        reader.execute(select(Arriving.id)).all()
        settle_all(session, found)
    assert session.scalars(select(Arriving.settled)).all() == [True] * 10


def test_channels_are_counted_and_taken_from_the_answers(session):
    found = make_open(session).id
    send(session, range(7), channel="clinic")
    send(session, range(7, 10))
    settle_all(session, found)
    send(session, range(10, 15), channel="clinic")
    send(session, range(15, 20), channel="library")
    settle_all(session, found)

    counted = select(ChannelCount.channel, ChannelCount.people)
    assert dict(session.execute(counted).all()) == {"clinic": 12, "library": 5}
    assert set(session.scalars(select(Arriving.channel))) == {None}


def test_closing_counts_the_channels_that_still_waited(session):
    make_open(session)
    send(session, range(3), channel="clinic")
    close(session)
    assert session.scalars(select(ChannelCount.people)).all() == [3]


def test_closing_moves_every_answer_once_under_a_new_key(session):
    make_open(session)
    send(session, range(25))
    before = {row.submission_key: row.id for row in session.scalars(select(Arriving))}
    session.commit()
    close(session)

    assert ages(session) == []
    assert ages(session, Response) == list(range(25))
    after = {row.submission_key: row.id for row in session.scalars(select(Response))}
    assert after.keys() == before.keys()
    assert not set(after.values()) & set(before.values())


@pytest.mark.database("postgresql")
def test_closing_writes_in_the_order_of_the_new_keys_on_postgresql(session):
    make_open(session)
    send(session, range(30))
    close(session)
    heap = session.scalars(text("SELECT id FROM response ORDER BY ctid")).all()
    assert heap == sorted(heap)
    assert len(heap) == 30


@pytest.mark.database("sqlite")
def test_closing_writes_in_the_order_of_the_new_keys_on_sqlite(session):
    make_open(session)
    send(session, range(12))
    close(session)
    tree = "SELECT rootpage FROM sqlite_master WHERE name = 'response'"
    root = session.scalar(text(tree))
    keys = [
        str(key).encode() for key in session.scalars(text("SELECT id FROM response"))
    ]
    file = SqliteFile(Path(db.engine.url.database).read_bytes())
    # A page is filled from its end.
    cells = sorted(file.cells(root), key=lambda cell: -cell.offset)
    found = [key for cell in cells for key in keys if key in cell.content]
    assert found == sorted(keys)
    assert {len(key) for key in keys} == {32}


def test_closing_one_wave_leaves_the_answers_of_another(session):
    make_open(session)
    make_open(session, "other")
    send(session, range(5))
    send(session, range(50, 53), slug="other")
    close(session)
    assert ages(session) == [50, 51, 52]
    assert ages(session, Response) == [0, 1, 2, 3, 4]


def test_a_wave_without_answers_closes_too(session):
    make_open(session)
    close(session)
    assert ages(session, Response) == []


@pytest.fixture
def dying(app):
    """Lets the process die before a statement that begins so."""
    hooks = []

    def die_at(beginning):
        def die(_c, _cur, statement, *_more):
            if statement.startswith(beginning):
                raise OperationalError(statement, {}, Exception("killed"))

        hooks.append(die)
        event.listen(db.engine, "before_cursor_execute", die)

    yield die_at
    for hook in hooks:
        event.remove(db.engine, "before_cursor_execute", hook)


@pytest.mark.parametrize(
    "beginning", ["UPDATE arriving", "INSERT INTO arriving SELECT", "DROP TABLE put_"]
)
def test_a_settling_that_dies_loses_and_doubles_nothing(session, dying, beginning):
    found = make_open(session).id
    send(session, range(10), channel="clinic")
    dying(beginning)

    settle_all(session, found)

    assert ages(session) == list(range(10))
    assert session.scalars(select(Arriving.settled)).all() == [False] * 10
    assert session.scalars(select(ChannelCount)).all() == []


def test_a_batch_that_finds_a_full_disk_costs_the_tenth_person_nothing(
    session, pages, dying
):
    make_open(session)
    send(session, range(9))
    dying("INSERT INTO arriving SELECT")
    Walk(pages).start().fill(age="9").press("send", status=303)
    assert ages(session) == list(range(10))
    assert session.scalars(select(Arriving.settled)).all() == [False] * 10


@pytest.mark.parametrize("beginning", ["INSERT INTO response", "DELETE FROM arriving"])
def test_a_closing_that_dies_leaves_the_wave_open_with_all_answers(
    session, dying, beginning
):
    make_open(session)
    send(session, range(5))
    dying(beginning)
    with pytest.raises(OperationalError):
        close(session)

    assert ages(session) == list(range(5))
    assert ages(session, Response) == []
    assert wave(session, "library").state == "open"


def test_what_died_between_send_and_settling_is_settled_by_the_next(session):
    found = make_open(session).id
    send(session, range(11))  # the process died before each settling
    assert is_settling_due(session, found)
    settle_all(session, found)
    assert session.scalars(select(Arriving.settled)).all() == [True] * 11


def test_the_anonymity_of_a_wave_is_chosen_once(session):
    found = make_draft(session)
    assert found.anonymity == "open"
    with pytest.raises(ValueError, match="never changes"):
        found.anonymity = "coded"


def test_no_statement_changes_the_anonymity_of_a_wave():
    rooms = ("accounts", "core", "deliberation", "forum", "surveys")
    for path in (file for room in rooms for file in Path(room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("values"):
                assert "anonymity" not in {word.arg for word in node.keywords}, path
            if isinstance(node, ast.Assign):
                assert not ast.unparse(node.targets[0]).endswith(".anonymity"), path


def test_many_at_once_lose_and_double_nothing(app, session):
    """Three processes' worth of people, each settling when it is their turn."""
    make_open(session)
    session.close()

    def answer(first):
        with app.app_context():
            for age in range(first, first + 15):
                begin_writing(db.session)
                found = fielded(db.session(), "library", lock=True)
                sending = Sending(token=str(age), language="en")
                keep_answers(found, {"age": age}, sending)
            db.session.remove()

    with ThreadPoolExecutor(3) as at_once:
        list(at_once.map(answer, [0, 15, 30]))

    assert ages(session) == list(range(45))
    settled = session.scalars(select(Arriving.settled)).all()
    assert sum(settled) >= 36


def test_people_who_take_their_answers_out_at_once_do_not_block_each_other(
    app, session
):
    found = make_open(session)
    for age in range(12):
        service.submit_response(
            session,
            fielded(session, found.slug),
            {"age": age},
            token=str(age),
            language="en",
            receipt_key=receipt_key(f"phrase {age}"),
        )
    session.commit()
    session.close()

    def leave(age):
        with app.app_context():
            begin_writing(db.session)
            open_wave = fielded(db.session(), "library", lock=True)
            take_out(db.session(), open_wave, f"phrase {age}")
            db.session.commit()
            db.session.remove()

    with ThreadPoolExecutor(4) as at_once:
        list(at_once.map(leave, range(9)))

    assert ages(session) == [9, 10, 11]


def test_waves_that_close_at_once_do_not_block_each_other(app, session):
    slugs = ["one", "two", "three"]
    for slug in slugs:
        make_open(session, slug)
        send(session, range(5), slug=slug)
    session.close()

    def close_one(slug):
        with app.app_context():
            begin_writing(db.session)
            close(db.session(), slug)
            db.session.remove()

    with ThreadPoolExecutor(3) as at_once:
        list(at_once.map(close_one, slugs))

    assert ages(session, Response) == sorted([*range(5)] * 3)
    assert ages(session) == []
