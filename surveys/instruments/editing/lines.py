r"""Options, headings, bands, merges as people type them: one a line, with bars.

``yes | Yes`` is an option with its key, ``Yes`` alone one whose key is made up. Then
may come ``alone`` (no other may be picked with it), ``missing`` (a declared
non-answer such as "prefer not to say") and ``country=ar`` for choice filters. A bar
inside a text is written ``\|``, a new line ``\n``.
"""

import re
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from typing import TypeVar

from core.errors import Invalid
from surveys.instruments.editing.drafting import proposed_key
from surveys.instruments.options import Band, Merge, Option
from surveys.instruments.questionnaire import Group

BAR = re.compile(r"(?<!\\)\|")
ALONE, MISSING, MATRIX = "alone", "missing", "matrix"
ATTRIBUTE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.+)")
RANGE = re.compile(r"(-?\d{1,9})?\s*\.\.\s*(-?\d{1,9})?")
NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,6})?")

Keyed = TypeVar("Keyed", Option, Band, Group, Merge)


def number(typed: str) -> int | float | None:
    """Return a number as it was typed; None where nothing was.

    Raises:
        Invalid: it is no number.
    """
    typed = typed.strip().replace(",", ".")
    if not typed:
        return None
    if not NUMBER.fullmatch(typed):
        raise Invalid("lines.no_number")
    found = float(typed)
    return int(found) if found.is_integer() else found


def options_of(typed: str, language: str) -> tuple[Option, ...]:
    """Return the options of some lines.

    Raises:
        Invalid: a line cannot be read; ``line`` says which.
    """
    return tuple(_option(row, language) for row in _rows(typed, "option"))


def options_text(options: Sequence[Option], language: str) -> str:
    """Return options as lines that are read as these very options."""
    return _text(options, language, _option_marks)


def groups_of(typed: str, language: str) -> tuple[Group, ...]:
    """Return the headings of some lines; ``matrix`` may stand last.

    Raises:
        Invalid: a line cannot be read; ``line`` says which.
    """
    return tuple(_group(row, language) for row in _rows(typed, "part"))


def groups_text(groups: Sequence[Group], language: str) -> str:
    """Return headings as lines that are read as these very headings."""
    return _text(groups, language, lambda group: [MATRIX] if group.matrix else [])


def bands_of(typed: str, language: str) -> tuple[Band, ...]:
    """Return the bands of some lines: ``under_25 | Under 25 | ..24``.

    Raises:
        Invalid: a line cannot be read; ``line`` says which.
    """
    return tuple(_band(row, language) for row in _rows(typed, "band"))


def bands_text(bands: Sequence[Band], language: str) -> str:
    """Return bands as lines that are read as these very bands."""
    return _text(bands, language, _range)


def merges_of(
    typed: str, language: str, known: Collection[str]
) -> tuple[tuple[Merge, ...], ...]:
    """Return what may be put together: ``asked | Asked | yes, gave_up``.

    An empty line begins the next level, which is coarser. ``known`` are the keys of
    the answers, or bands, that there are.

    Raises:
        Invalid: a line cannot be read, or names what is not there or is taken in
            this level already; ``line`` says which.
    """
    levels: list[list[Merge]] = []
    last, taken = 0, set[str]()
    for row in _rows(typed, "merged"):
        if row.line > last + 1 or not levels:
            levels.append([])
            taken = set()
        merge = Merge(row.key, {language: row.words}, _members(row, known, taken))
        levels[-1].append(merge)
        last = row.line
        taken |= set(merge.members)
    return tuple(tuple(level) for level in levels)


def merges_text(merges: Sequence[Sequence[Merge]], language: str) -> str:
    """Return what may be put together as lines that are read as just this."""
    levels = (
        _text(level, language, lambda merge: [", ".join(merge.members)])
        for level in merges
    )
    return "\n\n".join(levels)


@dataclass(frozen=True)
class _Row:
    """A line that was read: its number from 1, and its parts."""

    line: int
    key: str
    words: str
    marks: Sequence[str]


def _text(
    parts: Sequence[Keyed], language: str, marks: Callable[[Keyed], Iterable[str]]
) -> str:
    return "\n".join(
        _line(part.key, part.label.get(language, ""), *marks(part)) for part in parts
    )


def _option_marks(option: Option) -> Iterator[str]:
    yield from [ALONE] if option.exclusive else []
    yield from [MISSING] if option.missing else []
    yield from (f"{name}={each}" for name, each in option.attributes.items())


def _range(band: Band) -> list[str]:
    ends = ("" if end is None else str(end) for end in (band.lowest, band.highest))
    return ["..".join(ends)]


def _group(row: _Row, language: str) -> Group:
    if set(row.marks) - {MATRIX}:
        raise Invalid("lines.mark", line=row.line, mark=row.marks[-1])
    return Group(row.key, {language: row.words}, matrix=bool(row.marks))


def _band(row: _Row, language: str) -> Band:
    ends = RANGE.fullmatch(row.marks[0]) if len(row.marks) == 1 else None
    if ends is None:
        raise Invalid("lines.no_range", line=row.line)
    low, high = (int(end) if end else None for end in ends.groups())
    return Band(row.key, {language: row.words}, low, high)


def _members(row: _Row, known: Collection[str], taken: set[str]) -> tuple[str, ...]:
    named = row.marks[0].split(",") if len(row.marks) == 1 else []
    members = tuple(each.strip() for each in named if each.strip())
    if not members:
        raise Invalid("lines.no_members", line=row.line)
    for number, key in enumerate(members):
        if key not in known:
            raise Invalid("lines.no_answer", line=row.line, key=key)
        if key in taken or key in members[:number]:
            raise Invalid("lines.merged_twice", line=row.line, key=key)
    return members


def _rows(typed: str, otherwise: str) -> Iterator[_Row]:
    """Yield each line that is not empty; keys are made where they are missing."""
    split = [
        (line, [_plain(part) for part in BAR.split(text)])
        for line, text in enumerate(typed.replace("\r", "").split("\n"), 1)
        if text.strip()
    ]
    taken = {parts[0] for _line, parts in split if len(parts) > 1}
    for line, parts in split:
        # "Prefer not to say | missing": a mark, and no words under the key before it.
        if (len(parts) == 2 and parts[1] in (ALONE, MISSING)) or len(parts) == 1:
            parts.insert(0, proposed_key(parts[0], taken, otherwise=otherwise))
            taken.add(parts[0])
        if not parts[0] or not parts[1]:
            raise Invalid("lines.half", line=line)
        yield _Row(line, parts[0], parts[1], parts[2:])


def _option(row: _Row, language: str) -> Option:
    return Option(
        key=row.key,
        label={language: row.words},
        missing=MISSING in row.marks,
        exclusive=ALONE in row.marks,
        attributes=_attributes(row),
    )


def _attributes(row: _Row) -> Mapping[str, str]:
    found = {}
    for mark in row.marks:
        if mark in {ALONE, MISSING}:
            continue
        named = ATTRIBUTE.fullmatch(mark)
        if named is None:
            raise Invalid("lines.mark", line=row.line, mark=mark)
        found[named[1]] = named[2]
    return found


def _plain(part: str) -> str:
    return part.strip().replace("\\|", "|").replace("\\n", "\n")


def _line(*parts: str) -> str:
    return " | ".join(part.replace("|", "\\|").replace("\n", "\\n") for part in parts)
