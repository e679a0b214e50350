"""The report of a cycle: a page, and the same as plain text to share."""

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.db import db
from deliberation.proposals.forms import vocabulary
from deliberation.trace.report.forms import KIND_WORDS, as_text, report_of
from deliberation.trace.report.queries import cycle

__all__ = ["bp"]

bp = Blueprint("report", __name__, url_prefix="/report")


@bp.get("/<slug>")
@anyone
def report(slug: str) -> ResponseReturnValue:
    """Show what a survey led to, with milestones and thanks: 10 statements."""
    return render_template(
        "trace/report.html",
        report=report_of(cycle(db.session(), slug)),
        slug=slug,
        step_words=KIND_WORDS,
        **vocabulary(),
    )


@bp.get("/<slug>.txt")
@anyone
def report_text(slug: str) -> ResponseReturnValue:
    """Give the report without pictures, as text that can be sent on."""
    found = report_of(cycle(db.session(), slug))
    site = current_app.config["PUBLIC_URL"] or request.url_root
    address = site.rstrip("/") + url_for("report.report", slug=slug)
    return Response(as_text(found, address), mimetype="text/plain")
