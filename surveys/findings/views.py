"""What people said, for everybody to read: pages, CSV, JSON, and Plotly on demand."""

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import plotly
from flask import Blueprint, Response, json, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from accounts.guards import anyone, visitor
from core.clock import today
from core.db import db
from core.errors import NotAllowed
from surveys.findings import queries
from surveys.findings.embargo import is_first_reader, is_over
from surveys.findings.export import csv_text, document
from surveys.findings.forms import (
    WORDS,
    default_language,
    name_of,
    shown,
    span_note,
    survey_page,
)
from surveys.findings.models import Release

__all__ = ["WORDS", "bp"]

bp = Blueprint("findings", __name__, url_prefix="/results")

PLOTLY = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"


@bp.get("/")
@anyone
def index() -> ResponseReturnValue:
    """List the surveys whose results are public."""
    releases = queries.published_releases(db.session(), early=reads_early())
    return render_template("findings/index.html", releases=releases, today=today())


@bp.get("/<slug>")
@anyone
def survey(slug: str) -> ResponseReturnValue:
    """Show what everybody said, question by question, and how it was done."""
    release = _readable(slug)
    results = queries.results_of_everybody(db.session(), release.id)
    return survey_page(release, results, release.method_statement or {})


@bp.get("/<slug>/<int:number>")
@anyone
def result(slug: str, number: int) -> ResponseReturnValue:
    """Show one question: everybody, then group by group."""
    release = _readable(slug)
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
        early=not is_over(release.embargo_until, today()),
    )


@bp.get("/<slug>.csv")
@anyone
def survey_csv(slug: str) -> ResponseReturnValue:
    """Give every published table, one line a number."""
    release = _readable(slug, request.args.get("release", type=int))
    default = default_language(release)
    results = queries.all_results(db.session(), release.id)

    def name(part: Mapping[str, Any]) -> str:
        return str(name_of(part, default, plain=True))

    rows = csv_text(slug, [each.body for each in results], name)
    return _file(f"{slug}.csv", "\N{BOM}" + rows, "text/csv")


@bp.get("/<slug>.json")
@anyone
def survey_json(slug: str) -> ResponseReturnValue:
    """Give every published table as it was frozen, with its checksum.

    Of the newest release, or of an earlier one: ``?release=1``.
    """
    release = _readable(slug, request.args.get("release", type=int))
    facts = {
        "survey": slug,
        "title": release.wave.title,
        "release": release.number,
        "frozen_at": release.frozen_at.isoformat(),
        "checksum": release.checksum,
        "because": release.because,
        "supersedes": release.supersedes,
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
    zipped = request.accept_encodings["gzip"] > 0
    answer = Response(_plotly(zipped=zipped), mimetype="text/javascript")
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.vary.add("Accept-Encoding")
    return answer


def reads_early() -> bool:
    """Tell whether who is asking reads results before everybody does."""
    return is_first_reader(visitor().member_id, visitor().roles)


def _readable(slug: str, number: int | None = None) -> Release:
    """Return the release that whoever is asking may read.

    Raises:
        NotFound: there is none.
        NotAllowed: others read it first; the facts say until which day.
    """
    early = reads_early()
    try:
        return queries.published_release(db.session(), slug, number, early=early)
    except NotAllowed as embargo:
        day = format_date(embargo.facts["until"], "long")
        raise NotAllowed(embargo.code, day=day) from embargo


@cache
def _plotly(*, zipped: bool) -> bytes:
    """Return the script; packed once, to a third."""
    script = PLOTLY.read_bytes()
    return gzip.compress(script, mtime=0) if zipped else script


def _file(name: str, text: str, mimetype: str) -> Response:
    """Return a text to be saved under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype=mimetype, headers=headers)
