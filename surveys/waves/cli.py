"""Commands for waves: ``create``, ``codes``, ``open``, ``close``, ``import-answers``.

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
from surveys.waves.anonymity import Anonymity
from surveys.waves.importing.cli import TOML_FILE, import_answers, text_of
from surveys.waves.plan_file import read_plan
from surveys.waves.reach.cli import population
from surveys.waves.roll.code import MOST
from surveys.waves.roll.jobs import issue_codes

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
    "counters.breakdowns": "Where no answers are kept, people can be grouped in "
    "one way only: take the breakdown {key} out of the plan.",
    "counters.condition": "Where no answers are kept, a question of the tables must be "
    "asked of everybody: {key} is not.",
    "counters.not_counted": "Where no answers are kept, each question has to be in a "
    "table: {key} is in none.",
    "counters.own_words": "Where no answers are kept, nobody is asked for own words, "
    "nor whether to quote them: take {key} out of the tables.",
    "counters.score": "Where no answers are kept, a score has a table by the same "
    "groups as each of its questions: {key} has not.",
    "wave.not_coded": "The wave {slug} is open to anybody: it needs no codes.",
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
@click.option(
    "--anonymity",
    type=click.Choice([str(each) for each in Anonymity]),
    default=str(Anonymity.OPEN),
    help="Anybody with the link, one-time codes, or counts only; for good.",
)
@with_appcontext
def create(
    slug: str,
    instrument: str,
    plan: Path,
    opens: datetime | None,
    closes: datetime | None,
    anonymity: str,
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
        anonymity=Anonymity(anonymity),
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
    found = queries.wave(db.session(), slug)
    forgotten = service.close_wave(db.session(), found, role="operator")
    db.session.commit()
    click.echo(f"{slug}: closed")
    report_forgotten(slug, forgotten)


def report_forgotten(slug: str, forms: int) -> None:
    """Say how many paper forms were typed by one person only, where there are any."""
    if forms:
        words = "paper forms typed by one person only, neither counted nor kept"
        click.echo(f"{slug}: {words}: {forms}")


@wave.command()
@click.argument("slug")
@click.option("--count", required=True, type=click.IntRange(1, MOST))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def codes(slug: str, count: int, out: Path) -> None:
    """Make one-time codes and write them, this once, into a new file.

    Mix the prints before they are handed out, and note nowhere who got which.
    """
    begin_writing(db.session)
    found = queries.wave(db.session(), slug)
    service.record_codes(db.session(), found, count, role="operator")
    try:
        out.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise Refused(f"{out.name}: this file cannot be made: {error}") from error
    db.session.commit()
    lines = "".join(f"{code}\n" for code in issue_codes(slug, count))
    out.write_text(lines, encoding="ascii")
    click.echo(f"{slug}: {count} codes in {out.name}, and nowhere else")


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


wave.add_command(import_answers)
wave.add_command(population)

COMMANDS = [wave]
