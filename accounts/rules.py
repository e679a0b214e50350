"""Who may do what: one readable map from a right to the roles that have it."""

from collections.abc import Set as AbstractSet
from enum import StrEnum


class Role(StrEnum):
    """What a person is here; ``member`` is everybody who is signed in."""

    ADMINISTRATOR = "administrator"
    FACILITATOR = "facilitator"
    ASSISTANT = "assistant"
    CODER = "coder"
    MODERATOR = "moderator"
    BOARD_MEMBER = "board_member"
    CHAIR = "chair"
    STEWARD = "steward"
    AUTHORITY = "authority"
    AUDITOR = "auditor"
    MEMBER = "member"


class Right(StrEnum):
    """One thing that not everybody may do."""

    POST = "post"
    MODERATE = "moderate"
    FIELD_WAVES = "field_waves"
    FREEZE_WAVES = "freeze_waves"
    ASSIST = "assist"
    CODE_TEXTS = "code_texts"
    CHOOSE_STORIES = "choose_stories"
    PUBLISH_RESULTS = "publish_results"
    RATE = "rate"
    VOTE = "vote"
    CHAIR_BOARD = "chair_board"
    SET_BENCHMARKS = "set_benchmarks"
    WRITE_PROPOSALS = "write_proposals"
    ANSWER_ASKS = "answer_asks"
    GRANT_ROLES = "grant_roles"
    AUDIT = "audit"


_BOARD = frozenset({Role.BOARD_MEMBER, Role.CHAIR})

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.POST: frozenset({Role.MEMBER}),
    Right.MODERATE: frozenset({Role.MODERATOR}),
    Right.FIELD_WAVES: frozenset({Role.FACILITATOR}),
    Right.FREEZE_WAVES: frozenset({Role.FACILITATOR, Role.STEWARD}),
    Right.ASSIST: frozenset({Role.FACILITATOR, Role.ASSISTANT}),
    Right.CODE_TEXTS: frozenset({Role.FACILITATOR, Role.CODER}),
    Right.CHOOSE_STORIES: _BOARD,
    Right.PUBLISH_RESULTS: frozenset({Role.FACILITATOR, Role.STEWARD}),
    Right.RATE: _BOARD,
    Right.VOTE: _BOARD,
    Right.CHAIR_BOARD: frozenset({Role.CHAIR}),
    Right.SET_BENCHMARKS: _BOARD,
    Right.WRITE_PROPOSALS: _BOARD,
    Right.ANSWER_ASKS: frozenset({Role.AUTHORITY}),
    Right.GRANT_ROLES: frozenset({Role.ADMINISTRATOR}),
    Right.AUDIT: frozenset({Role.AUDITOR}),
}

# An auditor who also acts would audit themselves.
ALONE = frozenset({Role.AUDITOR})


def may(roles: AbstractSet[Role], right: Right) -> bool:
    """Tell whether somebody with these roles has a right."""
    return not RIGHTS[right].isdisjoint(roles)


def may_hold_together(roles: AbstractSet[Role]) -> bool:
    """Tell whether one person may hold all of these roles at once."""
    beyond_membership = set(roles) - {Role.MEMBER}
    return len(beyond_membership) <= 1 or ALONE.isdisjoint(beyond_membership)
