"""The command ``wave population``: how many people of each group live here."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from core.db import begin_writing, db
from surveys.waves import queries
from surveys.waves.importing.cli import text_of
from surveys.waves.reach import service
from surveys.waves.reach.population_file import read_population

CSV_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("slug")
@click.argument("file", type=CSV_FILE)
@with_appcontext
def population(slug: str, file: Path) -> None:
    """Take in how many people of each group live here.

    The file has the columns breakdown,group,people,source.
    """
    begin_writing(db.session)
    wave = queries.wave(db.session(), slug)
    figures = read_population(file.name, text_of(file), queries.plan_of_wave(wave))
    service.replace_population(db.session(), wave, figures, role="operator")
    db.session.commit()
    click.echo(f"{slug}: {len(figures)} figures taken in")
