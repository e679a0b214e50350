"""The attack finds what is there to be found, and nothing once a batch is settled."""

import shutil
from contextvars import copy_context
from pathlib import Path

import pytest
from flask.globals import _cv_app
from sqlalchemy import text

from core.db import db
from surveys.waves.privacy.extractors import (
    attack_files,
    attack_roll,
    first_seen,
    search_log,
    search_secrets,
    values_in_common,
)
from surveys.waves.privacy.finding import Person, of_batches
from surveys.waves.privacy.queries import attack_server, log_files
from surveys.waves.privacy.respondent import let_answer
from surveys.waves.privacy.server_log import attack_log
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import forget_who_stopped, make_coded, make_open

PEOPLE = 30


@pytest.fixture
def ask(app):
    """A visitor who asks the application itself."""
    client = app.test_client()

    def ask(method, path, form):
        def alone():
            _cv_app.set(None)
            kind = "application/x-www-form-urlencoded"
            sent = {"method": method, "data": form, "content_type": kind}
            return client.open(path, **sent, buffered=True)

        answer = copy_context().run(alone)
        assert answer.status_code in {200, 303}, answer.text
        return answer.text

    return ask


@pytest.fixture
def people(ask, session, monkeypatch):
    """Lets people answer both waves; the fields are those of the small survey."""
    monkeypatch.setattr("surveys.waves.privacy.respondent.FIELDS", ("asked", "wish"))
    monkeypatch.setattr("surveys.waves.privacy.respondent.CHOICES", ("yes", "no"))
    assert {"asked", "wish"} <= {item.key for item in SMALL.items}
    make_open(session, "open")
    codes = make_coded(session, "coded", PEOPLE)

    def answer():
        forget_who_stopped()
        opened = let_answer(ask, "open", PEOPLE)
        return opened, let_answer(ask, "coded", PEOPLE, codes)

    return answer


@pytest.fixture
def stolen(app, tmp_path):
    """Copies of all files, as a thief takes them from a running server."""

    def steal():
        folder = tmp_path / "stolen"
        folder.mkdir()
        for name in ("", "-wal"):
            file = Path(f"{db.engine.url.database}{name}")
            shutil.copyfile(file, folder / f"answers.db{name}")
        shutil.copyfile(app.config["INSTANCE"] / "roll.db", folder / "roll.db")
        return folder / "answers.db", folder / "roll.db"

    return steal


@pytest.mark.database("sqlite")
def test_nothing_is_linked_once_the_batches_are_settled(people, stolen):
    opened, coded = people()
    findings = attack_files(*stolen(), opened, coded)
    assert [each for each in findings if not each.holds] == []
    assert len(findings) > 15


@pytest.mark.database("sqlite")
def test_with_settling_switched_off_the_attack_succeeds(people, stolen, monkeypatch):
    monkeypatch.setattr("surveys.waves.sending.jobs.settle_now", lambda _wave: None)
    # Where people stopped is written meanwhile, and empties the log too.
    keep_log = "surveys.waves.stopping.service.empty_log_on_commit"
    monkeypatch.setattr(keep_log, lambda _session: None)
    opened, coded = people()
    leaks = {
        each.extractor
        for each in attack_files(*stolen(), opened, coded)
        if not each.holds
    }
    assert "answers: write-ahead log" in leaks
    assert "answers: ix_arriving_wave_id_settled: inside pages" in leaks


@pytest.mark.database("postgresql")
def test_postgresql_tells_no_order_once_the_batches_are_settled(people, session):
    opened, coded = people()
    found = attack_server(session.connection(), opened, coded)
    assert [each for each in found if not each.holds] == []


@pytest.mark.database("postgresql")
def test_postgresql_tells_the_order_with_settling_switched_off(
    people, session, monkeypatch
):
    monkeypatch.setattr("surveys.waves.sending.jobs.settle_now", lambda _wave: None)
    opened, coded = people()
    found = attack_server(session.connection(), opened, coded)
    leaks = {each.extractor for each in found if not each.holds}
    assert {"answers: xmin", "answers: place in the heap"} <= leaks


@pytest.mark.database("postgresql")
def test_postgresql_s_own_log_tells_the_order_also_once_the_batches_are_settled(
    people, session
):
    opened, coded = people()
    files = log_files(session.connection())
    found = attack_log(files, opened, coded)
    assert [each.verdict for each in found] == ["LEFT", "LEFT"]
    assert all(each.found.startswith("tau +") for each in found)


@pytest.mark.database("postgresql")
def test_who_may_not_ask_where_the_files_lie_is_told_that_they_are_not_read(session):
    session.execute(text("CREATE ROLE nobody_much"))
    session.execute(text("SET LOCAL ROLE nobody_much"))
    assert log_files(session.connection()) == []
    session.rollback()
    (found,) = attack_log([], [], [])
    assert (found.found, found.verdict) == ("cannot be read from here", "LEFT")


@pytest.mark.database("sqlite")
def test_no_secret_of_anybody_is_in_a_file(people, stolen):
    opened, coded = people()
    everybody = [*opened, *coded]
    assert sum(len(each.secrets) for each in everybody) > 3 * PEOPLE
    assert search_secrets(stolen(), everybody).holds


def test_a_secret_in_a_file_is_found(tmp_path):
    (tmp_path / "a").write_bytes(b"..the code..")
    person = Person(0, ("mark",), secrets=("the code", "another"))
    found = search_secrets([tmp_path / "a"], [person])
    assert (found.found, found.holds) == ("1 of 2 secrets in 1 files", False)


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("GET /help 200", True),
        ("POST /s/library 303", False),
        ("database: my answer", False),
        ("odd: the token", False),
    ],
)
def test_a_log_says_nothing_of_answering(line, holds):
    person = Person(0, ("my answer",), secrets=("the token",))
    assert search_log(f"start\n{line}\n", [person]).holds is holds


def test_a_roll_in_the_order_of_the_answers_is_found():
    assert not attack_roll([range(200)], [range(200)]).holds
    assert attack_roll([range(200)], [range(199, -1, -1)]).holds


def test_a_value_on_both_sides_is_found():
    assert values_in_common({"a", "b"}, {"c"}).holds
    assert not values_in_common({"a", "b"}, {"b"}).holds


@pytest.mark.parametrize(
    ("people", "holds"),
    [([30, 200], True), ([30, 201], False), ([9], False), ([], False)],
)
def test_who_was_counted_outside_a_whole_batch_is_found(people, holds):
    found = of_batches(people)
    assert (found.found, found.holds) == (f"{sum(people)} people, in tens", holds)


@pytest.mark.database("sqlite")
def test_counting_each_person_alone_is_found(people, ask, stolen, monkeypatch):
    monkeypatch.setattr("surveys.waves.stopping.waiting.FEWEST", 1)
    opened, coded = people()
    more = let_answer(ask, "open", 1)
    found = {each.extractor: each for each in attack_files(*stolen(), opened, coded)}
    assert len(more) == 1
    assert not found["where people stopped"].holds


def test_who_is_seen_first_is_seen_by_any_of_their_marks():
    marks = {b"late": 1, b"early": 2, b"other": 1, b"never": 3}
    assert first_seen(b"other early late", marks) == [1, 2]
