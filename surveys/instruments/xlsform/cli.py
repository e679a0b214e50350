"""What the commands do with files of other programs: take in, hand out."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from core.db import db
from core.errors import NotFound, Refused
from surveys.instruments import queries
from surveys.instruments.licence import may_pack
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.xlsform.files import KINDS, take_in_file
from surveys.instruments.xlsform.forms import lines
from surveys.instruments.xlsform.handing_out import sheets_of
from surveys.instruments.xlsform.spreadsheet import spreadsheet


def read_foreign(source: str, slug: str = "") -> Instrument | None:
    """Return the instrument of a file of another program; what there is to say is said.

    None where it is no such file: a name of something else.

    Raises:
        Refused: with a line for each thing that keeps the file out.
    """
    file = Path(source)
    if file.suffix.lower() not in KINDS or not file.is_file():
        return None
    taken = take_in_file(file.name, file.read_bytes(), slug)
    if taken.instrument is None:
        raise Refused("\n".join(f"{file.name}: {each}" for each in lines(taken.faults)))
    for each in lines([*taken.warnings, *taken.advice]):
        click.echo(f"{file.name}: {each}", err=True)
    return taken.instrument


@click.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_survey(slug: str, file: Path) -> None:
    """Write the newest version of a set of questions as an XLSForm, FILE.xlsx."""
    if file.suffix.lower() != ".xlsx":
        raise Refused(f"{file.name}: the file must end in .xlsx.")
    try:
        version = queries.latest_version(db.session(), slug)
    except NotFound as error:
        raise Refused(f"There are no questions called {slug}.") from error
    instrument = queries.instrument_of(version)
    if not may_pack(instrument):
        click.echo(
            f"{file.name}: only for this site. Its licence, {instrument.licence.name}, "
            "is not marked as one that lets others have it.",
            err=True,
        )
    try:
        file.write_bytes(spreadsheet(sheets_of(instrument)))
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}.") from error
    click.echo(
        f"{file.name}: {slug}, version {version.number}, {len(instrument.items)} items"
    )
