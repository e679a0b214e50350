"""Commands for waves: ``wave create``, ``open``, ``close``, ``import-answers``.

``surveys.findings.cli`` adds ``freeze`` to the same group.
"""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import Conflict, DomainError, Refused
from surveys.instruments.queries import instrument_of, latest_version
from surveys.instruments.strict_toml import parsed
from surveys.waves import queries, service
from surveys.waves.answer_import import (
    Reason,
    RefusedRow,
    Taken,
    count_lines,
    read_rows,
)
from surveys.waves.mapping import Mapped, read_mapping
from surveys.waves.mode import Mode
from surveys.waves.plan_file import read_plan

REASONS = {
    Reason.UNKNOWN_VALUE: "the mapping does not know this value",
    Reason.OUT_OF_RANGE: "this number is out of range",
    Reason.NOT_A_NUMBER: "this is not a whole number",
    Reason.DOES_NOT_STAND: "this answer does not stand",
    Reason.WRONG_WIDTH: "this row has that many cells, not as many as the header",
    Reason.NO_ANSWERS: "this row answers nothing",
    Reason.UNKNOWN_LANGUAGE: "the questions are not in this language",
}
SENTENCES = {
    "wave.unknown": "There is no wave {slug}.",
    "instrument.unknown": "There is no set of questions {slug}.",
    "wave.exists": "There is a wave {slug} already.",
    "wave.is_draft": "The wave {slug} was not opened yet.",
    "wave.is_open": "The wave {slug} is open already.",
    "wave.is_closed": "The wave {slug} is closed, for good.",
    "wave.is_frozen": "The results of the wave {slug} are frozen already.",
    "wave.ends_before_it_begins": "A wave cannot close before it opens.",
}
DAY = click.DateTime(["%Y-%m-%d"])
TOML_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
    text = _text(plan)
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


@wave.command("import-answers")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", required=True, type=TOML_FILE, help="What columns mean.")
@with_appcontext
def import_answers(slug: str, file: Path, mapping: Path) -> None:
    """Take in answers collected elsewhere, from FILE.csv."""
    instrument = instrument_of(queries.wave(db.session(), slug).version)
    db.session.rollback()  # reading a long file keeps nobody waiting
    read = read_mapping(mapping.name, _text(mapping), instrument)
    content = file.read_bytes()
    rows = read_rows(file.name, content, read, instrument)
    with click.progressbar(
        rows,
        length=count_lines(content),
        label=file.name,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as shown:
        every = list(shown)
    taken = [row for row in every if isinstance(row, Taken)]
    refused = [row for row in every if isinstance(row, RefusedRow)]
    _report_refused(file.name, refused)
    _refuse_unless_enough(file.name, read, taken, refused)
    begin_writing(db.session)
    try:
        service.import_answers(
            db.session(),
            queries.wave(db.session(), slug),
            instrument,
            taken,
            mode=Mode(read.mode),
            secret=current_app.config["SECRET_KEY"],
            role="operator",
        )
    except Conflict as conflict:
        raise _in_words(slug, file.name, conflict) from conflict
    db.session.commit()
    figures = f"{len(taken)} taken, {len(refused)} refused"
    click.echo(f"{file.name}: {len(every)} rows read, {figures}")


def _report_refused(name: str, refused: list[RefusedRow]) -> None:
    """Print each refused row with its line, column, value and reason."""
    for row in refused:
        place = f", column {row.column}" if row.column else ""
        value = f" {row.value!r}:" if row.value else ""
        click.echo(f"{name}, line {row.line}{place}:{value} {REASONS[row.reason]}")


def _refuse_unless_enough(
    name: str, mapping: Mapped, taken: list[Taken], refused: list[RefusedRow]
) -> None:
    read = len(taken) + len(refused)
    if refused and not mapping.leave_out:
        raise Refused(
            f"{name}: {read} rows read, {len(refused)} refused, so nothing was taken. "
            'Mend them, or say refused_rows = "leave_out" in the mapping.'
        )
    if not taken:
        raise Refused(f"{name}: {read} rows read, {len(refused)} refused, none taken.")


def _in_words(slug: str, name: str, conflict: Conflict) -> Refused:
    facts = conflict.facts
    if conflict.code == "answers.imported_before":
        return Refused(
            f"{name}: {facts['before']} of {facts['rows']} rows came in before, "
            "so nothing was taken."
        )
    return Refused(f"{slug}: this wave is not open, so nothing was taken.")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file.name}: this is not a UTF-8 text.") from error


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


COMMANDS = [wave]
