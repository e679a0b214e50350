"""``commonweal selftest privacy``: an instance of its own, served and attacked."""

import pytest
from sqlalchemy import select, text

from app import cli
from surveys.waves.models import Wave
from surveys.waves.privacy.finding import Finding
from surveys.waves.privacy.report import read_run
from surveys.waves.privacy.trial import TrialFailed

# The issue names these; what PostgreSQL has of its own is below.
MEANS = (
    *("row ids", "inside pages", "across pages", "write-ahead log", "free pages"),
    *("log of the server", "file times", "pages for watchmen", "two backups"),
    *("tokens of counts", "backup while counts are open"),
)


@pytest.mark.database("sqlite")
def test_the_attack_on_a_served_instance_links_nobody(app, session):
    done = app.test_cli_runner().invoke(cli, ["selftest", "privacy"])

    assert done.exit_code == 0, done.output
    assert "460 answers sent, none linked better than by chance." in done.output
    assert "LEAK" not in done.output
    for means in MEANS:
        assert means in done.output
    run = read_run(app.config["INSTANCE"])
    assert run.holds
    assert run.people == 460
    assert session.scalars(select(Wave)).all() == []  # nothing here was touched


def test_a_leak_ends_the_command_with_a_failure(app, session, monkeypatch):
    leak = [Finding("row ids", "the table has them", holds=False)]
    monkeypatch.setattr("surveys.waves.privacy.cli._attack", lambda *_: leak)
    done = app.test_cli_runner().invoke(cli, ["selftest", "privacy"])
    assert done.exit_code == 1
    assert "LEAK row ids  the table has them" in done.output
    assert "tells more than chance does" in done.output
    assert not read_run(app.config["INSTANCE"]).holds


def test_an_attack_that_cannot_be_made_is_no_result(app, session, monkeypatch):
    def fail(_trial, _people):
        raise TrialFailed("the server does not answer")

    monkeypatch.setattr("surveys.waves.privacy.cli._attack", fail)
    done = app.test_cli_runner().invoke(cli, ["selftest", "privacy"])
    assert done.exit_code == 1
    assert "The attack could not be made: the server does not answer" in done.output
    assert read_run(app.config["INSTANCE"]) is None


@pytest.mark.database("postgresql")
def test_on_postgresql_the_attack_has_a_database_of_its_own(app, session):
    """Fewer than on SQLite: they are enough for each order that there is to see."""
    words = ["selftest", "privacy", "--people", "60"]
    done = app.test_cli_runner().invoke(cli, words)

    assert done.exit_code == 0, done.output
    assert "180 answers sent, none linked better than by chance." in done.output
    assert read_run(app.config["INSTANCE"]).people == 180
    for means in (
        "answers: xmin",
        "roll: place in the heap",
        "tokens of counts: xmin",
        "refused",
        "LEFT PostgreSQL's log (pg_wal): answers",
        "LEFT: PostgreSQL keeps a log of its own",
    ):
        assert means in done.output
    names = text("SELECT datname FROM pg_database WHERE datname LIKE '%selftest%'")
    assert session.scalars(names).all() == []
    assert session.scalars(select(Wave)).all() == []


@pytest.mark.parametrize("people", ["20", "35", "210"])
@pytest.mark.database("sqlite")
def test_people_answer_in_whole_batches_and_never_few(app, session, people):
    words = ["selftest", "privacy", "--people", people]
    done = app.test_cli_runner().invoke(cli, words)
    assert done.exit_code == 2
    assert read_run(app.config["INSTANCE"]) is None
