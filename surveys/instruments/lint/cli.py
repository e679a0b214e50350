"""The command ``survey lint``."""

from contextlib import suppress
from pathlib import Path

import click
from flask.cli import with_appcontext

from core.db import db
from core.errors import NotFound
from surveys.instruments.forms import remark_words
from surveys.instruments.lint.checks import lint
from surveys.instruments.lint.house_words import house_words
from surveys.instruments.lint.remark import Remark
from surveys.instruments.queries import instrument_of, latest_version
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.source import read_source


@click.command("lint")
@click.argument("source", metavar="FILE.toml|SLUG|TEMPLATE")
@with_appcontext
def lint_survey(source: str) -> None:
    """Remark on the wording of a set of questions; it is advice and changes nothing."""
    instrument = _named(source)
    remarks = lint(instrument, house_words())
    for remark in remarks:
        click.echo(lint_line(remark))
    minor = sum(remark.minor for remark in remarks)
    click.echo(f"{instrument.slug}: {len(remarks)} remarks, {minor} of them minor")


def _named(source: str) -> Instrument:
    """Return a file's questions, else those kept under this slug, else a template."""
    if not Path(source).is_file():
        with suppress(NotFound):
            return instrument_of(latest_version(db.session(), source))
    return read_source(source)


def lint_line(remark: Remark) -> str:
    """Return a remark as a line: where, in which language, what."""
    perhaps = ", minor" if remark.minor else ""
    return f"{remark.place} ({remark.language}{perhaps}): {remark_words(remark)}"
