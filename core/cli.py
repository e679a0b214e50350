"""Commands that keep an instance going: serve, backup, restore, upgrade, doctor."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextvars import Context
from pathlib import Path
from typing import TextIO

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade as migrate
from sqlalchemy import ColumnElement, Table, delete, exists, select
from sqlalchemy.exc import DBAPIError

from core import backup, keeper
from core.contacts import ContactsRefused, read_contacts
from core.crawl import OK, Answer, Ask, crawl, file_of, lasting
from core.db import (
    HELD_BACK,
    SEALED,
    WAITS_UNTIL,
    Base,
    db,
    make_guards,
    missing_guards,
)
from core.errors import Refused
from core.queue import FILE as QUEUE
from core.queue import Bell
from core.settings import LANGUAGES, ROOT

LEAST_FREE_BYTES = 200 * 1024 * 1024


@click.command()
@click.option("--bind", default="127.0.0.1:8000", help="HOST:PORT to listen on.")
@click.option("--workers", default=2, type=click.IntRange(1, 64))
@click.option("--alone", is_flag=True, help="Without a worker beside it.")
def serve(bind: str, workers: int, *, alone: bool) -> None:
    """Serve the site with gunicorn, for this machine or behind a proxy.

    One worker for background work runs beside it and ends with it.
    """
    settings = str(ROOT / "core" / "gunicorn_conf.py")
    command = ["-m", "gunicorn", "--config", settings, "--bind", bind]
    os.chdir(ROOT)
    if not alone:
        # gunicorn takes this process over: the keeper is its child from then on.
        beside = [sys.executable, "-m", "core.keeper", str(os.getpid())]
        worker_words = [sys.executable, "-m", "app", "worker", "--kept"]
        kept = subprocess.Popen([*beside, *worker_words])  # noqa: S603  # our own words
        os.environ[keeper.BESIDE] = str(kept.pid)
    os.execv(  # noqa: S606  # this very interpreter, our own words
        sys.executable,
        [sys.executable, *command, "--workers", str(workers), "app:create_app()"],
    )


@click.command()
@click.option("--kept", is_flag=True, hidden=True, help="End with the parent process.")
@with_appcontext
def worker(*, kept: bool) -> None:
    """Do the background work: one job at a time, until it is stopped.

    `serve` runs one by itself. Where several machines serve one database, run one or
    more of these and `serve --alone`.
    """
    if kept:
        keeper.end_with(os.getppid())
    bell: Bell = current_app.extensions["bell"]
    bell.answer()


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--with-waiting", is_flag=True, help="Also what waits for its batch.")
@with_appcontext
def back_up(file: Path, *, with_waiting: bool) -> None:
    """Write everything of this instance into FILE.

    Answers that came in one by one and still wait to be written anew together are
    left out: two backups would tell who answered in between. Say --with-waiting to
    move an instance, and do not keep such a file beside another one. Paper forms that
    were typed once are left out likewise: they have to be typed again after a restore.
    """
    address, instance = _place()
    if not with_waiting and _is_sealed():
        raise Refused(
            "A survey that only counts is open, and two backups would tell who was "
            "counted in between. Close it first, or say --with-waiting and keep no "
            "older backup."
        )
    # Said always: an answer may come in between this look and the copy.
    leave_out = [] if with_waiting else _left_out()
    waits = not with_waiting and _waits()
    hold_back = [] if with_waiting else _held_back()
    if waits and not address.startswith("sqlite"):
        raise Refused(
            "Some answers still wait for their batch, and pg_dump cannot leave them "
            "out. Try again later, or say --with-waiting and keep no older backup."
        )
    try:
        size = backup.back_up(
            address, instance, file, leave_out=leave_out, hold_back=hold_back
        )
    except (OSError, sqlite3.Error, subprocess.CalledProcessError) as error:
        raise Refused(f"The backup was not written: {error}") from error
    click.echo(f"{file}: {size} bytes")
    if waits:
        click.echo("Answers that still wait for their batch are not in it.")
    if hold_back:
        click.echo("Paper forms that were typed once are not in it.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace an instance that has data.")
@with_appcontext
def restore(file: Path, *, replace: bool) -> None:
    """Put the backup in FILE in this instance's place. Stop the server first."""
    address, instance = _place()
    if _current_revision() and not replace:
        raise Refused("This instance has data. Say --replace to put the backup there.")
    db.engine.dispose()
    try:
        backup.restore(file, address, instance)
    except (backup.NotABackup, subprocess.CalledProcessError) as error:
        raise Refused(str(error)) from error
    click.echo("Restored. Run `commonweal doctor` before you serve it.")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@with_appcontext
def upgrade(*, dry_run: bool) -> None:
    """Bring the database to this version of the code."""
    steps = list(pending_migrations())
    for step in steps:
        click.echo(step)
    unguarded = [] if steps else _unguarded()
    for column in unguarded:
        click.echo(f"{column}: is to be written once")
    if not steps and not unguarded:
        click.echo("Nothing to do.")
    elif not dry_run:
        migrate(directory=str(ROOT / "migrations"))
        with db.engine.begin() as connection:
            make_guards(connection)
        click.echo("Done.")


@click.command()
@with_appcontext
def doctor() -> None:
    """Look the instance over, and say what is wrong."""
    problems = list(find_problems())
    for problem in problems:
        click.echo(f"- {problem}")
    if problems:
        raise Refused(f"Found {len(problems)} to look at.")
    click.echo("All is well.")


@click.command("export-site")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--all-languages", is_flag=True, help="Each language in its own folder.")
@click.option("--language", default="en", type=click.Choice(sorted(LANGUAGES)))
@click.option(
    "--only", type=click.File(encoding="utf-8"), help="These addresses, one a line."
)
@with_appcontext
def export_site(
    folder: Path, *, all_languages: bool, language: str, only: TextIO | None
) -> None:
    """Write every public page and file of this instance into FOLDER, as it is served.

    For an auditor, or an attacker: what a stranger reads by following links. Only the
    fields of forms that are made anew for each reader are emptied, so that the same
    site gives the same files.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty: name a new folder.")
    total, asked = 0, only.read().splitlines() if only else None
    for code in sorted(LANGUAGES) if all_languages else [language]:
        place = folder / code if all_languages else folder
        for address, answer in public_site(current_app, code, asked):
            file = place / file_of(address, answer.kind)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(lasting(answer.content, answer.kind))
            total += 1
    click.echo(f"{folder}: {total} pages and files")


def public_site(
    app: Flask, language: str, only: Iterable[str] | None = None
) -> Iterator[tuple[str, Answer]]:
    """Yield every address of the site that a stranger can read, with what it says.

    ``only`` names the addresses that are wanted; then no link is followed.
    """
    ask = _asking(app, language)
    if only is not None:
        answers = ((address, ask(address)) for address in only)
        yield from (each for each in answers if each[1].status == OK)
        return
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    starts = sorted(rule.rule for rule in rules if not rule.arguments)
    yield from crawl(ask, ["/", *starts])


def _asking(app: Flask, language: str) -> Ask:
    """Return how a stranger asks who reads a language."""
    client = app.test_client()

    def ask(address: str) -> Answer:
        # Beside the command: a request of its own, with nothing left of the last one.
        asked = {"headers": {"Accept-Language": language}, "buffered": True}
        got = Context().run(client.get, address, **asked)
        where, content = got.headers.get("Location", ""), got.get_data()
        return Answer(got.status_code, got.mimetype or "", content, where)

    return ask


def pending_migrations() -> Iterator[str]:
    """Yield what each migration that is still to run says of itself, in order."""
    script = ScriptDirectory(str(ROOT / "migrations"))
    steps = script.iterate_revisions("heads", _current_revision() or "base")
    for step in reversed(list(steps)):
        yield f"{step.revision}: {step.doc}"


def find_problems() -> Iterator[str]:
    """Yield a sentence for each thing of an instance that wants looking at."""
    instance: Path = current_app.config["INSTANCE"]
    try:
        steps = list(pending_migrations())
    except (DBAPIError, RuntimeError) as error:
        yield f"The database does not answer as it must: {error}"
        return
    if steps:
        yield f"{len(steps)} migrations have not run: commonweal upgrade"
    elif unguarded := _unguarded():
        named = ", ".join(unguarded)
        yield f"What is written once can be changed: {named}: commonweal upgrade"
    yield from _problems_of_files(instance)
    if shutil.disk_usage(instance).free < LEAST_FREE_BYTES:
        yield "The disk is almost full."
    for code in sorted(LANGUAGES.keys() - {"en"}):
        if not (ROOT / f"translations/{code}/LC_MESSAGES/messages.mo").exists():
            yield f"The translation {code} is not compiled: pybabel compile"


def _unguarded() -> list[str]:
    with db.engine.connect() as connection:
        return missing_guards(connection)


def _problems_of_files(instance: Path) -> Iterator[str]:
    for name in ("secret", "log.key", "commonweal.db", "roll.db", QUEUE):
        file = instance / name
        if file.exists() and file.stat().st_mode & 0o077:
            yield f"{file.name} can be read by others: chmod 600 {file}"
    try:
        read_contacts(instance / "contacts.toml")
    except ContactsRefused as error:
        yield f"The contacts of the help page cannot be read: {error}"


def _is_sealed() -> bool:
    sealed = [t for t in Base.metadata.sorted_tables if t.info.get(SEALED)]
    found = [db.session.scalar(select(exists(select(table)))) for table in sealed]
    db.session.rollback()
    return any(found)


def _held_back() -> list[str]:
    """Return the tables that no copy has, where there is a row in them."""
    kept = [t for t in Base.metadata.sorted_tables if t.info.get(HELD_BACK)]
    held = [t.name for t in kept if db.session.scalar(select(exists(select(t))))]
    db.session.rollback()
    return held


def _unsettled() -> list[tuple[Table, ColumnElement[bool]]]:
    """Return the tables whose rows wait to be written anew, and which ones do."""
    named = [(t, t.info.get(WAITS_UNTIL)) for t in Base.metadata.sorted_tables]
    return [(t, t.c[settled].is_(False)) for t, settled in named if settled is not None]


def _left_out() -> list[str]:
    """Return the statements that take what waits out of a copy."""
    return [
        str(delete(table).where(waits).compile(db.engine))
        for table, waits in _unsettled()
    ]


def _waits() -> bool:
    """Tell whether anything waits to be written anew."""
    found = [
        db.session.scalar(select(exists().where(waits)))
        for _table, waits in _unsettled()
    ]
    db.session.rollback()
    return any(found)


def _place() -> tuple[str, Path]:
    config = current_app.config
    return config["SQLALCHEMY_DATABASE_URI"], config["INSTANCE"]


def _current_revision() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


COMMANDS = [serve, worker, back_up, restore, upgrade, doctor, export_site]
