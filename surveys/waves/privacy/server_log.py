"""PostgreSQL's own log (``pg_wal``), as a thief of the server's disk would read it.

Each row stands there as it was first written. Only PostgreSQL itself can write over it,
and does so in its own time: what it tells remains, and is said.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from surveys.waves.privacy.extractors import Marks, marks_of
from surveys.waves.privacy.finding import Finding, Person, of_order
from surveys.waves.privacy.order import Part

NAME = "PostgreSQL's log (pg_wal)"
NEWEST = 8
"""Files that are read, of 16 MB each: more than the trial writes."""

_KEY = re.compile(rb"[0-9a-f]{64}")
"""A hash as it stands in a row."""


def newest(folder: Path, last: str) -> list[Path]:
    """Return the newest files of a log up to the one that is being written.

    Those of a later name wait to be used again, with what is old in them. Empty where
    the last one is not there, or may not be read.
    """
    try:
        names = sorted(each.name for each in folder.iterdir() if each.is_file())
        (folder / last).open("rb").close()
    except OSError:
        return []
    written = [name for name in names if len(name) == len(last) and name <= last]
    return [folder / name for name in written[-NEWEST:]]


def first_written(files: Iterable[Path], marks: Marks) -> Part:
    """Return the places of those who are found, in the order in which they came."""
    seen: dict[int, None] = {}
    for file in files:
        for key in _KEY.findall(file.read_bytes()):
            if key in marks:
                seen.setdefault(marks[key])
    return list(seen)


def attack_log(
    files: Sequence[Path], opened: Sequence[Person], coded: Sequence[Person]
) -> list[Finding]:
    """Look for the order of arrival; whatever is found is said to remain.

    When a code was spent stands there too, in pieces that this does not put together.
    """
    if not files:
        return [Finding(NAME, "cannot be read from here", holds=False, remains=True)]
    named = {"answers": marks_of(opened), "answers to codes": marks_of(coded)}
    found = [
        of_order(f"{NAME}: {name}", [first_written(files, marks)])
        for name, marks in named.items()
    ]
    return [replace(each, remains=True) for each in found]
