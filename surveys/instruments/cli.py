"""Commands for instruments: ``survey import``, ``survey adopt``."""

from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import Refused
from surveys.instruments import service
from surveys.instruments.agreement.cli import adopt
from surveys.instruments.definition import load
from surveys.instruments.structure import SLUG


@click.group()
def survey() -> None:
    """Take in sets of questions, and say that they are agreed."""


@survey.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slug", default="", help="Its name in addresses; else the file's own.")
@with_appcontext
def import_survey(file: Path, slug: str) -> None:
    """Take in a set of questions from FILE.toml and the translations beside it."""
    if file.suffix.lower() != ".toml":
        raise Refused(f"{file.name}: only .toml files can be taken in so far.")
    if slug and not SLUG.fullmatch(slug):
        raise Refused(f"--slug {slug}: small letters, digits and single hyphens only.")
    instrument = load(file)
    instrument = replace(instrument, slug=slug or instrument.slug)
    begin_writing(db.session)
    version = service.import_instrument(db.session(), instrument, role="operator")
    made = (
        f"{instrument.slug}: version {version.number}, {len(instrument.items)} items, "
        f"languages: {', '.join(instrument.languages)}"
    )
    db.session.commit()
    click.echo(made)


survey.add_command(adopt)

COMMANDS = [survey]
