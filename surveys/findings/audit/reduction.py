"""Takes out of a system what follows at once, and parts the rest.

Sound and no more: an unknown is fixed only where one equation fixes it by itself.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveys.findings.audit.equations import Equation, Form, System

NEARLY = 1e-6


@dataclass(frozen=True)
class Reduced:
    """Unknowns that are fixed, and the equations about the others."""

    fixed: dict[int, float]
    equations: Sequence[Equation]

    @property
    def is_possible(self) -> bool:
        """Whether nothing that is fixed breaks an equation or is less than nobody."""
        return not any(value < -NEARLY for value in self.fixed.values()) and not any(
            equation.low > NEARLY or equation.high < -NEARLY
            for equation in self.equations
            if not equation.form
        )

    def rest_of(self, form: Form) -> tuple[Form, float]:
        """Return the part of a form that is open, and what the fixed part comes to."""
        known = sum(n * self.fixed[p] for p, n in form.items() if p in self.fixed)
        return {p: n for p, n in form.items() if p not in self.fixed}, known


@dataclass
class _Left:
    """What is left of an equation while its unknowns are fixed one after the other.

    It is told of each once: to work it out anew each time took, over the tables of a
    large survey, as long as the solver.
    """

    form: dict[int, int]
    low: float
    high: float

    def learn(self, place: int, value: float) -> None:
        """Move an unknown that is fixed to the other side."""
        known = self.form.pop(place) * value
        self.low -= known
        self.high -= known


def reduced(system: System) -> Reduced:
    """Fix one unknown after the other, as long as some equation does."""
    left = [_Left(dict(each.form), each.low, each.high) for each in system.equations]
    users: dict[int, list[_Left]] = defaultdict(list)
    for equation in left:
        for place in equation.form:
            users[place].append(equation)
    fixed: dict[int, float] = {}
    waiting = deque(left)
    while waiting:
        for place, value in _follows(waiting.popleft()):
            fixed[place] = value
            for equation in users[place]:
                equation.learn(place, value)
            waiting.extend(users[place])
    return Reduced(fixed, list(_different(left)))


def _follows(left: _Left) -> list[tuple[int, float]]:
    """Return what an equation fixes: its last unknown, or all of them at nobody."""
    if len(left.form) == 1 and left.low == left.high:
        [(place, times)] = left.form.items()
        return [(place, left.low / times)]
    for sign, limit in ((1, left.high), (-1, -left.low)):
        if abs(limit) <= NEARLY and all(n * sign > 0 for n in left.form.values()):
            return [(place, 0) for place in left.form]
    return []


def _different(equations: Iterable[_Left]) -> Iterable[Equation]:
    seen = set()
    for left in equations:
        same = (frozenset(left.form.items()), left.low, left.high)
        if same not in seen:
            seen.add(same)
            yield Equation(left.form, left.low, left.high)


@dataclass(frozen=True)
class Part:
    """Forms that hang together, by number, and all equations about them."""

    forms: list[int]
    equations: list[Equation]


def parted(reduced: Reduced, forms: Sequence[Form]) -> list[Part]:
    """Part forms so that no equation has to do with two of the parts."""
    roots: dict[int, int] = {}

    def root(place: int) -> int:
        while roots.setdefault(place, place) != place:
            roots[place] = place = roots[roots[place]]
        return place

    equations = [each for each in reduced.equations if each.form]
    for form in (*(each.form for each in equations), *forms):
        first, *others = form
        for other in others:
            roots[root(other)] = root(first)
    found: dict[int, Part] = defaultdict(lambda: Part([], []))
    for number, form in enumerate(forms):
        found[root(next(iter(form)))].forms.append(number)
    for equation in equations:
        part = found.get(root(next(iter(equation.form))))
        if part:
            part.equations.append(equation)
    return list(found.values())
