"""Published results to take away: a spreadsheet, a data package, a codebook."""

from collections.abc import Callable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.db import db
from core.errors import NotFound
from core.typesetting import NoTypesetter, pdf_of
from surveys.findings import queries
from surveys.findings.guards import readable
from surveys.findings.packages.archive import write_zip
from surveys.findings.packages.contents import PlainRelease
from surveys.findings.packages.ddi import codebook_xml
from surveys.findings.packages.forms import (
    WORDS,
    address_of,
    published,
    report_document,
)
from surveys.findings.packages.queries import earlier_wave
from surveys.findings.packages.workbook import write_xlsx

TEMPLATE = Path(__file__).with_name("report.typ")

__all__ = ["WORDS", "bp"]

bp = Blueprint("packages", __name__, url_prefix="/results")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 1_000_000  # bytes of a file that stay in memory while it is made


@bp.get("/<slug>.xlsx")
@anyone
def spreadsheet(slug: str) -> ResponseReturnValue:
    """Give every published table, the codebook and the method as a spreadsheet."""
    return _sent(slug, "xlsx", XLSX, write_xlsx)


@bp.get("/<slug>.zip")
@anyone
def data_package(slug: str) -> ResponseReturnValue:
    """Give everything as a Frictionless Data Package."""
    return _sent(slug, "zip", "application/zip", write_zip)


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
    release = readable(slug)
    results = queries.all_results(db.session(), release.id)
    document = report_document(release, results, address=address_of(release))
    try:
        made = pdf_of(TEMPLATE, document)
    except NoTypesetter as error:
        raise NotFound("results.no_pdf") from error
    return Response(made, mimetype="application/pdf")


def _sent(
    slug: str,
    ending: str,
    mimetype: str,
    write: Callable[[PlainRelease, IO[bytes]], None],
) -> Response:
    release = _published(slug)
    # It goes out while it is read from the disk; it is gone with the answer.
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    write(release, file)
    file.seek(0)
    answer = send_file(
        file,
        mimetype=mimetype,
        as_attachment=True,
        download_name=f"{slug}.{ending}",
        etag=False,
    )
    # Flask takes it for one of our own static files, which anybody may keep.
    del answer.headers["Cache-Control"]
    return answer


def _published(slug: str) -> PlainRelease:
    release = readable(slug)
    results = queries.all_results(db.session(), release.id)
    before = earlier_wave(db.session(), release)
    return published(release, results, address=address_of(release), before=before)
