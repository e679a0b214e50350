"""Readiness: what a proposal still needs before it can go to a public body."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class Lack(StrEnum):
    """One thing that is missing, and stops a proposal where it stands."""

    NO_TITLE = "no_title"
    NO_MESSAGES = "no_messages"
    NO_RIGHT = "no_right"
    NO_HISTORY = "no_history"
    NO_SYSTEM_CAUSES = "no_system_causes"
    NO_EVIDENCE = "no_evidence"
    NO_ASK = "no_ask"
    BROKEN_EVIDENCE = "broken_evidence"
    UNKNOWN_FIGURE = "unknown_figure"
    LOOSE_FIGURE = "loose_figure"
    NO_MOTION = "no_motion"
    NOT_ADOPTED = "not_adopted"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Draft:
    """What a proposal has so far.

    ``filled`` are the texts that say something in some language, by name;
    ``broken`` the positions of evidence that leads nowhere; ``unknown`` and
    ``loose`` the figures in texts that no evidence fills, or typed by hand.
    """

    filled: AbstractSet[str] = frozenset()
    evidence: int = 0
    asks: int = 0
    broken: Sequence[int] = ()
    unknown: Sequence[str] = ()
    loose: Sequence[str] = ()


@dataclass(frozen=True)
class Decision:
    """What the board made of a proposal's motion."""

    adopted: bool
    quorate: bool


def draft_lacks(draft: Draft) -> tuple[Lack, ...]:
    """Return what a draft lacks before the board can decide on it.

    The history of a place and what in the system causes a problem are
    required: a brief that leaves them out blames people for it.
    """
    lacks = {
        Lack.NO_TITLE: "title" not in draft.filled,
        Lack.NO_MESSAGES: "messages" not in draft.filled,
        Lack.NO_RIGHT: "right_served" not in draft.filled,
        Lack.NO_HISTORY: "history_and_context" not in draft.filled,
        Lack.NO_SYSTEM_CAUSES: "system_causes" not in draft.filled,
        Lack.NO_EVIDENCE: draft.evidence == 0,
        Lack.NO_ASK: draft.asks == 0,
        Lack.BROKEN_EVIDENCE: bool(draft.broken),
        Lack.UNKNOWN_FIGURE: bool(draft.unknown),
        Lack.LOOSE_FIGURE: bool(draft.loose),
    }
    return tuple(lack for lack, lacking in lacks.items() if lacking)


def decision_lacks(decision: Decision | None) -> tuple[Lack, ...]:
    """Return what the board's decision lacks before a proposal can be sent.

    ``None`` is a proposal that no motion was about.
    """
    if decision is None:
        return (Lack.NO_MOTION,)
    if not decision.quorate:
        return (Lack.NO_QUORUM,)
    return () if decision.adopted else (Lack.NOT_ADOPTED,)


def delivery_lacks(draft: Draft, decision: Decision | None) -> tuple[Lack, ...]:
    """Return everything that still keeps a proposal from being delivered."""
    return draft_lacks(draft) + decision_lacks(decision)
