"""The command ``wave forget-texts``; ``surveys.findings.cli`` adds it to the group."""

import click
from flask.cli import with_appcontext

from core.db import begin_writing, db
from surveys.findings.coding.texts.service import delete_open_texts
from surveys.waves import queries as waves


@click.command("forget-texts")
@click.argument("slug")
@click.confirmation_option(
    prompt="What people wrote and all coding of it will be gone for good. Go on?"
)
@with_appcontext
def forget_texts(slug: str) -> None:
    """Delete what people wrote in their own words, and all coding of it.

    Themes and quotes that were published stay. On PostgreSQL the next VACUUM
    frees the places on the disk; backups that were made before keep the texts.
    """
    begin_writing(db.session)
    found = waves.wave(db.session(), slug)
    deleted = delete_open_texts(db.session(), found, role="operator")
    db.session.commit()
    click.echo(f"{slug}: texts deleted: {deleted}")
