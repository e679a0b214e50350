"""The command that attacks what is stored: ``selftest privacy``."""

import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

from accounts.oversight.cli import selftest
from core.clock import today
from core.db import db
from core.errors import Refused
from core.queue import FILE as QUEUE
from surveys.waves.privacy.extractors import attack_files, search_log, search_secrets
from surveys.waves.privacy.finding import FEWEST, Finding, Person, of_count
from surveys.waves.privacy.queries import attack_server
from surveys.waves.privacy.report import LastRun, table_of, write_run
from surveys.waves.privacy.respondent import let_answer
from surveys.waves.privacy.trial import Trial, TrialFailed

PEOPLE = 200
"""In each wave; whole batches of ten: nobody waits."""

_KEYS = "SELECT submission_key FROM arriving"
_STOPS = "SELECT wave_id, page, people FROM stop_count"


def _in_tens(_context: click.Context, _option: click.Parameter, people: int) -> int:
    if people % FEWEST:
        raise click.BadParameter("it takes whole batches of ten.")
    return people


@selftest.command()
@click.option(
    "--people",
    default=PEOPLE,
    type=click.IntRange(min=3 * FEWEST, max=PEOPLE),
    callback=_in_tens,
    help=f"How many answer in each wave, in tens; {PEOPLE} unless said. Fewer show "
    "less.",
)
@with_appcontext
def privacy(*, people: int) -> None:
    """Send known answers to an instance of its own, and try to link them.

    Nothing of this instance is read; the result is kept in it, for the page that
    says how people stay unknown.
    """
    try:
        with tempfile.TemporaryDirectory() as made, _database() as address:
            findings = _attack(Trial(Path(made), address), people)
    except TrialFailed as error:
        raise Refused(f"The attack could not be made: {error}") from error
    run = LastRun(today(), 2 * people, tuple(findings))
    write_run(current_app.config["INSTANCE"], run)
    for line in table_of(findings):
        click.echo(line)
    if not run.holds:
        raise Refused("Something that is stored tells more than chance does.")
    click.echo(f"{run.people} answers sent, none linked better than by chance.")


def _attack(trial: Trial, people: int) -> list[Finding]:
    trial.set_up()
    codes = trial.codes(people + 1)
    before = names_in(trial.instance)
    with trial.served() as visitor:
        opened = let_answer(visitor.ask, "open", people)
        coded = let_answer(visitor.ask, "coded", people, codes)
        evidence = trial.folder / "evidence"
        shutil.copytree(trial.instance, evidence)
        added = names_in(trial.instance) - before
        first = trial.folder / "first.tar.gz"
        backed = trial.run("backup", str(first)).returncode == 0
        let_answer(visitor.ask, "open", 1)
        second = trial.folder / "second.tar.gz"
        again = trial.run("backup", str(second)).returncode == 0
    if trial.address:
        found = _on_server(create_engine(trial.address), opened, coded)
        told = [Finding("backup while one waits", "refused", holds=not again)]
    else:
        stolen = (evidence / "commonweal.db", evidence / "roll.db")
        found = attack_files(*stolen, opened, coded)
        told = _between(first, second, made=backed and again)
    files = [each for each in trial.folder.rglob("*") if each.is_file()]
    own = [each for each in files if each != trial.folder / "codes"]
    return [
        *found,
        search_log(trial.log.read_text(errors="replace"), [*opened, *coded]),
        search_secrets(own, [*opened, *coded]),
        Finding("files made meanwhile", str(len(added)), holds=not added),
        *told,
    ]


def names_in(instance: Path) -> set[str]:
    """Return an instance's files, but for those that a server makes by itself.

    They are what SQLite puts beside an open database, and the queue: the worker makes
    it as it starts, whether anybody answers or not. Secrets are looked for in it too.
    """
    names = {each.name for each in instance.rglob("*")} - {QUEUE}
    return {name for name in names if not name.endswith(("-wal", "-shm"))}


def _on_server(
    engine: Engine, opened: list[Person], coded: list[Person]
) -> list[Finding]:
    try:
        with engine.connect() as connection:
            return attack_server(connection, opened, coded)
    finally:
        engine.dispose()


def _between(first: Path, second: Path, *, made: bool) -> list[Finding]:
    """Compare two backups, between which one more person answered."""
    if not made:
        return [Finding("two backups", "could not be made", holds=False)]
    answers, counts = (
        len(_rows_in(first, asked) ^ _rows_in(second, asked))
        for asked in (_KEYS, _STOPS)
    )
    return [
        Finding("two backups", f"{answers} answers between", holds=answers != 1),
        of_count("two backups: where people stopped", "counts between", counts),
    ]


def _rows_in(file: Path, asked: str) -> set[tuple[object, ...]]:
    folder = file.with_suffix(".unpacked")
    with tarfile.open(file) as archive:
        archive.extractall(folder, filter="data")
    with closing(sqlite3.connect(folder / "commonweal.db")) as copy:
        return set(copy.execute(asked))


@contextmanager
def _database() -> Iterator[str]:
    """Lend a database for the trial: none on SQLite, else one on the same server."""
    if db.engine.dialect.name == "sqlite":
        yield ""
        return
    name = f"commonweal_selftest_{uuid4().hex[:12]}"
    server = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    try:
        url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


COMMANDS: list[click.Command] = [selftest]
