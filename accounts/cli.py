"""The first command on a new instance: its tables, and its first administrator."""

from urllib.parse import urlencode

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from accounts import service
from core.db import db
from core.settings import ROOT

LOCAL = "http://127.0.0.1:8000"


@click.command()
@with_appcontext
def init() -> None:
    """Create or migrate the database; print the first administrator's link."""
    upgrade(directory=str(ROOT / "migrations"))
    public_url = current_app.config["PUBLIC_URL"] or LOCAL
    link = first_administrator_link(db.session(), public_url)
    db.session.commit()
    click.echo("The database is ready.")
    if link is not None:
        click.echo(f"Make the first administrator here, once: {link}")


def first_administrator_link(session: Session, public_url: str) -> str | None:
    """Return a new one-time link; None where there is an administrator already.

    An older link stops working. The caller commits.
    """
    token = service.make_invite(session)
    if token is None:
        return None
    return f"{public_url.rstrip('/')}/join?{urlencode({'invite': token})}"


COMMANDS: list[click.Command] = [init]
