"""What people wrote about, for everybody: drafts with their days, then adopted."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.clock import today
from core.db import db
from surveys.findings.coding.themes.forms import AGREED_WORDS, WORDS
from surveys.findings.coding.themes.queries import public_reports
from surveys.findings.forms import default_language
from surveys.findings.queries import published_release
from surveys.findings.stories.quotes.queries import shown_quotes

__all__ = ["WORDS", "bp"]

bp = Blueprint("themes", __name__, url_prefix="/results")


@bp.get("/<slug>/themes")
@anyone
def themes(slug: str) -> ResponseReturnValue:
    """Show the themes of a survey, question by question."""
    release = published_release(db.session(), slug)
    reports = public_reports(db.session(), release.wave_id)
    keys = {int(theme["key"]) for each in reports for theme in each.body["themes"]}
    return render_template(
        "coding/public.html",
        release=release,
        default=default_language(release),
        reports=reports,
        quotes=shown_quotes(db.session(), keys),
        today=today(),
        agreed_words=AGREED_WORDS,
    )
