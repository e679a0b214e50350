"""Translations as a PO file: the dotted key is the context of each message."""

from collections.abc import Sequence
from io import BytesIO

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from core.errors import Invalid
from surveys.instruments.translating.files import FileRow, refuse_large

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


def read(content: bytes) -> list[FileRow]:
    """Return the rows of a PO file.

    Raises:
        Invalid: it is too large, or no PO file.
    """
    refuse_large(content)
    try:
        catalog = read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, UnknownLocaleError, ValueError, LookupError) as error:
        raise Invalid("translation.no_po") from error
    return [
        FileRow(
            str(message.lineno or ""),
            message.context or "",
            str(message.id),
            "" if message.fuzzy else str(message.string or "").strip(),
            _was(message.auto_comments),
        )
        for message in catalog
        if message.id
    ]


def _was(comments: Sequence[str]) -> str:
    marks = (each.removeprefix(WAS) for each in comments if each.startswith(WAS))
    return next(marks, "").strip()
