"""The questions on paper: a page to print, and a PDF of the same."""

from pathlib import Path

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from accounts.guards import anyone
from core.db import db
from core.errors import Conflict, NotFound
from core.typesetting import NoTypesetter, pdf_of
from surveys.waves import queries
from surveys.waves.models import WaveState
from surveys.waves.paper.forms import paper_document
from surveys.waves.queries import Fielded

TEMPLATE = Path(__file__).with_name("sheet.typ")

bp = Blueprint("paper", __name__, url_prefix="/s")

WORDS = {
    "paper.no_pdf": _l("This site makes no PDF. Please print the page instead."),
}


@bp.get("/<slug>/paper")
@anyone
def sheet(slug: str) -> ResponseReturnValue:
    """Show all questions with boxes, to print."""
    wave = _printable(slug)
    return render_template(
        "waves/paper/sheet.html", wave=wave, doc=paper_document(wave, large=_large())
    )


@bp.get("/<slug>/paper.pdf")
@anyone
def pdf(slug: str) -> ResponseReturnValue:
    """Give the same as a PDF with tags, for printers and screen readers."""
    wave = _printable(slug)
    try:
        made = pdf_of(TEMPLATE, paper_document(wave, large=_large()))
    except NoTypesetter as error:
        raise NotFound("paper.no_pdf") from error
    return Response(made, mimetype="application/pdf")


def _printable(slug: str) -> Fielded:
    """Return a wave that takes answers, or will."""
    wave = queries.fielded(db.session(), slug)
    if wave.state != WaveState.OPEN:
        raise Conflict("wave.closed")
    return wave


def _large() -> bool:
    return request.args.get("large") == "1"
