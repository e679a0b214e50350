"""Evidence: the kinds that stand side by side, and what can break a chain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from deliberation.proposals.figures import Figure

Words = Mapping[str, str]


class EvidenceKind(StrEnum):
    """What a proposal may rest on. All kinds are shown alike."""

    RESULT = "result"
    THREAD = "thread"
    RATING = "rating"
    BENCHMARK = "benchmark"


class TraceKind(StrEnum):
    """What a trace can begin from: the first part of its address."""

    RESULT = "result"
    ITEM = "item"
    BENCHMARK = "benchmark"
    PROPOSAL = "proposal"
    THREAD = "thread"
    ROUND = "round"


TRACE_OF = {
    EvidenceKind.RESULT: TraceKind.RESULT,
    EvidenceKind.THREAD: TraceKind.THREAD,
    EvidenceKind.RATING: TraceKind.ROUND,
    EvidenceKind.BENCHMARK: TraceKind.BENCHMARK,
}


class Break(StrEnum):
    """Why a piece of evidence leads nowhere."""

    NOT_PUBLISHED = "not_published"
    CHANGED = "changed"
    THREAD_HIDDEN = "thread_hidden"
    ROUND_OPEN = "round_open"
    NOT_ADOPTED = "not_adopted"
    NO_RESULT = "no_result"


@dataclass(frozen=True)
class Lead:
    """The answer that most people gave: the name of its figure, and its words."""

    name: str
    words: Words


@dataclass(frozen=True)
class Cited:
    """One piece of evidence, ready to be shown.

    ``reference`` and ``anchor`` end the address of its trace. ``people`` counts
    who stands behind it: people who answered, or board members who rated;
    ``None`` where nobody was counted. ``split`` tells that the board disagreed.
    ``lead`` is the answer that a result's page says first.
    """

    id: int
    position: int
    kind: EvidenceKind
    title: Words
    shows: Words
    limits: Words
    reference: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    people: int | None = None
    split: bool = False
    broken: Break | None = None
    anchor: str = ""
    lead: Lead | None = None

    @property
    def trace_kind(self) -> TraceKind:
        """Return the first part of its trace's address."""
        return TRACE_OF[self.kind]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what was written of it, in every language."""
        return (*self.shows.values(), *self.limits.values())
