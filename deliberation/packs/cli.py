"""Commands: ``pack export`` and ``pack import``, between one place and another."""

from collections.abc import Sequence
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from core.clock import today
from core.db import begin_writing, db
from core.errors import Conflict, NotFound, Refused
from deliberation.packs import service
from deliberation.packs.contents import Pack, Provenance, to_bytes
from deliberation.packs.files import open_pack
from deliberation.packs.queries import Gathered, gather
from deliberation.packs.rules import other_rules, rules_here
from surveys.instruments.structure import SLUG

NO_LESSONS = "Lessons learned are not in it: this program has no place for them yet."


@click.group()
def pack() -> None:
    """Hand on to other places what was learned here, and take in theirs.

    A pack is one file: questions with their translations and licence, codebooks,
    benchmarks without their figures, and the rules used. It never has an answer, a
    person, a service or a population figure in it.
    """


@pack.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_pack(file: Path) -> None:
    """Write what this place may hand on into FILE, a new file.

    Questions are in it as they were agreed here, or as they stand where none were.
    What their licence does not let others have stays here, and is named. Codebooks are
    in it where their themes are adopted, benchmarks where they are in force.
    """
    begin_writing(db.session)
    found = gather(db.session(), _this_place())
    for each in found.held_back:
        click.echo(f"{file.name}: left out: {each.what}: {each.why}", err=True)
    if not found.pack.instruments:
        raise Refused(
            f"{file.name}: there are no questions here that may be handed on."
        )
    service.record_export(db.session(), found.pack, role="operator")
    size = _write(file, to_bytes(found.pack))
    db.session.commit()
    click.echo(f"{file.name}: {_counted(found)}, {size} bytes")
    click.echo(NO_LESSONS)


@pack.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as",
    "names",
    multiple=True,
    metavar="OLD=NEW",
    help="Give questions another name here; can be said again.",
)
@with_appcontext
def import_pack(file: Path, names: tuple[str, ...]) -> None:
    """Take in a pack of another place, all of it as drafts, or nothing.

    Nothing can be asked before the questions are agreed here, and no benchmark is in
    force before a board of this place decides. What is here already stays as it is.
    """
    found = _named(file, open_pack(file), names)
    begin_writing(db.session)
    try:
        taken = service.take_pack(db.session(), found, role="operator")
    except Conflict as conflict:
        slugs = conflict.facts["slugs"]
        raise Refused(_taken_names(file, slugs)) from conflict
    db.session.commit()
    _tell(found, taken)


def _this_place() -> Provenance:
    """Return where a pack is made: the site's own name, and nobody's."""
    config = current_app.config
    return Provenance(config["SITE_NAME"], today().isoformat(), config["PUBLIC_URL"])


def _write(file: Path, content: bytes) -> int:
    """Write a file that was not there before."""
    try:
        with file.open("xb") as opened:
            return opened.write(content)
    except FileExistsError as error:
        raise Refused(f"{file} is there already; name a new file.") from error
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}.") from error


def _counted(found: Gathered) -> str:
    made = found.pack
    return ", ".join(
        (
            _number(len(made.instruments), "set of questions", "sets of questions"),
            _number(len(made.codebooks), "codebook", "codebooks"),
            _number(len(made.benchmarks), "benchmark", "benchmarks"),
            _number(len(made.rules), "rule", "rules"),
        )
    )


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _named(file: Path, found: Pack, names: Sequence[str]) -> Pack:
    """Return a pack with the names that somebody gave its questions."""
    pairs = {old: new for old, _, new in (each.partition("=") for each in names)}
    for old, new in pairs.items():
        if not SLUG.fullmatch(new):
            raise Refused(f"--as {old}={new}: small letters, digits and hyphens only.")
    try:
        made = service.renamed(found, pairs)
    except NotFound as missing:
        slug = missing.facts["slug"]
        raise Refused(f"{file.name}: there are no questions {slug} in it.") from missing
    slugs = [each.questions.slug for each in made.instruments]
    if len(set(slugs)) < len(slugs):
        raise Refused("--as: two sets of questions would have the same name.")
    return made


def _taken_names(file: Path, slugs: object) -> str:
    named = ", ".join(slugs) if isinstance(slugs, list) else str(slugs)
    return (
        f"{file.name}: other questions are here under these names, and they stay: "
        f"{named}. Nothing was taken. Say --as OLD=NEW to give the pack's another name."
    )


def _tell(found: Pack, taken: service.Taken) -> None:
    """Say what is here now, and what has to happen before it is used."""
    click.echo(f"From {found.came_from.site}, made on {found.came_from.day}:")
    for each in taken.instruments:
        click.echo(
            f"{each.slug}: version {each.number}, {each.state}, "
            f"{each.questions} items, languages: {', '.join(each.languages)}"
        )
    codebooks = _number(taken.new_codebooks, "codebook", "codebooks")
    benchmarks = _number(taken.new_benchmarks, "benchmark", "benchmarks")
    click.echo(f"New: {codebooks} for coders to take, {benchmarks} for the board.")
    for name, theirs, ours in other_rules(found.rules, rules_here()):
        click.echo(f"Another rule there: {name} is {theirs}, here {ours}.", err=True)
    click.echo("What is a draft is not used before it is agreed here.")


COMMANDS = [pack]
