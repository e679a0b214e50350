"""The depths of a release below its messages, a picture to share, and a poster."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.chart_picture import STYLE_HASH
from core.db import db
from core.web import answer_packed
from surveys.findings import queries as findings
from surveys.findings.forms import tables_piece
from surveys.findings.guards import readable
from surveys.findings.reading import queries
from surveys.findings.reading.forms import (
    everything_piece,
    poster_piece,
    shared_picture,
)
from surveys.findings.reading.keeping.forms import kept, named, page_of

__all__ = ["bp"]

bp = Blueprint("reading", __name__, url_prefix="/results")

PICTURE_POLICY = f"default-src 'none'; style-src '{STYLE_HASH}'; sandbox"


@bp.get("/<slug>/tables")
@anyone
def tables(slug: str) -> ResponseReturnValue:
    """Show what everybody said, question by question: 3 statements, 2 once kept."""
    release = readable(slug)

    def make() -> str:
        found = findings.results_of_everybody(db.session(), release.id)
        return tables_piece(release, found, release.method_statement or {})

    return page_of(release, "tables", make=make, notes=True)


@bp.get("/<slug>/everything")
@anyone
def everything(slug: str) -> ResponseReturnValue:
    """Show every table, the files, and how it was done: 2 statements, 1 once kept."""
    release = readable(slug)

    def make() -> str:
        found = findings.all_results(db.session(), release.id)
        return everything_piece(release, found)

    return page_of(release, "everything", make=make)


@bp.get("/<slug>/<int:number>.svg")
@anyone
def share_picture(slug: str, number: int) -> ResponseReturnValue:
    """Give the picture of a question as a file: 2 statements, 1 once kept."""
    release = readable(slug)

    def make() -> str:
        found = findings.results_of_number(db.session(), release.id, number)
        return shared_picture(release, number, found[0])

    drawn = kept(release, "picture", number, request.url_root, make=make)
    answer = answer_packed(drawn, "image/svg+xml")
    answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    return answer


@bp.get("/<slug>/poster")
@anyone
def poster(slug: str) -> ResponseReturnValue:
    """Show what people said in big type, to hang up: 3 statements, 2 once kept."""
    release = readable(slug)
    before = queries.before(db.session(), release)
    since = before.release_id if before else None

    def make() -> str:
        found = queries.tables_to_tell(db.session(), release.id, since)
        return poster_piece(release, before, found)

    facts = since, before and named(before), request.url_root
    return page_of(
        release, "poster", *facts, make=make, template="findings/poster.html"
    )
