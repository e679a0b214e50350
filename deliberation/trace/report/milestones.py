"""The milestones of a cycle: what happened on which day, and what to be glad of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from deliberation.trace.becoming import Becoming, Link, Step

GOOD = frozenset({"met", "improving", "accepted", "accepted_in_part"})
"""States that are progress."""


class Kind(StrEnum):
    """What a milestone is."""

    AGREED = "agreed"
    OPENED = "opened"
    CLOSED = "closed"
    PUBLISHED = "published"
    TALKED = "talked"
    RATED = "rated"
    BENCHMARK = "benchmark"
    PROPOSED = "proposed"
    ANSWERED = "answered"


OF_STEP = {
    Step.THREADS: Kind.TALKED,
    Step.RATED: Kind.RATED,
    Step.BENCHMARKS: Kind.BENCHMARK,
    Step.PROPOSALS: Kind.PROPOSED,
    Step.ANSWERS: Kind.ANSWERED,
}
SAID_THAT_DAY = frozenset({Kind.RATED, Kind.ANSWERED})
"""Kinds whose state is what happened, and not how it went on."""


@dataclass(frozen=True)
class Milestone:
    """Something that happened on a day; ``links`` are what it led to or was."""

    day: date
    kind: Kind
    links: tuple[Link, ...] = ()


def milestones(days: Mapping[Kind, date | None], becoming: Becoming) -> list[Milestone]:
    """Return what has a day, the first day first; one entry for a kind and a day.

    ``days`` are those of the survey itself. What has no day yet is no milestone.
    """
    found: dict[tuple[date, Kind], list[Link]] = {
        (day, kind): [] for kind, day in days.items() if day is not None
    }
    told = {**becoming, Step.ANSWERS: answers(becoming)}
    for step, kind in OF_STEP.items():
        for link in told[step]:
            if link.day is not None:
                # How a thing stands today is no news of the day on which it began.
                state = link.state if kind in SAID_THAT_DAY else ""
                shown = replace(link, day=None, state=state)
                found.setdefault((link.day, kind), []).append(shown)
    in_order = sorted(found, key=lambda each: (each[0], list(Kind).index(each[1])))
    return [Milestone(day, kind, tuple(found[day, kind])) for day, kind in in_order]


def progress(becoming: Becoming) -> list[Link]:
    """Return what got better: benchmarks on their way, and asks that were accepted."""
    return _of_state(becoming, good=True)


def not_yet(becoming: Becoming) -> list[Link]:
    """Return what did not get better, or was not accepted, or not answered at all."""
    return _of_state(becoming, good=False)


def answers(becoming: Becoming) -> list[Link]:
    """Return the answers of public bodies, in the words of what they were asked."""
    asked = {(ask.reference, ask.anchor): ask.words for ask in becoming[Step.ASKS]}
    return [
        replace(
            answer,
            words=asked.get((answer.reference, answer.anchor), answer.words),
            found_in=answer.words,
        )
        for answer in becoming[Step.ANSWERS]
    ]


def _of_state(becoming: Becoming, *, good: bool) -> list[Link]:
    standing = [replace(each, day=None) for each in becoming[Step.BENCHMARKS]]
    found = (*standing, *answers(becoming))
    return [link for link in found if link.state and (link.state in GOOD) is good]
