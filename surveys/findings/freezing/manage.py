"""The desk for results in the making: asking for them, looking how far they are."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import acting, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Invalid
from core.i18n import language
from core.queue import ring
from surveys.findings.correcting.changes import changes_of_file
from surveys.findings.freezing import queries, service
from surveys.findings.freezing.forms import (
    WORDS,
    CorrectionForm,
    failure_words,
    progress_words,
    told_apart,
)
from surveys.findings.freezing.models import State
from surveys.findings.queries import release_of
from surveys.waves import queries as waves
from surveys.waves.double_entry.queries import waiting
from surveys.waves.forms import forgotten_words

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_freezing", __name__, url_prefix="/desk/results")


@bp.post("/<slug>/freeze")
@right_required(Right.FREEZE_WAVES)
def freeze(slug: str) -> ResponseReturnValue:
    """Ask for a survey's results; a worker counts its answers, once."""
    wave = waves.wave(db.session(), slug)
    forgotten = waiting(db.session(), wave.id)
    service.ask_for_results(db.session(), wave, **acting(Right.FREEZE_WAVES))
    db.session.commit()
    ring(service.JOB)
    if forgotten:
        flash(forgotten_words(forgotten))
    return redirect(url_for("desk_freezing.making", slug=slug), 303)


@bp.get("/<slug>/making")
@right_required(Right.FREEZE_WAVES)
def making(slug: str) -> ResponseReturnValue:
    """Say how far it is, or what went wrong; lead on when the results are there."""
    job = queries.latest(db.session(), slug)
    if job.state == State.DONE:
        flash(_("The results are made. Look at them, then publish them."))
        return redirect(url_for("desk_results.preview", slug=slug), 303)
    failed = job.state == State.FAILED
    words, share = (failure_words(job), "") if failed else progress_words(job)
    return render_template(
        "findings/making.html", job=job, failed=failed, words=words, share=share
    )


@bp.get("/<slug>/correct")
@right_required(Right.PUBLISH_RESULTS)
def correction(slug: str) -> ResponseReturnValue:
    """Ask what is wrong in results that are made."""
    release = release_of(db.session(), slug)
    return render_template(
        "findings/correct.html", form=CorrectionForm(), release=release, fault=""
    )


@bp.post("/<slug>/correct")
@right_required(Right.PUBLISH_RESULTS)
def correct(slug: str) -> ResponseReturnValue:
    """Ask for corrected results; a worker makes them if they expose nobody."""
    form, release = CorrectionForm(), release_of(db.session(), slug)
    fault = ""
    if form.validate_on_submit():
        try:
            changes = changes_of_file(form.changes.data)
        except Invalid as error:
            fault = str(WORDS[error.code]) % told_apart(error.facts)
        else:
            said = {"because": {language(): form.because.data}, "changes": changes}
            by = acting(Right.PUBLISH_RESULTS)
            service.ask_for_correction(db.session(), slug, said, **by)
            db.session.commit()
            ring(service.JOB)
            return redirect(url_for("desk_freezing.making", slug=slug), 303)
    page = render_template(
        "findings/correct.html", form=form, release=release, fault=fault
    )
    return page, 422
