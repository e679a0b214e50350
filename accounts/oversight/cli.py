"""Commands that check an instance against itself: ``selftest log``."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from accounts.oversight import queries
from accounts.oversight.log_check import Row, check, check_saved, tree_of
from accounts.oversight.log_fault import Fault
from core.checkpoint import Signer
from core.db import db
from core.errors import Refused
from core.signed_note import BadCheckpoint

SAVED = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def selftest() -> None:
    """Check what the site promises, on what it really holds."""


@selftest.command()
@click.option("--checkpoint", "saved", type=SAVED, help="A signed note kept elsewhere.")
@with_appcontext
def log(saved: Path | None) -> None:
    """Recompute the public log from its rows and hold it against what was signed."""
    signer: Signer = current_app.extensions["signer"]
    rows = queries.rows(db.session())
    seals = queries.seals(db.session())
    faults = check(rows, seals, signer.read)
    if saved is not None:
        faults += _faults_since(saved, rows, signer)
    for fault in faults:
        click.echo(f"- {fault}")
    if faults:
        raise Refused(f"The log is not what was signed: {faults[0]}")
    click.echo(f"{len(rows)} entries and {len(seals)} checkpoints fit.")
    click.echo(f"Root: {tree_of(rows).root().hex()}")


def _faults_since(saved: Path, rows: list[Row], signer: Signer) -> list[Fault]:
    try:
        return check_saved(tree_of(rows), saved.read_bytes().decode(), signer.read)
    except (BadCheckpoint, UnicodeDecodeError) as error:
        raise Refused(f"{saved.name} is not a signed note of a log: {error}") from error


COMMANDS: list[click.Command] = [selftest]
