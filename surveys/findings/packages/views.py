"""Published results to take away: a spreadsheet, a data package, a codebook."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from flask import Blueprint, Response, current_app, send_file
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.db import db
from core.errors import NotFound
from core.i18n import language
from core.kept_files import FOLDER, KeptFiles
from core.typesetting import NoTypesetter, write_pdf
from surveys.findings import queries
from surveys.findings.guards import readable
from surveys.findings.models import Release
from surveys.findings.packages.archive import write_zip
from surveys.findings.packages.contents import PlainRelease
from surveys.findings.packages.ddi import codebook_xml
from surveys.findings.packages.forms import (
    WORDS,
    address_of,
    published,
    report_document,
)
from surveys.findings.packages.queries import results_beside
from surveys.findings.packages.workbook import write_xlsx
from surveys.findings.reading.queries import Other, before

TEMPLATE = Path(__file__).with_name("report.typ")

__all__ = ["WORDS", "bp"]

bp = Blueprint("packages", __name__, url_prefix="/results")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_KEPT = 256_000_000
"""Bytes of finished files on the disk; the largest release has some 13 MB of them."""

Write = Callable[[Release, Other | None, Path], None]
"""Writes a file about a release, and the wave before it, to where it is to be."""


@bp.get("/<slug>.xlsx")
@anyone
def spreadsheet(slug: str) -> ResponseReturnValue:
    """Give every published table, the codebook and the method as a spreadsheet."""
    return _sent(slug, "xlsx", XLSX, _package(write_xlsx))


@bp.get("/<slug>.zip")
@anyone
def data_package(slug: str) -> ResponseReturnValue:
    """Give everything as a Frictionless Data Package."""
    return _sent(slug, "zip", "application/zip", _package(write_zip))


@bp.get("/<slug>.xml")
@anyone
def ddi(slug: str) -> ResponseReturnValue:
    """Give the codebook as DDI-Codebook."""
    release = readable(slug)
    results = queries.all_results(db.session(), release.id)
    found = published(release, results, address=address_of(release))
    answer = Response(codebook_xml(found), mimetype="application/xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.xml"'
    return answer


@bp.get("/<slug>.pdf")
@anyone
def report(slug: str) -> ResponseReturnValue:
    """Give all results as a PDF with tags, in the reader's language."""

    def write(release: Release, _earlier: Other | None, target: Path) -> None:
        results = queries.all_results(db.session(), release.id)
        document = report_document(release, results, address=address_of(release))
        write_pdf(TEMPLATE, document, target)

    try:
        return _sent(slug, "pdf", "application/pdf", write)
    except NoTypesetter as error:
        raise NotFound("results.no_pdf") from error


def _package(
    write: Callable[[PlainRelease, IO[bytes]], None],
) -> Write:
    def written(release: Release, earlier: Other | None, target: Path) -> None:
        results, wave_before = results_beside(db.session(), release.id, earlier)
        address = address_of(release)
        package = published(release, results, address=address, before=wave_before)
        with target.open("wb") as file:
            write(package, file)

    return written


def _sent(slug: str, ending: str, mimetype: str, write: Write) -> Response:
    """Answer with a file about a release, made once for each language and kept.

    It goes out while it is read from the disk, all of it or the part asked for. What
    it says of changes hangs on which release of the wave before is public today.
    """
    release = readable(slug)
    earlier = before(db.session(), release)
    state = release.id, release.checksum, str(release.published_at)
    since = earlier.release_id if earlier else 0
    key = ending, *state, since, language(), address_of(release)

    def opened(file: Path) -> Response:
        return send_file(
            file,
            mimetype=mimetype,
            as_attachment=ending != "pdf",
            download_name=f"{slug}.{ending}",
            etag=file.name,
            last_modified=release.frozen_at,
        )

    make = partial(write, release, earlier)
    answer = _kept().take(key, make, opened)
    # Flask takes it for one of our own static files, which anybody may keep.
    del answer.headers["Cache-Control"]
    return answer


def _kept() -> KeptFiles:
    kept: KeptFiles
    folder = current_app.config["INSTANCE"] / FOLDER
    kept = current_app.extensions.setdefault("files", KeptFiles(folder, MOST_KEPT))
    return kept
