"""A codebook on its way from one place to another: entries, and nobody's words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.findings.coding.codebook.entry import (
    LONGEST,
    LONGEST_NAME,
    PARTS,
    Entry,
    Said,
)

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")
MOST_ENTRIES = 500


@dataclass(frozen=True)
class Codebook:
    """The codes for one question of a set of questions.

    Entries travel without their examples: those are made up, but nobody at the other
    end could tell, and what has left cannot be called back.
    """

    instrument: str
    question: str
    entries: tuple[Entry, ...]


def to_travel(parts: Mapping[str, Said], key: str) -> Entry:
    """Return an entry as it leaves: all of its parts but the example."""
    kept = {part: dict(parts[part]) for part in PARTS if part != "example"}
    return Entry(key=key, **kept)


def entries_of(body: Mapping[str, Any]) -> tuple[Entry, ...]:
    """Return the entries that a document keeps."""
    return tuple(Entry(**each) for each in body["entries"])


def codebook_faults(codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a codebook from elsewhere, by dotted key."""
    keys = [entry.key for entry in codebook.entries]
    if not 0 < len(keys) <= MOST_ENTRIES:
        yield "entries", f"A codebook has 1 to {MOST_ENTRIES} entries."
    if not KEY.fullmatch(codebook.question):
        yield "question", "This is no key of a question."
    if len(set(keys)) < len(keys):
        yield "entries", "A key stands there twice."
    for entry in codebook.entries:
        yield from _entry_faults(entry)


def _entry_faults(entry: Entry) -> Iterator[tuple[str, str]]:
    if not KEY.fullmatch(entry.key):
        yield "entries", "A key is a letter, then letters, digits or any of _ . -"
    if not entry.name or not entry.definition:
        yield "entries", "An entry needs a name and a definition."
    if entry.example:
        yield "entries", "A codebook travels without examples."
    for part in PARTS:
        most = LONGEST_NAME if part in {"name", "parent"} else LONGEST
        if any(len(words) > most for words in getattr(entry, part).values()):
            yield "entries", f"The part {part} of an entry is too long."
