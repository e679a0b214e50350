"""What a package of results is made of: a release in plain values, nothing to load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from surveys.findings.export import Name
from surveys.findings.frozen_body import Body
from surveys.instruments.options import Label
from surveys.instruments.questionnaire import Instrument

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
"""Under which published tables may be used; they hold no answer of anybody."""


@dataclass(frozen=True)
class EarlierWave:
    """What was published of the wave before: its slug, and its tables by their place.

    A place is a question and a breakdown, which is empty for everybody together.
    """

    slug: str
    tables: Mapping[tuple[str, str], Body]


@dataclass(frozen=True)
class PlainRelease:
    """One published release: its tables, its questions and how it was done.

    ``bodies`` are frozen bodies (``surveys.findings.release``) in the plan's order;
    ``method`` is a statement (``surveys.findings.method_statement``); ``language`` is
    the one in which every text is there; ``name`` gives a column or a row its name in
    that language; ``address`` is where the results stand, if that is known;
    ``summary`` has the sizes of groups, and the population figures that are kept;
    ``before`` is the wave before, if one is public.
    """

    slug: str
    title: Label
    number: int
    frozen_at: datetime
    checksum: str
    method: Mapping[str, Any]
    instrument: Instrument
    bodies: Sequence[Body]
    language: str
    name: Name
    address: str = ""
    summary: Mapping[str, Any] = field(default_factory=dict)
    before: EarlierWave | None = None

    @property
    def heading(self) -> str:
        """The title in the language of the package."""
        return self.title.get(self.language, self.slug)

    @property
    def has_wording(self) -> bool:
        """Whether the licence of the questions lets their words go along."""
        return self.instrument.licence.may_redistribute

    @property
    def whole(self) -> dict[str, Body]:
        """The tables of everybody together, by question."""
        return {
            body["item"]["key"]: body
            for body in self.bodies
            if body["breakdown"] is None
        }
