"""The command that attacks what is published: ``selftest disclosure``."""

import sys
from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import with_appcontext

from accounts.oversight.cli import selftest
from core.cli import public_site
from core.crawl import HTML, Answer
from core.db import db
from core.errors import Refused
from core.secondary import has_solver
from surveys.findings.audit.layout import Layout, layout_of
from surveys.findings.audit.served import csv_differs, page_differs, published_in
from surveys.findings.audit.stranger import conclusions
from surveys.findings.audit.survey import survey_of
from surveys.findings.audit.trial import all_attacked
from surveys.findings.queries import published_release
from surveys.instruments.queries import instrument_of
from surveys.waves.queries import plan_of_wave

MADE_UP = 20
RESULTS = "/results/"


@selftest.command()
@click.option(
    "--random",
    "made_up",
    default=MADE_UP,
    type=click.IntRange(min=0),
    help=f"How many made-up waves to attack as well; {MADE_UP} unless said.",
)
@with_appcontext
def disclosure(*, made_up: int) -> None:
    """Read all that this site serves, and try to work out what it hides.

    Then do the same to small waves made up at random, whose answers are known.
    """
    if not has_solver():
        raise Refused("The attack needs scipy: install the extra `analysis`.")
    site = dict(public_site(current_app, "en"))
    found = 0
    for address in sorted(site):
        if address.startswith(RESULTS) and address.endswith(".json"):
            slug = address.removeprefix(RESULTS).removesuffix(".json")
            problems = list(_problems(site, slug))
            found += len(problems)
            click.echo(f"{slug}: {_said(problems)}")
            for problem in problems:
                click.echo(f"- {problem}")
    found += _attack_made_up(made_up)
    if found:
        raise Refused("Something that is published tells what was to stay hidden.")
    click.echo(f"{len(site)} pages and files read; nothing hidden follows from them.")


def _said(problems: list[str]) -> str:
    return f"{len(problems)} findings" if problems else "nothing found"


def _problems(site: dict[str, Answer], slug: str) -> Iterator[str]:
    """Yield a sentence for each thing that a wave's pages and files give away."""
    published = published_in(_text(site[f"{RESULTS}{slug}.json"]))
    sheet = site.get(f"{RESULTS}{slug}.csv")
    if sheet is not None:
        yield from csv_differs(_text(sheet), published.bodies)
    for address, answer in site.items():
        own = address == f"{RESULTS}{slug}" or address.startswith(f"{RESULTS}{slug}/")
        if own and answer.kind == HTML:
            for problem in page_differs(_text(answer), published.bodies):
                yield f"{address}: {problem}"
    yield from conclusions(_layout(slug), published)


def _layout(slug: str) -> Layout:
    """Return the unknowns of a wave, from its public plan and questions."""
    wave = published_release(db.session(), slug).wave
    return layout_of(survey_of(plan_of_wave(wave), instrument_of(wave.version)))


def _text(answer: Answer) -> str:
    return answer.content.decode()


def _attack_made_up(many: int) -> int:
    """Attack so many waves made up at random; return how many tell something."""
    leaking = caught = 0
    waves = all_attacked(many)
    with click.progressbar(
        waves, length=many, label="made-up waves", file=sys.stderr
    ) as shown:
        for outcome in shown:
            caught += bool(outcome.found.given_away)
            leaking += bool(outcome.left.given_away)
    if many:
        click.echo(
            f"{many} made-up waves: {leaking} tell something; the audit hid more in "
            f"{caught} that the gate alone had let through."
        )
    return leaking


COMMANDS: list[click.Command] = []
