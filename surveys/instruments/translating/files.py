"""Translations on their way to translators and back: rows of a PO or XLSX file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import Invalid
from surveys.instruments.translating.desk import (
    Mode,
    Refusal,
    Row,
    Typed,
    mark,
    refusal,
)

MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class FileRow:
    """One text in a file; ``was`` is the mark of the translation that went out."""

    place: str
    key: str
    source: str
    text: str
    was: str = ""


@dataclass(frozen=True)
class Refused:
    """A row of a file that is not taken, and why."""

    place: str
    key: str
    reason: Refusal


@dataclass(frozen=True)
class Sorted:
    """What a file brought: what is to be kept, what is the same, what is refused."""

    taken: tuple[Typed, ...]
    same: int
    refused: tuple[Refused, ...]


def outgoing(rows: Iterable[Row]) -> list[FileRow]:
    """Return the rows of a file; what is still to be decided goes out empty."""
    return [FileRow("", row.key, row.source, row.text, mark(row.text)) for row in rows]


def incoming(found: Iterable[FileRow], rows: Mapping[str, Row]) -> Sorted:
    """Return what a file that came back brings; empty translations bring nothing."""
    taken, refused, same = [], [], 0
    for each in found:
        row = rows.get(each.key)
        if not each.text:
            continue
        reason = _reason(each, row)
        if row is None or reason is not None:
            refused.append(Refused(each.place, each.key, reason or Refusal.UNKNOWN))
        elif each.text == row.text:
            same += 1
        else:
            taken.append(Typed(each.key, row.mode, each.text, row.mark, row.state))
    return Sorted(tuple(taken), same, tuple(refused))


def refuse_large(content: bytes) -> None:
    """Refuse a file that is too large to be one of ours.

    Raises:
        Invalid: it is too large.
    """
    if len(content) > MOST_BYTES:
        raise Invalid("translation.file_large")


def _reason(each: FileRow, row: Row | None) -> Refusal | None:
    if row is None:
        return Refusal.UNKNOWN
    if each.source != row.source:
        return Refusal.SOURCE
    is_new = each.text != row.text
    if is_new and row.bound:
        return Refusal.LICENCE
    if is_new and (
        row.mode is Mode.DECIDE or (each.was and each.was != mark(row.text))
    ):
        return Refusal.NEWER
    return refusal(row.source, each.text)
