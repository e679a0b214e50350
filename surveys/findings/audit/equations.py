"""A system of equations over numbers of people, kept sparse."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Form = Mapping[int, int]
"""A sum of unknowns: how often each stands in it, by its place."""

NO_LIMIT = float("inf")


@dataclass(frozen=True)
class Equation:
    """A form lies between two numbers, both included; equal ones fix it."""

    form: Form
    low: float
    high: float

    def holds(self, values: Sequence[float]) -> bool:
        """Tell whether it does for given values of all unknowns."""
        found = value_of(self.form, values)
        return self.low - 1e-6 <= found <= self.high + 1e-6


@dataclass
class System:
    """All that is known of so many unknowns, none of which is less than nobody."""

    unknowns: int
    equations: list[Equation] = field(default_factory=list)

    def fix(self, form: Form, number: float) -> None:
        """Learn what a form comes to."""
        self.between(form, number, number)

    def between(self, form: Form, low: float = 0, high: float = NO_LIMIT) -> None:
        """Learn that a form lies between two numbers."""
        kept = {place: times for place, times in form.items() if times}
        if kept:
            self.equations.append(Equation(kept, low, high))


def sum_of(places: Iterable[int]) -> Form:
    """Return the form that adds these unknowns up."""
    return Counter(places)


def plus(*forms: Form) -> Form:
    """Return the sum of forms."""
    found: Counter[int] = Counter()
    for form in forms:
        for place, times in form.items():
            found[place] += times
    return found


def minus(form: Form, other: Form) -> Form:
    """Return one form less another one."""
    return plus(form, {place: -times for place, times in other.items()})


def moved(form: Form, by: int) -> Form:
    """Return a form over the unknowns that stand so many places later."""
    return {place + by: times for place, times in form.items()}


def value_of(form: Form, values: Sequence[float]) -> float:
    """Return what a form comes to."""
    return sum(times * values[place] for place, times in form.items())
