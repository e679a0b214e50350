"""The depths of a release below its messages, a picture to share, and a poster."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.chart_picture import STYLE_HASH
from core.db import db
from core.web import answer_packed
from surveys.findings import queries as findings
from surveys.findings.forms import tables_piece
from surveys.findings.guards import readable
from surveys.findings.models import FrozenResult, Release
from surveys.findings.reading import queries
from surveys.findings.reading.forms import (
    everything_piece,
    poster_piece,
    shared_picture,
)
from surveys.findings.reading.keeping.forms import kept, named, page_of
from surveys.findings.reading.queries import Other

__all__ = ["bp", "page_beside_before"]

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
    template = "findings/poster.html"
    return page_beside_before(
        slug, "poster", poster_piece, request.url_root, template=template
    )


def page_beside_before(
    slug: str,
    page: str,
    piece: Callable[[Release, Other | None, Iterable[FrozenResult]], str],
    *facts: Hashable,
    **more: Any,
) -> Response:
    """Answer with a page that says what people said now, and in the survey before.

    Args:
        slug: of the survey.
        page: its name among the pages that are kept.
        piece: what makes it, of the release, the one before, and the tables of both.
        facts: what else it shows.
        more: goes to ``page_of``.
    """
    release = readable(slug)
    before = queries.before(db.session(), release)
    since = before.release_id if before else None

    def make() -> str:
        found = queries.tables_to_tell(db.session(), release.id, since)
        return piece(release, before, found)

    known = since, before and named(before), *facts
    return page_of(release, page, *known, make=make, **more)
