"""The command that loads the fictional community."""

import shutil
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import Conflict, Refused
from deliberation.demo.cast import SignIn
from deliberation.demo.service import Day, build
from deliberation.demo.story import FOLDER

SIGN_IN_FILE = "demo-sign-in.txt"
MARKER = "demo"
CONTACTS = "contacts.toml"


@click.command()
@with_appcontext
def demo() -> None:
    """Load the fictional community of Larkmoor into an empty instance."""
    begin_writing(db.session)
    try:
        sign_ins = build(db.session(), current_app.extensions["signer"], watch=_say)
    except Conflict as error:
        raise Refused(
            "This instance is not empty: the demo goes into an empty one only."
        ) from error
    folder: Path = current_app.config["INSTANCE"]
    (folder / MARKER).touch()
    shutil.copy(FOLDER / CONTACTS, folder / CONTACTS)
    file = _write(folder / SIGN_IN_FILE, sign_ins)
    db.session.commit()
    click.echo(f"Larkmoor is here. How to sign in as its people: {file}")


def _say(day: Day) -> None:
    click.echo(f"{day.on:%d %b %Y}  {day.what}", err=True)


def _write(file: Path, sign_ins: list[SignIn]) -> Path:
    """Keep the sign-ins of the fictional people, for the operator only."""
    file.touch(mode=0o600)
    lines = [
        f"{', '.join(each.roles)}: {each.pseudonym}\n    {each.phrase}\n"
        for each in sign_ins
    ]
    file.write_text("".join(lines), encoding="utf-8")
    return file


COMMANDS = [demo]
