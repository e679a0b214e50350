"""Where somebody finds their own answers again: no session, only a phrase."""

from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.exc import DBAPIError

from accounts.guards import anyone
from core.clock import now
from core.db import db
from core.errors import Conflict, DomainError, Invalid, TooMany
from core.i18n import language
from surveys.waves import queries
from surveys.waves.forms import WORDS as WAVE_WORDS
from surveys.waves.groups_of_four import LONGEST
from surveys.waves.queries import Fielded
from surveys.waves.receipts.queries import answers_of
from surveys.waves.receipts.service import take_out
from surveys.waves.sending.crowd import refuse_if_tried_too_often
from surveys.waves.views import reopened

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("receipts", __name__, url_prefix="/s")

# The phrase is the form's own guard.
STATELESS = True

WORDS = {
    "receipt.closed": lazy_gettext(
        "This survey has closed. Answers cannot be changed or taken out any more: "
        "from now on nobody can tell which are whose."
    ),
}


@bp.get("/<slug>/mine")
@anyone
def mine(slug: str) -> ResponseReturnValue:
    """Ask for the phrase."""
    wave = queries.fielded(db.session(), slug)
    queries.refuse_unless_open(wave)
    return _page("mine", wave, _("My answers"))


@bp.post("/<slug>/mine")
@anyone
def look(slug: str) -> ResponseReturnValue:
    """Give somebody's answers back, or take them out once they said so twice."""
    refuse_if_tried_too_often(request.remote_addr, slug, now())
    wave = queries.fielded(db.session(), slug, lock=True)
    phrase = request.form.get("phrase", "")[:LONGEST]
    step = request.form.get("step", "")
    if step == "stay":
        return _page("mine", wave, _("My answers"))
    if step == "confirm":
        take_out(db.session(), wave, phrase)
        db.session.commit()
        return _page("taken_out", wave, _("Your answers are out"))
    answers = answers_of(db.session(), wave, phrase)
    if step == "take_out":
        title = _("Take your answers out?")
        return _page("take_out", wave, title, phrase=phrase)
    return reopened(wave, answers, phrase)


@bp.errorhandler(Conflict)
@bp.errorhandler(Invalid)
@bp.errorhandler(TooMany)
def _refused(error: DomainError) -> ResponseReturnValue:
    """Say why, and give back what was typed."""
    db.session.rollback()
    wave = queries.fielded(db.session(), (request.view_args or {})["slug"])
    if error.code == "wave.closed":
        problem = str(WORDS["receipt.closed"])
        return _page("closed", wave, _("My answers"), problem=problem), 409
    if isinstance(error, Conflict):
        problem = str(WAVE_WORDS[error.code])
        return _page("closed", wave, _("My answers"), problem=problem), 409
    typed = request.form.get("phrase", "")[:LONGEST]
    problem = str(WAVE_WORDS[error.code])
    page = _page("mine", wave, _("My answers"), problem=problem, phrase=typed)
    return page, 429 if isinstance(error, TooMany) else 422


@bp.errorhandler(DBAPIError)
def _not_done(error: DBAPIError) -> ResponseReturnValue:
    """Give the phrase back when the disk is full or the database away."""
    db.session.rollback()
    current_app.logger.error("database: %s", type(error.orig).__name__)
    wave = queries.last_fielded((request.view_args or {})["slug"])
    problem = _("Something went wrong. Please press the button once more.")
    if wave is None or request.method != "POST":
        return render_template("errors/503.html"), 503
    typed = request.form.get("phrase", "")[:LONGEST]
    page = _page("mine", wave, _("My answers"), problem=problem, phrase=typed)
    return page, 503


def _page(
    name: str, wave: Fielded, title: str, *, problem: str = "", phrase: str = ""
) -> str:
    """Return a page of these few; nothing of anybody's session goes into it."""
    shown: dict[str, Any] = {"problem": problem, "phrase": phrase, "here": language()}
    return render_template(
        f"receipts/{name}.html",
        wave=wave,
        title=title,
        default=wave.instrument.default_language,
        links=name == "mine",
        get_flashed_messages=lambda **_knobs: [],
        **shown,
    )
