"""The sheets of a questionnaire as rows of named cells, wherever they came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

OURS = "commonweal::"
"""Begins the columns that only we write: what XLSForm has no column for."""

WORDS = frozenset({"label", "hint", "guidance_hint", "constraint_message"})
"""Columns that there may be one of for each language."""

UNSAID = ""
"""The language of a column that names none."""

# What pyxform makes of a header, and what it is called here.
_CALLED = {
    ("bind", "relevant"): "relevant",
    ("bind", "required"): "required",
    ("bind", "constraint"): "constraint",
    ("bind", "calculate"): "calculation",
    ("bind", "readonly"): "read_only",
    ("control", "appearance"): "appearance",
    ("control", "jr:count"): "repeat_count",
    ("control", "rows"): "rows",
    ("id_string",): "form_id",
    ("list name",): "list_name",
}
_SECTIONS = frozenset({"bind", "control", "media"})
_MESSAGE = ("bind", "jr:constraintMsg")


@dataclass(frozen=True)
class Row:
    """One row: where it is, its cells by column, and its words by language name."""

    place: str
    cells: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def get(self, column: str) -> str:
        """Return a cell; empty where there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns, the languages its headers name, and its rows."""

    columns: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """A questionnaire as three sheets; settings are one row."""

    survey: Sheet
    choices: Sheet = Sheet()
    settings: Sheet = Sheet()

    @property
    def setting(self) -> Row:
        """The row of settings; empty where there is none."""
        return self.settings.rows[0] if self.settings.rows else Row("settings")

    @property
    def is_ours(self) -> bool:
        """Tell whether we wrote it: then its words are taken as they are."""
        return any(name.startswith(OURS) for name in self.settings.columns)


def workbook_of(sheets: Mapping[str, Any]) -> Workbook | None:
    """Return the sheets that the reader found; None without a sheet called survey."""
    if "survey" not in sheets:
        return None
    return Workbook(
        **{
            name: _sheet(name, sheets[name])
            for name in ("survey", "choices", "settings")
            if name in sheets
        }
    )


def _sheet(name: str, found: Sequence[Any]) -> Sheet:
    headers = [_column(tuple(parts)) for parts in found[0]]
    rows = tuple(
        _row(f"{name}, row {number}", cells) for number, cells in found[1:] if cells
    )
    return Sheet(
        tuple(dict.fromkeys(column for column, _language in headers)),
        tuple(
            dict.fromkeys(
                language
                for column, language in headers
                if column in WORDS and name != "settings"
            )
        ),
        rows,
    )


def _row(place: str, found: Sequence[tuple[Sequence[str], str]]) -> Row:
    cells: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for parts, text in found:
        column, language = _column(tuple(parts))
        if column in WORDS:
            words.setdefault(column, {})[language] = text
        else:
            cells[column] = text.strip()
    return Row(place, cells, words)


def _column(parts: tuple[str, ...]) -> tuple[str, str]:
    """Return a column's name, and the language that its header names."""
    if parts[:2] == _MESSAGE:
        return "constraint_message", parts[2] if len(parts) > 2 else UNSAID
    if parts[0] in WORDS:
        return parts[0], parts[1] if len(parts) > 1 else UNSAID
    plain = parts[1:] if parts[0] in _SECTIONS and len(parts) > 1 else parts
    return _CALLED.get(parts, "::".join(plain).removeprefix("jr:")), UNSAID


def unused(sheet: Sheet, known: frozenset[str]) -> Iterator[str]:
    """Yield the columns of a sheet that nothing is made of."""
    for column in sheet.columns:
        if column not in known | WORDS and not column.startswith(OURS):
            yield column
