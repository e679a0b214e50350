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


def reduced(system: System) -> Reduced:
    """Fix one unknown after the other, as long as some equation does."""
    found = Reduced({}, system.equations)
    users: dict[int, list[int]] = defaultdict(list)
    for number, equation in enumerate(system.equations):
        for place in equation.form:
            users[place].append(number)
    waiting = deque(range(len(system.equations)))
    while waiting:
        for place, value in _follows(found, system.equations[waiting.popleft()]):
            found.fixed[place] = value
            waiting.extend(users[place])
    return Reduced(found.fixed, list(_open(found, system.equations)))


def _follows(found: Reduced, equation: Equation) -> list[tuple[int, float]]:
    """Return what an equation fixes: its last unknown, or all of them at nobody."""
    form, known = found.rest_of(equation.form)
    if len(form) == 1 and equation.low == equation.high:
        [(place, times)] = form.items()
        return [(place, (equation.low - known) / times)]
    for sign, limit in ((1, equation.high - known), (-1, known - equation.low)):
        if abs(limit) <= NEARLY and all(n * sign > 0 for n in form.values()):
            return [(place, 0) for place in form]
    return []


def _open(found: Reduced, equations: Iterable[Equation]) -> Iterable[Equation]:
    seen = set()
    for equation in equations:
        form, known = found.rest_of(equation.form)
        here = Equation(form, equation.low - known, equation.high - known)
        same = (frozenset(form.items()), here.low, here.high)
        if same not in seen:
            seen.add(same)
            yield here


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
