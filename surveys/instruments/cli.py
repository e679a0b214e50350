"""Commands for instruments: ``survey import``, ``export``, ``adopt`` and others."""

from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext

from core.db import begin_writing, db
from core.errors import Conflict, Refused
from surveys.instruments import service, shipped
from surveys.instruments.agreement.cli import adopt
from surveys.instruments.duration import minutes, questions
from surveys.instruments.lint.cli import lint_line, lint_survey
from surveys.instruments.lint.identity import asks_who
from surveys.instruments.lint.remark import Code, Remark
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.source import is_template, read_source
from surveys.instruments.structure import SLUG
from surveys.instruments.xlsform.cli import export_survey, read_foreign

REFUSALS = {
    "instrument.differs": "there are other questions under this slug. "
    "Give the template a --slug of its own.",
    "instrument.drafted": "there is a draft of other questions under this slug, and "
    "the licence of these lets nobody change them. Give them a --slug of their own.",
    "instrument.not_to_change": "there are questions under this slug whose licence "
    "lets nobody change them: only translations can be added. "
    "Give yours a --slug of its own.",
}


@click.group()
def survey() -> None:
    """Take in questions, look at their wording, agree on them, hand them out."""


@survey.command("import")
@click.argument("source", metavar="FILE|TEMPLATE")
@click.option("--slug", default="", help="Its name in addresses; else the file's own.")
@with_appcontext
def import_survey(source: str, slug: str) -> None:
    """Take in questions from a FILE, or a TEMPLATE.

    A file is a .toml with its translations beside it, an XLSForm (.xlsx) or a
    questionnaire of LimeSurvey (.lss). `survey templates` lists the templates.
    """
    if slug and not SLUG.fullmatch(slug):
        raise Refused(f"--slug {slug}: small letters, digits and single hyphens only.")
    instrument = read_foreign(source, slug) or _read_own(source)
    instrument = replace(instrument, slug=slug or instrument.slug)
    begin_writing(db.session)
    version = _taken(instrument, template=is_template(source))
    made = (
        f"{instrument.slug}: version {version.number}, {len(instrument.items)} items, "
        f"languages: {', '.join(instrument.languages)}"
    )
    db.session.commit()
    click.echo(made)


def _read_own(source: str) -> Instrument:
    """Return the instrument of a .toml or a template; say where it asks for names."""
    instrument = read_source(source)
    for item in instrument.items:
        found = asks_who(item, instrument.languages)
        if found is not None:
            language, words = found
            remark = Remark(item.key, language, Code.IDENTITY, {"words": words})
            click.echo(f"{Path(source).name}: {lint_line(remark)}", err=True)
    return instrument


def _taken(instrument: Instrument, *, template: bool) -> InstrumentVersion:
    take = service.take_template if template else service.import_instrument
    try:
        return take(db.session(), instrument, role="operator")
    except Conflict as error:
        raise Refused(f"{instrument.slug}: {REFUSALS[error.code]}") from error


@survey.command("templates")
def list_templates() -> None:
    """List the sets of questions to start from."""
    for name in shipped.template_names():
        each = shipped.template(name)
        click.echo(
            f"{name}: {each.title[each.default_language]}, "
            f"{len(questions(each))} questions, about {minutes(each)} minutes, "
            f"languages: {', '.join(each.languages)}, {each.licence.name}"
        )


survey.add_command(lint_survey)
survey.add_command(adopt)
survey.add_command(export_survey)

COMMANDS = [survey]
