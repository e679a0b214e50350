r"""Options, headings and bands as people type them: one a line, parts between bars.

``yes | Yes`` is an option with its key, ``Yes`` alone one whose key is made up. Then
may come ``alone`` (no other may be picked with it), ``missing`` (a declared
non-answer such as "prefer not to say") and ``country=ar`` for choice filters. A bar
inside a text is written ``\|``, a new line ``\n``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from core.errors import Invalid
from surveys.instruments.editing.drafting import proposed_key
from surveys.instruments.options import Band, Option
from surveys.instruments.questionnaire import Group

BAR = re.compile(r"(?<!\\)\|")
ALONE, MISSING, MATRIX = "alone", "missing", "matrix"
ATTRIBUTE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.+)")
RANGE = re.compile(r"(-?\d{1,9})?\s*\.\.\s*(-?\d{1,9})?")
NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,6})?")


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
    return tuple(
        _option(line, key, words, marks, language)
        for line, key, words, marks in _rows(typed, "option")
    )


def options_text(options: Sequence[Option], language: str) -> str:
    """Return options as lines that are read as these very options."""
    return "\n".join(
        _line(
            option.key,
            option.label.get(language, ""),
            *([ALONE] if option.exclusive else []),
            *([MISSING] if option.missing else []),
            *(f"{name}={each}" for name, each in option.attributes.items()),
        )
        for option in options
    )


def groups_of(typed: str, language: str) -> tuple[Group, ...]:
    """Return the headings of some lines; ``matrix`` may stand last.

    Raises:
        Invalid: a line cannot be read; ``line`` says which.
    """
    found = []
    for line, key, words, marks in _rows(typed, "part"):
        if set(marks) - {MATRIX}:
            raise Invalid("lines.mark", line=line, mark=marks[-1])
        found.append(Group(key, {language: words}, matrix=bool(marks)))
    return tuple(found)


def groups_text(groups: Sequence[Group], language: str) -> str:
    """Return headings as lines that are read as these very headings."""
    return "\n".join(
        _line(
            group.key,
            group.label.get(language, ""),
            *([MATRIX] if group.matrix else []),
        )
        for group in groups
    )


def bands_of(typed: str, language: str) -> tuple[Band, ...]:
    """Return the bands of some lines: ``under_25 | Under 25 | ..24``.

    Raises:
        Invalid: a line cannot be read; ``line`` says which.
    """
    found = []
    for line, key, words, marks in _rows(typed, "band"):
        ends = RANGE.fullmatch(marks[0]) if len(marks) == 1 else None
        if ends is None:
            raise Invalid("lines.no_range", line=line)
        low, high = (int(end) if end else None for end in ends.groups())
        found.append(Band(key, {language: words}, low, high))
    return tuple(found)


def bands_text(bands: Sequence[Band], language: str) -> str:
    """Return bands as lines that are read as these very bands."""
    return "\n".join(
        _line(
            band.key,
            band.label.get(language, ""),
            f"{'' if band.lowest is None else band.lowest}.."
            f"{'' if band.highest is None else band.highest}",
        )
        for band in bands
    )


def _rows(typed: str, otherwise: str) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield each line's number, key, words and marks; keys are made where missing."""
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
        yield line, parts[0], parts[1], parts[2:]


def _option(
    line: int, key: str, words: str, marks: Sequence[str], language: str
) -> Option:
    attributes = _attributes(line, marks)
    return Option(
        key=key,
        label={language: words},
        missing=MISSING in marks,
        exclusive=ALONE in marks,
        attributes=attributes,
    )


def _attributes(line: int, marks: Sequence[str]) -> Mapping[str, str]:
    found = {}
    for mark in marks:
        if mark in {ALONE, MISSING}:
            continue
        named = ATTRIBUTE.fullmatch(mark)
        if named is None:
            raise Invalid("lines.mark", line=line, mark=mark)
        found[named[1]] = named[2]
    return found


def _plain(part: str) -> str:
    return part.strip().replace("\\|", "|").replace("\\n", "\n")


def _line(*parts: str) -> str:
    return " | ".join(part.replace("|", "\\|").replace("\n", "\\n") for part in parts)
