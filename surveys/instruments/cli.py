"""Commands for instruments: ``survey import`` and ``survey export``."""

from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import Refused
from surveys.instruments import service
from surveys.instruments.definition import load
from surveys.instruments.structure import SLUG
from surveys.instruments.xlsform.cli import ENDINGS, export_survey, read_file


@click.group()
def survey() -> None:
    """Take in sets of questions, and hand them out."""


@survey.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slug", default="", help="Its name in addresses; else the file's own.")
@with_appcontext
def import_survey(file: Path, slug: str) -> None:
    """Take in a set of questions from a file.

    FILE is a .toml with its translations beside it, an XLSForm (.xlsx) or a
    questionnaire of LimeSurvey (.lss).
    """
    ending = file.suffix.lower()
    if ending not in {".toml", *ENDINGS}:
        raise Refused(f"{file.name}: only .toml, .xlsx and .lss can be taken in.")
    if slug and not SLUG.fullmatch(slug):
        raise Refused(f"--slug {slug}: small letters, digits and single hyphens only.")
    instrument = read_file(file, slug) if ending in ENDINGS else load(file)
    instrument = replace(instrument, slug=slug or instrument.slug)
    begin_writing(db.session)
    version = service.import_instrument(db.session(), instrument, role="operator")
    made = (
        f"{instrument.slug}: version {version.number}, {len(instrument.items)} items, "
        f"languages: {', '.join(instrument.languages)}"
    )
    db.session.commit()
    click.echo(made)


survey.add_command(export_survey)

COMMANDS = [survey]
