"""Packs to try: whole ones, and the files of hostile strangers."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from deliberation.packs.contents import (
    Pack,
    Provenance,
    Questions,
    checksum_of,
    to_bytes,
    to_document,
)
from deliberation.packs.rules import rules_here
from surveys.findings.packages.contents import LICENCE
from surveys.instruments.body import to_body
from surveys.instruments.questionnaire import Licence
from tests.deliberation.benchmarks.outlines.test_outline import BM_2
from tests.surveys.findings.coding.offers.test_offer import BOOK
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.small import SMALL

STATES = {"ar": {"title": "agreed", "items.asked.label": "reviewed"}}
FREE = replace(SMALL, translation_states=STATES)
LOCKED = replace(
    SMALL,
    slug="locked",
    title={"en": "Nobody may have these"},
    licence=Licence("Ask the publisher"),
)
OTHER = replace(EVERY_KIND, licence=SMALL.licence)
WHOLE = Pack(
    came_from=Provenance("Larkmoor", "2026-11-26", "https://larkmoor.example"),
    licence=LICENCE,
    instruments=(
        Questions(version=3, agreed=True, questions=FREE),
        Questions(version=1, agreed=False, questions=OTHER),
    ),
    codebooks=(BOOK,),
    benchmarks=(replace(BM_2, instrument="small", question="asked"),),
    rules=rules_here(),
)

Change = Callable[[dict[str, Any]], object]


def as_file(document: Any) -> bytes:
    """A document as bytes, whatever it is."""
    return json.dumps(document).encode()


def edited(change: Change, *, sealed: bool = True) -> bytes:
    """The file of a pack whose contents a stranger changed, with a checksum that fits.

    Not ``sealed``: the checksum is the old one.
    """
    document = json.loads(to_bytes(WHOLE))
    change(document["contents"])
    if sealed:
        document["checksum"] = checksum_of(document["contents"])
    return as_file(document)


def smuggled() -> bytes:
    """A pack into which somebody put questions that nobody may hand on."""

    def add(contents: dict[str, Any]) -> None:
        questions = to_body(LOCKED)
        contents["instruments"].append(
            {"version": 1, "agreed": True, "questions": questions}
        )

    return edited(add)


def enveloped(**changes: Any) -> bytes:
    """A pack with another envelope; None takes a part of it away."""
    document = to_document(WHOLE) | changes
    return as_file({key: each for key, each in document.items() if each is not None})
