"""Commands for results: ``wave freeze``, ``publish``, ``correct``, ``forget-texts``."""

import click
from flask.cli import with_appcontext

from core.clock import today
from core.db import begin_writing, db
from core.errors import Conflict, Refused
from surveys.findings import queries, service
from surveys.findings.coding.texts.cli import forget_texts
from surveys.findings.correcting.cli import correct
from surveys.findings.embargo import LEAST_DAYS, last_day
from surveys.findings.freezing.cli import watching
from surveys.findings.method_statement import lacking
from surveys.findings.models import Release
from surveys.waves import queries as waves
from surveys.waves.cli import report_forgotten, wave
from surveys.waves.double_entry.queries import waiting
from surveys.waves.models import Wave

ROLE = "operator"


@wave.command()
@click.argument("slug")
@click.option("--hold", is_flag=True, help="Do not publish the results yet.")
@with_appcontext
def freeze(slug: str, *, hold: bool) -> None:
    """Close a wave, make its results once, and publish them.

    They stay unpublished while the plan does not say how the survey was done.
    """
    session = db.session()
    begin_writing(session)
    found = waves.wave(session, slug)
    forgotten = waiting(session, found.id)
    made = _frozen(slug, found)
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
@click.option(
    "--members-first",
    type=click.IntRange(min=LEAST_DAYS),
    metavar="DAYS",
    help="For so many days members read them, and nobody else.",
)
@with_appcontext
def publish(slug: str, members_first: int | None) -> None:
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
    until = last_day(today(), members_first) if members_first else None
    service.publish_release(db.session(), release, role=ROLE, embargo_until=until)
    db.session.commit()
    click.echo(f"{slug}: published{f', for everybody from {until}' if until else ''}")


def _frozen(slug: str, found: Wave) -> Release:
    """Close, count and keep: each in a transaction, so that others can go on.

    Raises:
        Refused: it was never opened, or frozen before.
    """
    session = db.session()
    try:
        service.close_for_results(session, found, role=ROLE)
        session.commit()
        with watching() as watch:
            made = service.make_release(session, waves.wave(session, slug), watch)
        session.rollback()
        begin_writing(session)
        service.keep_release(session, waves.wave(session, slug), made, role=ROLE)
    except Conflict as conflict:
        session.rollback()
        state = waves.wave(session, slug).state
        raise Refused(_why_not(slug, state)) from conflict
    return made


def _why_not(slug: str, state: str) -> str:
    if state == "frozen":
        return f"{slug}: the results of this wave are fixed already."
    return f"{slug}: this wave was never opened, so there is nothing to count."


wave.add_command(correct)

wave.add_command(forget_texts)

COMMANDS: list[click.Command] = []
