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
from core.backup import DATABASE, ROLL
from core.clock import today
from core.db import db
from core.errors import Refused
from core.queue import FILE as QUEUE
from surveys.waves.privacy.extractors import attack_files, search_log, search_secrets
from surveys.waves.privacy.finding import FEWEST, Finding, Person, of_count
from surveys.waves.privacy.queries import attack_server, log_files
from surveys.waves.privacy.report import LastRun, table_of, write_run
from surveys.waves.privacy.respondent import kept_nowhere, let_answer
from surveys.waves.privacy.server_log import attack_log
from surveys.waves.privacy.traces import WATCHED, Traces, search_traces, times_in
from surveys.waves.privacy.trial import Trial, TrialFailed, Visitor

PEOPLE = 200
"""In each wave; whole batches of ten: nobody waits."""

COUNTED = 60
"""In the wave that only counts; there is one order less to find."""

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
    run = LastRun(today(), 2 * people + COUNTED, tuple(findings))
    write_run(current_app.config["INSTANCE"], run)
    for line in table_of(findings):
        click.echo(line)
    if not run.holds:
        raise Refused("Something that is stored tells more than chance does.")
    click.echo(f"{run.people} answers sent, none linked better than by chance.")
    if run.leaves:
        click.echo(
            "LEFT: PostgreSQL keeps a log of its own, which this program cannot write "
            "anew. Until it is written over, the server's disk tells the order of "
            "answers and codes: docs/privacy.md."
        )


def _attack(trial: Trial, people: int) -> list[Finding]:
    trial.set_up()
    codes = trial.codes(people + 1)
    with trial.served() as visitor:
        before = _traces(trial, visitor)
        opened = let_answer(visitor.ask, "open", people)
        coded = let_answer(visitor.ask, "coded", people, codes)
        counted = kept_nowhere(let_answer(visitor.ask, "counters", COUNTED))
        after = _traces(trial, visitor)
        found = _stored(trial, opened, coded, counted)
        told = _copied(trial, visitor)
    files = [each for each in trial.folder.rglob("*") if each.is_file()]
    own = [each for each in files if each != trial.folder / "codes"]
    everybody = [*opened, *coded, *counted]
    return [
        *found,
        search_log(trial.log.read_text(errors="replace"), everybody),
        search_secrets(own, everybody),
        *search_traces(before, after, (DATABASE, ROLL), (QUEUE,)),
        *told,
    ]


def _stored(trial: Trial, *people: list[Person]) -> list[Finding]:
    """Attack the databases: the server's, or copies of both files."""
    if trial.address:
        return _on_server(create_engine(trial.address), *people)
    evidence = trial.folder / "evidence"
    shutil.copytree(trial.instance, evidence)
    return attack_files(evidence / DATABASE, evidence / ROLL, *people)


def _copied(trial: Trial, visitor: Visitor) -> list[Finding]:
    """Ask for a backup while counts are open, then for two around one answer."""
    first, second = (trial.folder / f"{name}.tar.gz" for name in ("first", "second"))
    sealed = trial.run("backup", str(first)).returncode != 0
    trial.must("wave", "close", "counters")
    backed = trial.run("backup", str(first)).returncode == 0
    let_answer(visitor.ask, "open", 1)
    again = trial.run("backup", str(second)).returncode == 0
    told = [Finding("backup while counts are open", "refused", holds=sealed)]
    if trial.address:
        return [*told, Finding("backup while one waits", "refused", holds=not again)]
    return [*told, *_between(first, second, made=backed and again)]


def _traces(trial: Trial, visitor: Visitor) -> Traces:
    heard = {path: visitor.look("GET", path) for path in WATCHED}
    return Traces(times_in(trial.instance), heard)


def _on_server(engine: Engine, *people: list[Person]) -> list[Finding]:
    try:
        with engine.connect() as connection:
            log = attack_log(log_files(connection), *people[:2])
            return [*attack_server(connection, *people), *log]
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
    with closing(sqlite3.connect(folder / DATABASE)) as copy:
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
