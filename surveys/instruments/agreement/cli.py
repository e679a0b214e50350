"""The command for communities whose board decides elsewhere: ``survey adopt``."""

import click
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import DomainError, Refused
from core.settings import LANGUAGES
from surveys.instruments.agreement.decision import Decision, decided_elsewhere
from surveys.instruments.blanks import blanks
from surveys.instruments.queries import (
    instrument_of,
    latest_version,
    version_called,
)
from surveys.instruments.service import adopt_version

SENTENCES = {
    "instrument.unknown": "There is no set of questions {slug} with this version.",
    "instrument.no_decision": "--decided: say who decided, where and when.",
    "instrument.is_agreed": "These questions of {slug} are agreed already.",
}


@click.command()
@click.argument("slug")
@click.option(
    "--decided",
    required=True,
    help="Who decided, where and when. Everybody can read it; leave out names.",
)
@click.option("--version", "number", type=int, help="Which; else the newest.")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default="en",
    help="In which these words are written.",
)
@with_appcontext
def adopt(slug: str, decided: str, number: int | None, language: str) -> None:
    """Say that questions and consent text of SLUG were agreed to elsewhere."""
    begin_writing(db.session)
    try:
        made = _adopt(slug, number, decided_elsewhere(decided, language))
    except DomainError as error:
        sentence = SENTENCES[error.code]
        raise Refused(sentence.format(slug=slug)) from error
    db.session.commit()
    click.echo(f"{slug}: version {made} is agreed")


def _adopt(slug: str, number: int | None, decision: Decision) -> int:
    """Adopt a version; return its number."""
    session = db.session()
    version = (
        latest_version(session, slug)
        if number is None
        else version_called(session, slug, number)
    )
    left = blanks(instrument_of(version))
    if left:
        raise Refused(f"{slug}: something is left to be filled in: {left[0].words}")
    adopt_version(session, version, decision, role="operator")
    return version.number
