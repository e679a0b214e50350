"""What people said, for everybody to read: pages, CSV, JSON, and Plotly on demand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import plotly
from flask import Blueprint, Response, json, render_template, send_file
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.db import db
from surveys.findings import queries
from surveys.findings.export import csv_text, document
from surveys.findings.forms import METHOD_WORDS, WORDS, name_of, shown, span_note
from surveys.findings.models import Release
from surveys.findings.service import method_of

__all__ = ["WORDS", "bp"]

bp = Blueprint("findings", __name__, url_prefix="/results")

PLOTLY = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
ONE_YEAR = 31_536_000


@bp.get("/")
@anyone
def index() -> ResponseReturnValue:
    """List the surveys whose results are public."""
    releases = queries.published_releases(db.session())
    return render_template("findings/index.html", releases=releases)


@bp.get("/<slug>")
@anyone
def survey(slug: str) -> ResponseReturnValue:
    """Show what everybody said, question by question, and how it was done."""
    release = queries.published_release(db.session(), slug)
    return survey_page(release)


def survey_page(release: Release, *, preview: bool = False) -> str:
    """Return the page of a release, public or not yet: one SELECT more."""
    results = queries.results_of_everybody(db.session(), release.id)
    default = default_language(release)
    return render_template(
        "findings/survey.html",
        release=release,
        results=[shown(result, default) for result in results],
        groups=queries.breakdowns_of(release),
        method_words=METHOD_WORDS,
        statement=release.method_statement or method_of(release),
        default=default,
        name_of=name_of,
        preview=preview,
        span_note=span_note(),
    )


@bp.get("/<slug>/<int:number>")
@anyone
def result(slug: str, number: int) -> ResponseReturnValue:
    """Show one question: everybody, then group by group."""
    release = queries.published_release(db.session(), slug)
    found = queries.results_of_number(db.session(), release.id, number)
    default = default_language(release)
    return render_template(
        "findings/question.html",
        release=release,
        number=number,
        results=[shown(each, default) for each in found],
        default=default,
        span_note=span_note(),
        plotly_version=plotly.__version__,
    )


@bp.get("/<slug>.csv")
@anyone
def survey_csv(slug: str) -> ResponseReturnValue:
    """Give every published table, one line a number."""
    release = queries.published_release(db.session(), slug)
    default = default_language(release)
    results = queries.all_results(db.session(), release.id)

    def name(part: Mapping[str, Any]) -> str:
        return str(name_of(part, default, plain=True))

    rows = csv_text(slug, [each.body for each in results], name)
    return _file(f"{slug}.csv", "\N{BOM}" + rows, "text/csv")


@bp.get("/<slug>.json")
@anyone
def survey_json(slug: str) -> ResponseReturnValue:
    """Give every published table as it was frozen, with its checksum."""
    release = queries.published_release(db.session(), slug)
    facts = {
        "survey": slug,
        "title": release.wave.title,
        "release": release.number,
        "frozen_at": release.frozen_at.isoformat(),
        "checksum": release.checksum,
        "summary": release.summary,
        "method": release.method_statement,
    }
    results = queries.all_results(db.session(), release.id)
    bodies = [
        {**each.body, "id": each.id, "checksum": each.checksum} for each in results
    ]
    text = json.dumps(document(facts, bodies), ensure_ascii=False)
    return _file(f"{slug}.json", text, "application/json")


@bp.get("/plotly.min.js")
@anyone
def plotly_script() -> ResponseReturnValue:
    """Give Plotly itself, from the installed package, once a reader asks to explore."""
    return send_file(PLOTLY, mimetype="text/javascript", max_age=ONE_YEAR)


def default_language(release: Release) -> str:
    """Return the language in which every text of a release is there."""
    return str(release.wave.version.body["default_language"])


def _file(name: str, text: str, mimetype: str) -> Response:
    """Return a text to be saved under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype=mimetype, headers=headers)
