"""What people said, for everybody to read: pages, CSV, JSON, and Plotly on demand."""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import plotly
from flask import (
    Blueprint,
    Response,
    render_template,
    request,
    stream_with_context,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from accounts.guards import anyone
from core.clock import today
from core.db import db, read_at_once
from core.web import number_asked
from surveys.findings import queries
from surveys.findings.export import csv_parts, document
from surveys.findings.forms import WORDS, default_language
from surveys.findings.guards import readable, reads_early
from surveys.findings.models import FrozenResult, Release
from surveys.findings.packages.change_rows import FigureRow
from surveys.findings.packages.figure_rows import by_keys, rows_of_table
from surveys.findings.packages.forms import published
from surveys.findings.packages.queries import earlier_wave
from surveys.findings.reading.forms import messages_piece, question_piece
from surveys.findings.reading.keeping.forms import page_of, page_of_facts
from surveys.findings.reading.views import page_beside_before
from surveys.findings.showing.forms import name_of

__all__ = ["WORDS", "bp"]

bp = Blueprint("findings", __name__, url_prefix="/results")

PLOTLY = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"


@bp.get("/")
@anyone
def index() -> ResponseReturnValue:
    """List the surveys whose results are public: 2 statements, 1 once it is kept."""
    session, early = read_at_once(db.session()), reads_early()

    def make() -> str:
        found = queries.published_releases(session, early=early)
        return render_template("findings/index.html", releases=found, today=today())

    facts = queries.told_of_published(session, early=early)
    return page_of_facts(facts, make, early)


@bp.get("/<slug>")
@anyone
def survey(slug: str) -> ResponseReturnValue:
    """Say in sentences what people answered: 3 statements, 2 once it is kept."""
    return page_beside_before(slug, "messages", messages_piece)


@bp.get("/<slug>/<int:number>")
@anyone
def result(slug: str, number: int) -> ResponseReturnValue:
    """Show one question: everybody, then group by group; 3 statements with notes."""
    release = readable(slug)

    def make() -> str:
        found = queries.results_of_number(db.session(), release.id, number)
        return question_piece(release, number, found)

    return page_of(
        release,
        "question",
        number,
        make=make,
        title=_("What people said, question %(number)s", number=number),
        plotly_version=plotly.__version__,
        notes=True,
    )


@bp.get("/<slug>.csv")
@anyone
def survey_csv(slug: str) -> ResponseReturnValue:
    """Give every published table, one line a number."""
    release = readable(slug, number_asked("release"))
    default = default_language(release)
    results = _one_by_one(release.id)

    def name(part: Mapping[str, Any]) -> str:
        return str(name_of(part, default, plain=True))

    rows = csv_parts(slug, (each.body for each in results), name)
    return _file(f"{slug}.csv", chain(["\N{BOM}"], rows), "text/csv")


@bp.get("/<slug>.json")
@anyone
def survey_json(slug: str) -> ResponseReturnValue:
    """Give every published table as it was frozen, with its checksum.

    And what is worked out of them. Of the newest release, or of an earlier one:
    ``?release=1``.
    """
    release = readable(slug, number_asked("release"))
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
    results = _one_by_one(release.id)
    bodies = (
        {**each.body, "id": each.id, "checksum": each.checksum} for each in results
    )
    parts = document(facts, bodies, _figures(release))
    return _file(f"{slug}.json", parts, "application/json")


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


@cache
def _plotly(*, zipped: bool) -> bytes:
    """Return the script; packed once, to a third."""
    script = PLOTLY.read_bytes()
    return gzip.compress(script, mtime=0) if zipped else script


def _one_by_one(release_id: int) -> Iterator[FrozenResult]:
    """Yield the tables of a release while they go out.

    The request's own session is closed by then, so this has one of its own.
    """
    with Session(db.engine) as session:
        yield from queries.each_result(session, release_id)


def _figures(release: Release) -> Iterator[FigureRow]:
    """Return the figures of a release, worked out table by table while they go out."""
    package = published(release, [], before=earlier_wave(db.session(), release))
    tables = (each.body for each in _one_by_one(release.id))
    return by_keys(chain.from_iterable(rows_of_table(package, one) for one in tables))


def _file(name: str, parts: Iterable[str], mimetype: str) -> Response:
    """Return a text to be saved under a name; it goes out part by part."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    sent = stream_with_context(iter(parts))
    return Response(sent, mimetype=mimetype, headers=headers)
