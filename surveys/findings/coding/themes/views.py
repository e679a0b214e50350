"""What people wrote about, for everybody: drafts with their days, then adopted."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.clock import today
from core.db import db, read_at_once
from surveys.findings.coding.themes.forms import AGREED_WORDS, WORDS
from surveys.findings.forms import default_language
from surveys.findings.guards import readable
from surveys.findings.reading.keeping.forms import page_of_facts
from surveys.findings.stories.quotes.queries import (
    reports_with_quotes,
    told_of_themes,
)

__all__ = ["WORDS", "bp"]

bp = Blueprint("themes", __name__, url_prefix="/results")


@bp.get("/<slug>/themes")
@anyone
def themes(slug: str) -> ResponseReturnValue:
    """Show the themes of a survey: 3 statements, 2 once they are kept."""
    session = read_at_once(db.session())
    release = readable(slug)

    def make() -> str:
        reports, quotes = reports_with_quotes(session, release.wave_id)
        return render_template(
            "coding/public.html",
            release=release,
            default=default_language(release),
            reports=reports,
            quotes=quotes,
            today=today(),
            agreed_words=AGREED_WORDS,
        )

    return page_of_facts(told_of_themes(session, release), make)
