"""Command: ``wave export``, the open-data package of published results."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from core.db import db
from core.errors import NotAllowed, NotFound, Refused
from surveys.findings import queries
from surveys.findings.packages.archive import write_folder
from surveys.findings.packages.forms import published
from surveys.findings.packages.queries import earlier_wave
from surveys.findings.packages.workbook import write_xlsx
from surveys.waves.cli import wave


@wave.command("export")
@click.argument("slug")
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
def export(slug: str, folder: Path) -> None:
    """Write the open-data package of a wave's published results into FOLDER."""
    try:
        release = queries.published_release(db.session(), slug)
    except NotFound as missing:
        raise Refused(f"{slug}: no results of this wave are published.") from missing
    except NotAllowed as embargo:
        raise Refused(
            f"{slug}: everybody may read these results from {embargo.facts['until']}; "
            "an open package before that would end the embargo."
        ) from embargo
    results = queries.all_results(db.session(), release.id)
    found = published(release, results, before=earlier_wave(db.session(), release))
    try:
        written = write_folder(found, folder)
    except FileExistsError as error:
        raise Refused(f"{folder} is there already; name a new folder.") from error
    with (folder / f"{slug}.xlsx").open("wb") as file:
        write_xlsx(found, file)
    for each in [*written, folder / f"{slug}.xlsx"]:
        click.echo(f"{each}: {each.stat().st_size} bytes")


COMMANDS: list[click.Command] = []
