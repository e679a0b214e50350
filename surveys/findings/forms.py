"""The words of results, and the page of all questions of a release."""

from collections.abc import Iterable

from flask import render_template
from flask_babel import (
    lazy_gettext,
)
from markupsafe import Markup

from core.clock import today
from core.db import Document
from surveys.findings.embargo import is_over
from surveys.findings.method_statement import MethodItem
from surveys.findings.models import FrozenResult, Release
from surveys.findings.queries import breakdowns_of
from surveys.findings.showing.forms import name_of, shown, span_note
from surveys.instruments.queries import instrument_of

WORDS = {
    "results.unknown": lazy_gettext("There are no results at this address."),
    "results.wave_open": lazy_gettext(
        "This survey is still open. While people answer there are no results, not "
        "even for us. They come when it has closed."
    ),
    "results.wave_closed": lazy_gettext(
        "This survey has closed. Its results are being prepared."
    ),
    "results.not_published": lazy_gettext(
        "The results of this survey are counted and will be published soon."
    ),
    "results.embargo": lazy_gettext(
        "These results are first shown to the people who gave them. Everybody can "
        "read them from %(day)s. If you are a member, sign in."
    ),
    "results.no_item": lazy_gettext("There are no results for this question."),
    "release.published": lazy_gettext("A colleague published these results already."),
    "release.embargo_short": lazy_gettext(
        "Members see results first for at least %(days)s days: as long as they can say "
        "whether the themes are theirs."
    ),
    "release.no_solver": lazy_gettext(
        "Results cannot be made here: the program that checks them is not installed. "
        "Whoever runs this site has to add it."
    ),
    "release.not_safe": lazy_gettext(
        "No number of these results can be shown beside what was published before "
        "without showing somebody."
    ),
    "release.method_incomplete": lazy_gettext(
        "Results are published only together with how they were made. "
        "Something is missing there: %(items)s."
    ),
}

METHOD_WORDS = {
    MethodItem.STRATEGY: lazy_gettext("How people were asked"),
    MethodItem.SPONSOR: lazy_gettext("Who paid for it and who did it"),
    MethodItem.INSTRUMENT: lazy_gettext("The exact questions"),
    MethodItem.POPULATION: lazy_gettext("Whom it is about"),
    MethodItem.RECRUITMENT: lazy_gettext("How people were found"),
    MethodItem.MODES: lazy_gettext("How the answers came in"),
    MethodItem.DATES: lazy_gettext("When"),
    MethodItem.SIZE: lazy_gettext("How many answered, and how exact that is"),
    MethodItem.WEIGHTING: lazy_gettext("Weights"),
    MethodItem.PROCESSING: lazy_gettext("How answers were checked and counted"),
    MethodItem.LIMITATIONS: lazy_gettext("What these results cannot say"),
}


def survey_page(
    release: Release,
    results: Iterable[FrozenResult],
    statement: Document,
    *,
    preview: bool = False,
) -> str:
    """Return the page of a release with its tables, public or not yet."""
    piece = tables_piece(release, results, statement, preview=preview)
    return render_template("findings/page.html", piece=piece, release=release)


def tables_piece(
    release: Release,
    results: Iterable[FrozenResult],
    statement: Document,
    *,
    preview: bool = False,
) -> Markup:
    """Return a sentence, a picture and a table for each question of a release."""
    default = default_language(release)
    piece = render_template(
        "findings/_tables.html",
        release=release,
        results=[shown(result, default) for result in results],
        groups=breakdowns_of(release),
        method_words=METHOD_WORDS,
        statement=statement,
        default=default,
        name_of=name_of,
        early=not preview and is_early(release),
        span_note=span_note(),
        preview=preview,
    )
    return Markup(piece)  # noqa: S704  # a template of ours


def is_early(release: Release) -> bool:
    """Tell whether only members may read a release yet."""
    return not is_over(release.embargo_until, today())


def pinned_of(release: Release) -> frozenset[str]:
    """Return the questions that were declared to be compared from wave to wave."""
    return instrument_of(release.wave.version).pinned


def default_language(release: Release) -> str:
    """Return the language in which every text of a release is there."""
    return instrument_of(release.wave.version).default_language
