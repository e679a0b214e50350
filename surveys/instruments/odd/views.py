"""The page where anybody says that a question reads oddly. No session, no cookie."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.db import db
from core.errors import NotFound
from core.i18n import language
from surveys.instruments.odd.forms import WORDS, OddForm
from surveys.instruments.odd.service import tell_odd
from surveys.instruments.queries import instrument_of, version_called

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("odd_questions", __name__, url_prefix="/questions")

# Whoever tells something is nobody known: there is nothing that a token could guard.
STATELESS = True


@bp.route("/<slug>/<int:number>/odd/<key>", methods=["GET", "POST"])
@anyone
def tell(slug: str, number: int, key: str) -> ResponseReturnValue:
    """Ask what reads oddly in one question, and keep it for the facilitator."""
    version, form = version_called(db.session(), slug, number), OddForm()
    item = instrument_of(version).by_key.get(key)
    if item is None:
        raise NotFound("instrument.unknown")
    if form.validate_on_submit():
        told = (db.session(), version, key, form.words.data or "")
        tell_odd(*told, language=language(), key=form.form_key())
        db.session.commit()
        read = url_for("questions.version", slug=slug, number=number, told=1)
        return redirect(read, 303)
    default = instrument_of(version).default_language
    address = {"slug": slug, "number": number}
    page = render_template(
        "questions/odd.html", form=form, address=address, item=item, default=default
    )
    return page, 422 if form.errors else 200
