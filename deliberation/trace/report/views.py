"""The report of a cycle: a page, and the same as plain text to share."""

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.db import db, read_at_once
from deliberation.proposals.forms import vocabulary
from deliberation.trace.report.forms import KIND_WORDS, as_text, report_of
from deliberation.trace.report.queries import cycle, told_of_cycle
from surveys.findings.queries import published_release
from surveys.findings.reading.keeping.forms import page_of_facts

__all__ = ["bp"]

bp = Blueprint("report", __name__, url_prefix="/report")


@bp.get("/<slug>")
@anyone
def report(slug: str) -> ResponseReturnValue:
    """Show what a survey led to, with thanks: 11 statements, 2 once it is kept."""
    session = read_at_once(db.session())
    release = published_release(session, slug)

    def make() -> str:
        return render_template(
            "trace/report.html",
            report=report_of(cycle(session, release)),
            slug=slug,
            step_words=KIND_WORDS,
            **vocabulary(),
        )

    return page_of_facts(told_of_cycle(session, release), make)


@bp.get("/<slug>.txt")
@anyone
def report_text(slug: str) -> ResponseReturnValue:
    """Give the report without pictures, as text that can be sent on: the same cost."""
    session = read_at_once(db.session())
    release = published_release(session, slug)
    site = current_app.config["PUBLIC_URL"] or request.url_root
    address = site.rstrip("/") + url_for("report.report", slug=slug)

    def make() -> str:
        return as_text(report_of(cycle(session, release)), address)

    told = told_of_cycle(session, release)
    return page_of_facts(told, make, address, mimetype="text/plain")
