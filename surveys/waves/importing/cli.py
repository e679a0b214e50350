"""The command that takes in answers collected elsewhere: ``wave import-answers``."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import Conflict, Refused
from surveys.instruments.queries import instrument_of
from surveys.instruments.questionnaire import Instrument
from surveys.waves import queries
from surveys.waves.importing import service
from surveys.waves.importing.cells import Reason
from surveys.waves.importing.csv_file import count_lines
from surveys.waves.importing.mapping import Mapped
from surveys.waves.importing.mapping_file import read_mapping
from surveys.waves.importing.rows import RefusedRow, Taken, read_rows
from surveys.waves.mode import Mode

REASONS = {
    Reason.UNKNOWN_VALUE: "the mapping does not know this value",
    Reason.OUT_OF_RANGE: "this number is out of range",
    Reason.NOT_A_NUMBER: "this is not a whole number",
    Reason.NOT_A_DECIMAL: "this is not a number, such as 2.5",
    Reason.NOT_A_DATE: "this is not a date as it is asked for, such as 2026-03-01",
    Reason.DOES_NOT_STAND: "this answer does not stand",
    Reason.WRONG_WIDTH: "this row has that many cells, not as many as the header",
    Reason.NO_ANSWERS: "this row answers nothing",
    Reason.UNKNOWN_LANGUAGE: "the questions are not in this language",
}
TOML_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import-answers")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", required=True, type=TOML_FILE, help="What columns mean.")
@with_appcontext
def import_answers(slug: str, file: Path, mapping: Path) -> None:
    """Take in answers collected elsewhere, from FILE.csv."""
    instrument = instrument_of(queries.wave(db.session(), slug).version)
    db.session.rollback()  # reading a long file keeps nobody waiting
    read = read_mapping(mapping.name, text_of(mapping), instrument)
    every = _read_all(file, read, instrument)
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


def _read_all(
    file: Path, mapping: Mapped, instrument: Instrument
) -> list[Taken | RefusedRow]:
    """Return every row of a file; a terminal shows how far it is."""
    content = file.read_bytes()
    with click.progressbar(
        read_rows(file.name, content, mapping, instrument),
        length=count_lines(content),
        label=file.name,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as shown:
        return list(shown)


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
    if conflict.code == "counters.no_answers":
        return Refused(f"{slug}: this wave keeps counts and no answers.")
    if conflict.code == "answers.needs_codes":
        return Refused(f"{slug}: this wave takes one answer a code, and no file.")
    return Refused(f"{slug}: this wave is not open, so nothing was taken.")


def text_of(file: Path) -> str:
    """Return the text of a file that an operator names.

    Raises:
        Refused: it is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file.name}: this is not a UTF-8 text.") from error
