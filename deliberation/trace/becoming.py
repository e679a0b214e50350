"""What became of a question: the steps from an answer to a change, empty ones shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Words = Mapping[str, str]


class Step(StrEnum):
    """The steps, in the order in which they are told."""

    RESULTS = "results"
    THREADS = "threads"
    RATED = "rated"
    BENCHMARKS = "benchmarks"
    PROPOSALS = "proposals"
    ASKS = "asks"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Link:
    """One thing on the way: its words, where its trace is, and how it stands.

    ``kind`` and ``reference`` are the address of its trace. ``state`` is a code
    name of the room it lives in; ``day`` the day it happened, where one is kept;
    ``found_in`` what it is a part of.
    """

    kind: str
    reference: str
    words: Words
    state: str = ""
    day: date | None = None
    anchor: str = ""
    found_in: Words = field(default_factory=dict)


Becoming = Mapping[Step, Sequence[Link]]
"""Every step, in order; an empty step is "nothing yet"."""


def told(found: Mapping[Step, Sequence[Link]]) -> Becoming:
    """Return every step in order, also those on which nothing happened yet."""
    return {step: tuple(found.get(step, ())) for step in Step}


def from_step(becoming: Becoming, first: Step) -> Becoming:
    """Return the steps from one on: what comes before it is its own past."""
    steps = tuple(Step)
    return {step: becoming[step] for step in steps[steps.index(first) :]}
