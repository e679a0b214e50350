"""A question to which people may tick several answers: per person, and per answer.

Per person the shares add up to more than all; per answer, as shares of all ticks, to
one. An answer that is hidden hides the second for all, but not the first.
"""

from dataclasses import dataclass

from surveys.findings.figures.table import NotGiven, WhyNot, row_of
from surveys.findings.frozen_body import EVERYBODY, Body
from surveys.findings.intervals import wilson


@dataclass(frozen=True)
class Ticked:
    """One answer: who ticked it, of the people, and of all ticks.

    ``per_answer`` is None where another answer is hidden or shown with others.
    """

    key: str
    people: int
    per_person: float
    low: float
    high: float
    per_answer: float | None


@dataclass(frozen=True)
class Ticks:
    """All answers whose number is shown, in order.

    ``base`` is who answered where ``of_answered``, else who was asked; ``ticks`` all
    ticks together, or None.
    """

    options: tuple[Ticked, ...]
    base: int
    of_answered: bool
    missing: int | None
    ticks: int | None

    @property
    def per_head(self) -> float | None:
        """How many answers a person ticked on average."""
        return None if self.ticks is None else self.ticks / self.base


def ticks_of(body: Body, group: str = EVERYBODY) -> Ticks | NotGiven:
    """Return what one row of a select multiple says, per person and per answer."""
    row = row_of(body, group)
    if row is None:
        return NotGiven(WhyNot.NO_GROUP)
    if row["base"] is None or not row["counts"]:
        return NotGiven(WhyNot.HIDDEN)
    base = row["base"] if row["answered"] is None else row["answered"]
    if base == 0:
        return NotGiven(WhyNot.NOBODY)
    columns = zip(body["columns"], row["counts"], strict=True)
    answers = [(c, people) for c, people in columns if c["missing"] is not True]
    shown = [(c, people) for c, people in answers if people is not None]
    if not shown:
        return NotGiven(WhyNot.HIDDEN)
    apart = len(shown) == len(answers) and not any(c["reason"] for c, _ in answers)
    ticks = sum(people for _, people in shown) if apart else None
    options = tuple(_ticked(c["key"], people, base, ticks) for c, people in shown)
    known = row["answered"] is not None
    missing = row["base"] - base if known else None
    return Ticks(options, base, known, missing, ticks)


def _ticked(key: str, people: int, base: int, ticks: int | None) -> Ticked:
    low, high = wilson(people, base)
    per_answer = people / ticks if ticks else None
    return Ticked(key, people, people / base, low, high, per_answer)
