"""The desk for results: looking at them, saying how they were made, publishing."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import acting, right_required
from accounts.rules import Right
from core.clock import today
from core.db import db
from core.i18n import language
from core.queue import ring
from core.web import after_reply, number_sent
from surveys.findings import queries, service
from surveys.findings.embargo import LEAST_DAYS, last_day
from surveys.findings.forms import METHOD_WORDS, WORDS, survey_page
from surveys.findings.freezing.queries import being_made
from surveys.findings.method_statement import REQUIRED, any_words, lacking
from surveys.findings.models import Release
from surveys.findings.reading.ready.jobs import JOB

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_results", __name__, url_prefix="/desk/results")

MOST_LETTERS = 4_000


@bp.get("/")
@right_required(Right.FREEZE_WAVES)
def desk() -> ResponseReturnValue:
    """Show which surveys wait for their results, and which results for the public."""
    return render_template(
        "findings/desk.html",
        rows=queries.releases(db.session()),
        being_made=being_made(db.session()),
        today=today(),
    )


@bp.get("/<slug>")
@right_required(Right.PUBLISH_RESULTS)
def preview(slug: str) -> ResponseReturnValue:
    """Show results as the public will see them."""
    release = queries.release_of(db.session(), slug)
    results = queries.results_of_everybody(db.session(), release.id)
    statement = release.method_statement or service.method_of(release)
    return survey_page(
        release, results, statement, preview=release.published_at is None
    )


@bp.get("/<slug>/method")
@right_required(Right.PUBLISH_RESULTS)
def method(slug: str) -> ResponseReturnValue:
    """Ask for what only the publisher can say of how it was done."""
    release = queries.release_of(db.session(), slug)
    said = {
        str(item): release.wave.method.get(item, {}).get(language(), "")
        for item in REQUIRED
    }
    needed = lacking(service.method_of(release)) if "missing" in request.args else []
    errors = [(str(item), _("Please write something here.")) for item in needed]
    return _method_page(release, said, errors)


@bp.post("/<slug>/method")
@right_required(Right.PUBLISH_RESULTS)
def write_method(slug: str) -> ResponseReturnValue:
    """Keep it, in the language of the page."""
    said = {str(item): request.form.get(item, "").strip() for item in REQUIRED}
    errors = [
        (item, _("Please use fewer letters."))
        for item, words in said.items()
        if len(words) > MOST_LETTERS
    ]
    release = queries.release_of(db.session(), slug)
    if errors:
        return _method_page(release, said, errors), 422
    service.write_method(
        db.session(),
        release,
        said,
        language=language(),
        **acting(Right.PUBLISH_RESULTS),
    )
    db.session.commit()
    flash(_("Thank you. This is kept."))
    return redirect(url_for("desk_results.desk"), 303)


@bp.post("/<slug>/publish")
@right_required(Right.PUBLISH_RESULTS)
def publish(slug: str) -> ResponseReturnValue:
    """Let everybody read the results, if it is said how they were made."""
    release = queries.release_of(db.session(), slug)
    if number_sent("release") not in {None, release.number}:
        flash(_("These results were corrected just now. Please look again."), "warning")
        return redirect(url_for("desk_results.preview", slug=slug), 303)
    if release.published_at is None and lacking(service.method_of(release)):
        flash(_("Something about how it was done is still missing."), "warning")
        return redirect(url_for("desk_results.method", slug=slug, missing=1), 303)
    by = acting(Right.PUBLISH_RESULTS)
    first = "members_first" in request.form
    until = last_day(today(), LEAST_DAYS) if first else None
    service.publish_release(db.session(), release, embargo_until=until, **by)
    db.session.commit()
    after_reply(partial(ring, JOB))
    open_now = release.embargo_until is None
    flash(_("The results are public.") if open_now else _("Members can read them now."))
    return redirect(url_for("findings.survey", slug=slug), 303)


def _method_page(
    release: Release, said: dict[str, str], errors: list[tuple[str, str]]
) -> str:
    """Return the form; where only another language has words, these stand above."""
    method = release.wave.method
    empty = [item for item, words in said.items() if not words]
    return render_template(
        "findings/method_form.html",
        release=release,
        said=said,
        elsewhere={item: method[item] for item in empty if any_words(method, item)},
        errors=errors,
        words=METHOD_WORDS,
    )
