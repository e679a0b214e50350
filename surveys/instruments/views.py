"""Public pages of questions: what will be asked, and who agreed to it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.clock import today
from core.db import db
from core.i18n import language
from surveys.instruments.agreement import queries, reading
from surveys.instruments.agreement.forms import WORDS
from surveys.instruments.editing.forms import CHANGE_WORDS
from surveys.instruments.forms import KIND_WORDS, LIMITED_WORDS
from surveys.instruments.piping import without_answers
from surveys.instruments.queries import instrument_of, version_called
from surveys.instruments.shipped import unmarked_here
from surveys.instruments.translating.forms import reader_words

__all__ = ["WORDS", "bp"]

bp = Blueprint("questions", __name__, url_prefix="/questions")
bp.add_app_template_filter(without_answers)


@bp.get("/")
@anyone
def index() -> ResponseReturnValue:
    """List the questions that are open for comment or agreed. One statement."""
    return render_template(
        "questions/index.html", versions=queries.shown_lines(db.session())
    )


@bp.get("/<slug>/<int:number>")
@anyone
def version(slug: str, number: int) -> ResponseReturnValue:
    """Show all that a version asks, its consent text, and who agreed to it."""
    found = version_called(db.session(), slug, number)
    instrument, before = instrument_of(found), queries.before(db.session(), found)
    return render_template(
        "questions/version.html",
        version=found,
        slug=slug,
        instrument=instrument,
        parts=reading.parts(instrument),
        translation=reader_words(instrument, language()),
        is_translated=reading.is_translated(instrument, language()),
        before=before,
        changed=reading.changed_since(
            *(before.checksum, before.instrument, found.checksum, instrument)
        ),
        change_words=CHANGE_WORDS,
        unmarked=unmarked_here(instrument),
        kinds=KIND_WORDS,
        limited=LIMITED_WORDS,
        today=today(),
    )
