"""A package as one ZIP or as a folder: the same bytes for the same release."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from surveys.findings.export import COLUMNS, lines_of, neutral
from surveys.findings.packages import codebook, figure_rows, method_rows
from surveys.findings.packages.contents import LICENCE, PlainRelease
from surveys.findings.packages.ddi import codebook_xml
from surveys.findings.packages.descriptor import descriptor

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The one time in a ZIP: the same release gives the same bytes."""


def files_of(release: PlainRelease) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a package by name, each whole, one at a time."""
    yield "datapackage.json", _json(descriptor(release))
    yield "tables.csv", _csv(COLUMNS, table_rows(release))
    yield "figures.csv", _csv(figure_rows.COLUMNS, figure_rows.figure_rows(release))
    yield "codebook.csv", _csv(codebook.COLUMNS, codebook.codebook_rows(release))
    yield "codebook.xml", codebook_xml(release)
    yield (
        "method.csv",
        _csv(method_rows.COLUMNS, method_rows.method_rows(release.method)),
    )
    yield "method.json", _json(release.method)
    yield "LICENCE.txt", f"{LICENCE['title']}\n{LICENCE['path']}\n".encode()
    yield "README.md", _readme(release).encode()


def table_rows(release: PlainRelease) -> Iterator[dict[str, object]]:
    """Yield the lines of every table, as the spreadsheet on the site has them."""
    for body in release.bodies:
        for line in lines_of(body, release.name):
            yield {"survey": release.slug} | line


def write_zip(release: PlainRelease, target: IO[bytes]) -> None:
    """Write a package into a file that is open for writing."""
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name, content in files_of(release):
            place = ZipInfo(f"{release.slug}/{name}", EPOCH)
            place.compress_type = ZIP_DEFLATED
            packed.writestr(place, content)


def write_folder(release: PlainRelease, folder: Path) -> list[Path]:
    """Write a package into a folder that is made here; return its files.

    Raises:
        FileExistsError: there is something of that name already.
    """
    folder.mkdir(parents=True)
    written = []
    for name, content in files_of(release):
        file = folder / name
        file.write_bytes(content)
        written.append(file)
    return written


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _value(value) for key, value in row.items()})
    return target.getvalue().encode()


def _value(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else neutral(value)


def _readme(release: PlainRelease) -> str:
    """Return what somebody reads who opens the package first."""
    said = release.method.get("said", {})
    lines = [
        f"# {release.heading}",
        "",
        f"Release {release.number}, frozen on {release.frozen_at.date()}.",
        f"Checksum (SHA-256): {release.checksum}",
        "",
        "Every number in `tables.csv` passed disclosure control: small numbers are",
        "merged or not shown, and cannot be worked out from the others. No line is",
        "about one person. `figures.csv` has means, medians, gaps between groups and",
        "weighted shares, worked out of those numbers alone; and what changed since",
        "the survey before. `codebook.xml` says what each is, and what labels mean.",
        "People chose to take part; nobody was drawn by chance.",
        "A text that begins with an apostrophe began with a sign that a spreadsheet",
        "would take for a formula.",
        "",
        "## How this was done",
        "",
    ]
    for item, words in said.items():
        text = words.get(release.language) or next(iter(words.values()), "")
        lines += [f"**{item}**: {text}", ""]
    return "\n".join([*lines, f"Licence: {LICENCE['title']}, {LICENCE['path']}", ""])
