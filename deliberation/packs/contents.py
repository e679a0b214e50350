"""What a pack is made of, and the one file it becomes.

A pack is one JSON text::

    {"format": "commonweal-pack", "version": 1,
     "checksum": "SHA-256 of the canonical JSON of the contents",
     "contents": {
       "came_from": {"site": "Larkmoor", "address": "https://...", "day": "2026-11-26"},
       "licence": {"name": "CC-BY-4.0", ...},      # of all but the questions
       "instruments": [{"version": 2, "agreed": true, "questions": {...}}],
       "codebooks": [{"instrument": "...", "question": "...", "entries": [...]}],
       "benchmarks": [{"title": {...}, "question": "...", ...}],
       "rules": {"ballot_hours": 72, ...}}}

Questions are as ``surveys.instruments.body`` stores them, with their licence and how
far each translation is. There is no place in it for an answer, a person, a service, a
population figure or the value of a benchmark.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deliberation.benchmarks.outlines.outline import Outline
from surveys.findings.coding.offers.offer import Codebook
from surveys.instruments.body import checksum, plain
from surveys.instruments.questionnaire import Instrument

FORMAT, VERSION = "commonweal-pack", 1

Rules = Mapping[str, str | int | float]
"""Thresholds by name."""


@dataclass(frozen=True)
class Provenance:
    """Where a pack was made, and when: a site by the name it gives itself, nobody."""

    site: str
    day: str
    address: str = ""


@dataclass(frozen=True)
class Questions:
    """A set of questions: its version there, and whether it was agreed there.

    ``origin`` is the place whose words they are, where that is not the pack's.
    """

    version: int
    agreed: bool
    questions: Instrument
    origin: str = ""


@dataclass(frozen=True)
class Pack:
    """Everything that one place hands on. ``licence`` is that of all but questions."""

    came_from: Provenance
    licence: Mapping[str, str]
    instruments: tuple[Questions, ...]
    codebooks: tuple[Codebook, ...] = ()
    benchmarks: tuple[Outline, ...] = ()
    rules: Rules = field(default_factory=dict)

    def origin_of(self, questions: Questions) -> str:
        """Return the place whose words a set of questions has."""
        return questions.origin or self.came_from.site


def checksum_of(contents: Mapping[str, Any]) -> str:
    """Return what a pack says of its contents, in hexadecimal."""
    return checksum(contents)


def to_document(pack: Pack) -> dict[str, Any]:
    """Return a pack as the document of its file."""
    contents: dict[str, Any] = plain(pack)
    return {
        "format": FORMAT,
        "version": VERSION,
        "checksum": checksum_of(contents),
        "contents": contents,
    }


def to_bytes(pack: Pack) -> bytes:
    """Return the file of a pack; people can read and compare it."""
    text = json.dumps(to_document(pack), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
