"""The command ``wave correct``."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import Conflict, Invalid, Refused
from surveys.findings import service as findings
from surveys.findings.correcting import service
from surveys.findings.correcting.changes import changes_of_file
from surveys.findings.freezing.cli import watching
from surveys.findings.models import Release
from surveys.findings.queries import release_of
from surveys.waves.queries import wave as wave_called

ROLE = "operator"

WHY = {
    "correction.no_results": "there are no results to correct.",
    "correction.unsafe": (
        "not corrected: side by side with the results that are there it would tell "
        "what a few people said. Each number must stay the same or change by at least "
        "{people} people, and not for one answer alone. Texts can always be corrected."
    ),
    "correction.made": "somebody made another correction just now: run this once more.",
    "correction.only_texts": "no answers were kept; only texts can be corrected.",
    "correction.nothing": "the file changes nothing.",
    "correction.too_many": "a correction changes at most {most} responses.",
    "correction.no_file": "the file cannot be read as changes: {found} ({why}).",
    "correction.no_key": "this is not the key of a response: {found}.",
    "correction.no_label": "not clear which text that is, or what is right: {found}.",
    "correction.unknown_response": "no response has one of these keys.",
    "correction.unknown_question": "no counted question is called {item}.",
    "correction.unknown_answer": "the question {item} does not have that answer.",
}


@click.command()
@click.argument("slug")
@click.option("--because", required=True, help="Why; everybody will read it.")
@click.option("--changes", required=True, type=click.File(encoding="utf-8"))
@click.option("--hold", is_flag=True, help="Do not publish the results yet.")
@with_appcontext
def correct(slug: str, because: str, changes: TextIO, *, hold: bool) -> None:
    """Make corrected results of a wave, as a file of changes says, and publish them.

    The file is TOML: responses to leave out, or as they should have been typed, and
    texts that were wrong; docs/operations/corrections.md shows it. They are made only
    if nobody can learn from the old and the new ones what a few people said.
    """
    session = db.session()
    made = _made(slug, because, changes.read())
    session.rollback()
    begin_writing(session)
    with _refusing(slug):
        service.keep_correction(session, wave_called(session, slug), made, role=ROLE)
    click.echo(f"{slug}: corrected, release {made.number}, {made.checksum}")
    if not hold:
        findings.publish_release(session, release_of(session, slug), role=ROLE)
        click.echo(f"{slug}: published")
    session.commit()


def _made(slug: str, because: str, changes: str) -> Release:
    """Return the corrected release.

    Raises:
        Refused: it cannot be made; it says why.
    """
    session = db.session()
    wave = wave_called(session, slug)
    said = {str(wave.version.body["default_language"]): because}
    with _refusing(slug), watching() as watch:
        correction = {"because": said, "changes": changes_of_file(changes)}
        return service.make_correction(session, wave, correction, watch)


@contextmanager
def _refusing(slug: str) -> Iterator[None]:
    """Say in a sentence why it is not done."""
    try:
        yield
    except (Conflict, Invalid) as refusal:
        words = WHY[refusal.code].format(**refusal.facts)
        raise Refused(f"{slug}: {words}") from refusal
