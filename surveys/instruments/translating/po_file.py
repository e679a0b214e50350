"""Translations as a PO file: the dotted key is the context of each message."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from surveys.instruments.translating.files import FileRow
from surveys.instruments.translating.opened import opened

WAS = "was: "


def written(rows: Sequence[FileRow], language: str, slug: str) -> bytes:
    """Return a PO file in UTF-8."""
    catalog = Catalog(
        locale=language, project=slug, version="draft", charset="utf-8", fuzzy=False
    )
    for row in rows:
        catalog.add(
            row.source,
            row.text,
            context=row.key,
            auto_comments=[f"{WAS}{row.was}"],
        )
    file = BytesIO()
    write_po(file, catalog, width=0)
    return file.getvalue()


def read(content: bytes, *, turn: Path | None = None) -> list[FileRow]:
    """Return the rows of a PO file; another process opens it.

    Raises:
        Invalid: it cannot be opened (``opened``).
    """
    return [FileRow(*cells) for cells in opened("po", content, turn=turn)]


def messages(content: bytes) -> list[list[str]]:
    """Return the cells of each row of a PO file: those of ``FileRow``, in its order.

    A header of a few bytes can ask for a thousand million plural forms, so this runs
    only where memory and time have bounds.

    Raises:
        ValueError: it is no PO file.
    """
    try:
        catalog = read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, UnknownLocaleError, LookupError) as error:
        raise ValueError from error
    return [
        [
            str(message.lineno or ""),
            message.context or "",
            str(message.id),
            "" if message.fuzzy else str(message.string or "").strip(),
            _was(message.auto_comments),
        ]
        for message in catalog
        if message.id
    ]


def _was(comments: Sequence[str]) -> str:
    marks = (each.removeprefix(WAS) for each in comments if each.startswith(WAS))
    return next(marks, "").strip()
