"""Commands for waves: ``wave create``, ``open``, ``close``, ``import-answers``.

``surveys.findings.cli`` adds ``freeze`` to the same group.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import DomainError, Refused
from surveys.instruments.queries import instrument_of, latest_version
from surveys.instruments.strict_toml import parsed
from surveys.waves import queries, service
from surveys.waves.importing.cli import TOML_FILE, import_answers, text_of
from surveys.waves.plan_file import read_plan
from surveys.waves.reach.cli import population

SENTENCES = {
    "wave.unknown": "There is no wave {slug}.",
    "instrument.unknown": "There is no set of questions {slug}.",
    "wave.blanks_left": "The wave {slug} has words to be filled in: {words}.",
    "wave.exists": "There is a wave {slug} already.",
    "wave.is_draft": "The wave {slug} was not opened yet.",
    "wave.not_agreed": "The questions of the wave {slug} and their consent text "
    "are not agreed yet. Let the board here adopt them by a motion, or say who decided "
    "elsewhere: commonweal survey adopt SLUG --decided ...",
    "wave.is_open": "The wave {slug} is open already.",
    "wave.is_closed": "The wave {slug} is closed, for good.",
    "wave.is_frozen": "The results of the wave {slug} are frozen already.",
    "wave.ends_before_it_begins": "A wave cannot close before it opens.",
}
DAY = click.DateTime(["%Y-%m-%d"])


class SentenceGroup(click.Group):
    """Commands whose refusals come as one plain sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and say in words what the domain refuses by a code."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            sentence = SENTENCES.get(error.code)
            if sentence is None:
                raise
            raise Refused(sentence.format_map(error.facts)) from error


@click.group(cls=SentenceGroup)
def wave() -> None:
    """Run waves: put questions to people for a while."""


@wave.command()
@click.argument("slug")
@click.option("--instrument", required=True, help="Slug of the questions.")
@click.option("--plan", required=True, type=TOML_FILE, help="The analysis plan.")
@click.option("--opens", type=DAY, help="First day, as 2026-02-09.")
@click.option("--closes", type=DAY, help="Last day, as 2026-03-08.")
@with_appcontext
def create(
    slug: str,
    instrument: str,
    plan: Path,
    opens: datetime | None,
    closes: datetime | None,
) -> None:
    """Make a wave in draft from the newest version of a set of questions."""
    begin_writing(db.session)
    version = latest_version(db.session(), instrument)
    text = text_of(plan)
    read_plan(plan.name, text, instrument_of(version))  # a fault names the file
    service.create_wave(
        db.session(),
        slug,
        version,
        parsed(plan.name, text),
        role="operator",
        opens_on=_day(opens),
        closes_on=_day(closes),
    )
    made = f"{slug}: in draft, {instrument} version {version.number}"
    db.session.commit()
    click.echo(made)


@wave.command("open")
@click.argument("slug")
@with_appcontext
def open_(slug: str) -> None:
    """Let answers in."""
    begin_writing(db.session)
    service.open_wave(db.session(), queries.wave(db.session(), slug), role="operator")
    db.session.commit()
    click.echo(f"{slug}: open")


@wave.command()
@click.argument("slug")
@with_appcontext
def close(slug: str) -> None:
    """Let no more answers in, for good."""
    begin_writing(db.session)
    service.close_wave(db.session(), queries.wave(db.session(), slug), role="operator")
    db.session.commit()
    click.echo(f"{slug}: closed")


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


wave.add_command(import_answers)
wave.add_command(population)

COMMANDS = [wave]
