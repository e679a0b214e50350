"""The stages of a proposal, and which may follow which."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a proposal stands in its life."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    DELIVERED = "delivered"
    ANSWERED = "answered"
    CLOSED = "closed"


# Life goes one way. The board may close what was adopted and is not needed any
# more, and what stayed unanswered; nothing that was delivered comes back.
NEXT_STAGES: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.ADOPTED}),
    Stage.ADOPTED: frozenset({Stage.DELIVERED, Stage.CLOSED}),
    Stage.DELIVERED: frozenset({Stage.ANSWERED, Stage.CLOSED}),
    Stage.ANSWERED: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
}


def may_follow(stage: Stage, following: Stage) -> bool:
    """Tell whether a proposal may go from one stage straight to another."""
    return following in NEXT_STAGES[stage]


def is_public(stage: Stage) -> bool:
    """Tell whether people outside the board may read a proposal."""
    return stage is not Stage.DRAFT
