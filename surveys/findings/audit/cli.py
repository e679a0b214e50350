"""The command that attacks what is published: ``selftest disclosure``."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import click
from flask import current_app
from flask.cli import with_appcontext

from accounts.oversight.cli import selftest
from core.cli import public_site
from core.crawl import Answer
from core.db import db
from core.errors import Refused
from core.secondary import has_solver
from core.settings import LANGUAGES
from surveys.findings.audit.claims import Known
from surveys.findings.audit.layout import Layout, layout_of
from surveys.findings.audit.other_languages import (
    ENGLISH,
    Told,
    all_told,
    languages_differ,
    without_choices,
)
from surveys.findings.audit.stranger import conclusions
from surveys.findings.audit.survey import survey_of
from surveys.findings.audit.themes import themes_give_away
from surveys.findings.audit.trial import all_attacked
from surveys.findings.audit.twin.cli import said_by_twin
from surveys.findings.audit.whole_site import (
    Document,
    earlier_in,
    files_differ,
    known_of,
    newest_in,
    not_linked,
    published_by,
    read_all,
    sizes_give_away,
    twins_differ,
)
from surveys.findings.coding.themes.queries import public_reports
from surveys.findings.packages.figure_rows import figure_rows
from surveys.findings.packages.forms import published as as_package
from surveys.findings.queries import published_release
from surveys.instruments.queries import instrument_of
from surveys.waves.plan import Plan
from surveys.waves.queries import plan_of_wave

MADE_UP = 20


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
    site = served()
    found = 0
    for name, problems in chain(_looks(site), _in_other_languages(site)):
        some = list(dict.fromkeys(problems))
        found += len(some)
        click.echo(f"{name}: {f'{len(some)} findings' if some else 'nothing found'}")
        for problem in some:
            click.echo(f"- {problem}")
    found += _attack_made_up(made_up)
    if found:
        raise Refused("Something that is published tells what was to stay hidden.")
    click.echo(f"{len(site)} pages and files read; nothing hidden follows from them.")


def served() -> dict[str, Answer]:
    """Return all that this site serves to a stranger, who also tries addresses."""
    site = dict(public_site(current_app, "en"))
    more = [address for address in not_linked(site) if address not in site]
    return site | dict(public_site(current_app, "en", more))


def in_language(site: dict[str, Answer], code: str) -> dict[str, Answer]:
    """Return what this site serves at the same addresses in another language."""
    return dict(public_site(current_app, code, site))


def _looks(site: dict[str, Answer]) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield what is looked at, and what was found there."""
    releases = _releases_in(site)
    for slug, documents in releases.items():
        yield slug, _of_wave(site, slug, documents)
    told = list(chain.from_iterable(releases.values()))
    more = [
        each
        for slug, (newest, *_old) in releases.items()
        for each in _more(slug, newest)
    ]
    yield "files and claims", _read(site, known_of(told, *more))
    twin = said_by_twin(current_app, site, told)
    yield "beside a site without answers", twins_differ(site, twin)


def _releases_in(site: dict[str, Answer]) -> dict[str, list[Document]]:
    """Return the files of each wave's releases, the newest first."""
    return {
        slug: [newest, *earlier_in(site, slug, newest["release"])]
        for slug, newest in newest_in(site).items()
    }


def _in_other_languages(
    site: dict[str, Answer],
) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield each other language, and what the site says in it and not in English."""
    told = all_told(site)
    for code in sorted(LANGUAGES.keys() - {ENGLISH}):
        yield f"in {LANGUAGES[code]}", _in_language(site, told, code)


def _in_language(
    site: dict[str, Answer], told: dict[str, Told], code: str
) -> Iterator[str]:
    """Yield what is wrong in a language; of the explorer's choices only the numbers."""
    there = in_language(site, code)
    pages = without_choices(there)
    releases = list(chain.from_iterable(_releases_in(site).values()))
    twin = said_by_twin(current_app, pages, releases, code)
    found = {a: list(twins_differ({a: answer}, twin)) for a, answer in pages.items()}
    twins = {address for address, problems in found.items() if not problems}
    yield from languages_differ(code, site, there, told, twins)
    yield from (f"[{code}] {each}" for each in chain.from_iterable(found.values()))


def _of_wave(
    site: dict[str, Answer], slug: str, documents: list[Document]
) -> Iterator[str]:
    """Yield a sentence for each thing that a wave's pages and files give away."""
    plan, layout = _plan(slug)
    yield from files_differ(site, slug, documents)
    for document in documents:
        groups = layout.survey.groups
        yield from sizes_give_away(document, groups, plan.ordinary.group_base)
    newest, *earlier = map(published_by, documents)
    yield from conclusions(layout, newest, earlier)
    wave = published_release(db.session(), slug).wave
    items = instrument_of(wave.version).by_key
    for report in public_reports(db.session(), wave.id):
        rule = plan.thresholds(items[report.body["item"]["key"]])
        yield from themes_give_away(report.body, rule)


def _plan(slug: str) -> tuple[Plan, Layout]:
    """Return a wave's public plan, and the unknowns that follow from it."""
    wave = published_release(db.session(), slug).wave
    plan = plan_of_wave(wave)
    return plan, layout_of(survey_of(plan, instrument_of(wave.version)))


def _more(slug: str, document: Document) -> list[object]:
    """Return what else may be claimed of a wave: figures of its tables, and themes.

    The figures are worked out anew, from the file of the release.
    """
    release = published_release(db.session(), slug)
    package = replace(
        as_package(release, []),
        bodies=document["results"],
        summary=document["summary"],
    )
    reports = public_reports(db.session(), release.wave_id)
    return [*figure_rows(package), *(report.body for report in reports)]


def _read(site: dict[str, Answer], known: Known) -> Iterator[str]:
    """Read everything and say how much it was; yield what is wrong."""
    reading = read_all(site, known)
    for kind, files in sorted(reading.files.items()):
        click.echo(f"{kind}: {files} read, {reading.numbers[kind]} numbers")
    yield from reading.problems


def _attack_made_up(many: int) -> int:
    """Attack so many waves made up at random; return how many tell something."""
    leaking = caught = 0
    waves = all_attacked(many)
    with click.progressbar(
        waves, length=many, label="made-up waves", file=sys.stderr
    ) as shown:
        for outcome in shown:
            caught += bool(outcome.found.given_away)
            leaking += outcome.leaks
    if many:
        click.echo(
            f"{many} made-up waves: {leaking} tell something; the audit hid more in "
            f"{caught} that the gate alone had let through."
        )
    return leaking


COMMANDS: list[click.Command] = []
