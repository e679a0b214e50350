"""Commands for results: ``wave freeze`` and ``wave publish``."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import Conflict, Refused
from surveys.findings import queries, service
from surveys.findings.method_statement import lacking
from surveys.waves import queries as waves
from surveys.waves.cli import report_forgotten, wave
from surveys.waves.double_entry.queries import waiting

ROLE = "operator"


@wave.command()
@click.argument("slug")
@click.option("--hold", is_flag=True, help="Do not publish the results yet.")
@with_appcontext
def freeze(slug: str, *, hold: bool) -> None:
    """Close a wave, make its results once, and publish them.

    They stay unpublished while the plan does not say how the survey was done.
    """
    begin_writing(db.session)
    found = waves.wave(db.session(), slug)
    forgotten = waiting(db.session(), found.id)
    try:
        made = service.freeze_wave(db.session(), found, role=ROLE, watch=_watched)
    except Conflict as conflict:
        raise Refused(_why_not(slug, found.state, conflict.code)) from conflict
    missing = lacking(service.method_of(queries.release_of(db.session(), slug)))
    people, tables = made.summary["people"], len(made.results)
    if not (hold or missing):
        service.publish_release(db.session(), made, role=ROLE)
    db.session.commit()
    click.echo(f"{slug}: frozen, {people} people, {tables} tables, {made.checksum}")
    report_forgotten(slug, forgotten)
    if missing:
        click.echo(f"{slug}: not published; the method lacks {', '.join(missing)}")
    elif not hold:
        click.echo(f"{slug}: published")


@wave.command()
@click.argument("slug")
@with_appcontext
def publish(slug: str) -> None:
    """Publish the frozen results of a wave."""
    begin_writing(db.session)
    release = queries.release_of(db.session(), slug)
    missing = lacking(service.method_of(release))
    if release.published_at is not None:
        raise Refused(f"{slug}: these results are published already.")
    if missing:
        raise Refused(
            f"{slug}: results are published only with how they were made; "
            f"the method lacks {', '.join(missing)}."
        )
    service.publish_release(db.session(), release, role=ROLE)
    db.session.commit()
    click.echo(f"{slug}: published")


def _why_not(slug: str, state: str, code: str) -> str:
    if code == "release.no_solver":
        return (
            f"{slug}: results are made only with the audit, and it needs scipy. "
            "Install the extra `analysis`: pip install 'commonweal[analysis]'."
        )
    if state == "frozen":
        return f"{slug}: the results of this wave are fixed already."
    return f"{slug}: this wave was never opened, so there is nothing to count."


def _watched(rows: Iterable[Any]) -> Iterator[Any]:
    """Show on a terminal how many responses were read."""
    if not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, label="responses", file=sys.stderr) as shown:
        yield from shown


COMMANDS: list[click.Command] = []
