"""The brief: one page in three depths, and the fixed order of what it says.

Source: graded entry (one page of messages, a summary, everything), SUPPORT tool 13,
as described in ``docs/methods.md``. It opens with the right and people's own words.
"""

from enum import StrEnum


class Depth(StrEnum):
    """How far a reader goes; each holds those before it."""

    MESSAGES = "messages"
    SUMMARY = "summary"
    FULL = "full"


class Section(StrEnum):
    """What a brief says, in the order in which it says it."""

    RIGHT = "right"
    PEOPLE = "people"
    MESSAGES = "messages"
    ASKS = "asks"
    PROBLEM = "problem"
    HISTORY_AND_CONTEXT = "history_and_context"
    SYSTEM_CAUSES = "system_causes"
    OPTIONS = "options"
    EQUITY = "equity"
    EVIDENCE = "evidence"
    DECISION = "decision"
    ANSWERS = "answers"
    METHOD = "method"


_DEEPEST = {
    Depth.MESSAGES: Section.ASKS,
    Depth.SUMMARY: Section.EVIDENCE,
    Depth.FULL: Section.METHOD,
}


def sections(depth: Depth) -> tuple[Section, ...]:
    """Return what a brief of a depth says, in order."""
    every = tuple(Section)
    return every[: every.index(_DEEPEST[depth]) + 1]
