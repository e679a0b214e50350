"""How far a system leaves numbers open: linear and integer programmes (HiGHS).

A number that was seen to be low enough in one solution need not be asked for again.
So many numbers are pushed down at once, and only those are asked for one by one that
stay up. Every answer is a solution of the whole system: that this saves time changes
nothing of what is found.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.solver_noise import solver_is_quiet
from surveys.findings.audit.equations import NO_LIMIT, Equation, Form, System
from surveys.findings.audit.reduction import Reduced, parted, reduced

CLOSE = 1e-4
"""The solver's numbers are not whole; ours are."""

MOST_NODES = 100
"""Size of one integer programme; what it cannot show within counts as not shown.

Not a time: the same wave has to give the same release on a busy machine."""

Watch = Callable[[int, int], None]
"""Told how many numbers are done, and of how many."""


class Contradiction(ValueError):
    """No wave can have all of these numbers."""


@dataclass(frozen=True)
class Wish:
    """That a form can come to at most so many people."""

    form: Form
    at_most: float


@dataclass(frozen=True)
class Fulfilment:
    """What was found of one wish: how low its form can get.

    ``whole`` tells whether a solution in whole people was seen to fulfil it.
    """

    lowest: float
    fulfilled: bool
    whole: bool


def fulfil(
    system: System | Reduced,
    wishes: Sequence[Wish],
    watch: Watch = lambda _done, _of: None,
) -> list[Fulfilment]:
    """Return how each wish fares, each by itself.

    A system that is asked more than once is reduced beforehand.

    Raises:
        Contradiction: the system has no solution.
    """
    rest = system if isinstance(system, Reduced) else reduced(system)
    if not rest.is_possible:
        raise Contradiction("numbers that were published do not fit together")
    found: dict[int, Fulfilment] = {}
    open_wishes: dict[int, Wish] = {}
    for number, wish in enumerate(wishes):
        form, known = rest.rest_of(wish.form)
        if form:
            open_wishes[number] = Wish(form, wish.at_most - known)
        else:
            good = known <= wish.at_most + CLOSE
            found[number] = Fulfilment(known, fulfilled=good, whole=good)
    numbers = list(open_wishes)
    for part in parted(rest, [open_wishes[number].form for number in numbers]):
        own = {numbers[place]: open_wishes[numbers[place]] for place in part.forms}
        for number, shown in _Part(part.equations, own).fulfil().items():
            lowest = shown.lowest + wishes[number].at_most - own[number].at_most
            found[number] = Fulfilment(lowest, shown.fulfilled, shown.whole)
        watch(len(found), len(wishes))
    return [found[number] for number in range(len(wishes))]


def fits_together(system: System) -> bool:
    """Tell whether a system has a solution at all, whatever somebody may wish.

    ``fulfil`` looks only at the parts that its wishes are about.
    """
    rest = reduced(system)
    if not rest.is_possible:
        return False
    forms = [each.form for each in rest.equations if each.form]
    try:
        for part in parted(rest, forms):
            _Part(part.equations, {}).solve()
    except Contradiction:
        return False
    return True


def can_be_whole(system: System | Reduced, wish: Wish) -> bool:
    """Tell whether whole people can fulfil a wish; the integer version."""
    rest = system if isinstance(system, Reduced) else reduced(system)
    form, known = rest.rest_of(wish.form)
    if not form:
        return known <= wish.at_most + CLOSE
    at_most = wish.at_most - known
    [part] = parted(rest, [form])
    limit = Equation(form, -NO_LIMIT, at_most)
    return _Part([*part.equations, limit], {}).has_whole_solution()


@dataclass
class _Part:
    """Equations that hang together, as one matrix, and wishes about them."""

    equations: Sequence[Equation]
    wishes: dict[int, Wish]
    seen: dict[int, Fulfilment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        forms = [*(e.form for e in self.equations)]
        forms += [wish.form for wish in self.wishes.values()]
        self.columns = {
            place: number
            for number, place in enumerate(sorted({p for form in forms for p in form}))
        }

    def fulfil(self) -> dict[int, Fulfilment]:
        """Push all wishes down together while that helps, then one by one."""
        left = dict(self.wishes)
        while len(left) > 1:
            before = len(left)
            for some in _apart(left):
                self._look(self._together(some), left)
            if len(left) == before:
                break
        while left:
            number, wish = next(iter(left.items()))
            values = self._alone(wish)
            self._look(values, left)
            if left.pop(number, None):
                lowest = -NO_LIMIT if values is None else self._value(wish.form, values)
                self.seen[number] = Fulfilment(lowest, values is None, whole=False)
        return self.seen

    def solve(self) -> None:
        """Raise Contradiction if there is no solution."""
        self._solve({}, self.equations)

    def has_whole_solution(self) -> bool:
        """Tell whether whole numbers satisfy all equations."""
        return self._solve({}, self.equations, whole=True) is not None

    def _look(self, values: Sequence[float] | None, left: dict[int, Wish]) -> None:
        """Note which of the wishes left are fulfilled by a solution."""
        if values is None:
            return
        whole = all(abs(value - round(value)) < CLOSE for value in values)
        for number, wish in list(left.items()):
            found = self._value(wish.form, values)
            if found <= wish.at_most + CLOSE:
                self.seen[number] = Fulfilment(found, fulfilled=True, whole=whole)
                del left[number]

    def _value(self, form: Form, values: Sequence[float]) -> float:
        return float(sum(n * values[self.columns[p]] for p, n in form.items()))

    def _alone(self, wish: Wish) -> Sequence[float] | None:
        """Return a solution in which one form is least; None if there is no least."""
        return self._solve(wish.form, self.equations)

    def _together(self, wishes: Iterable[Wish]) -> Sequence[float] | None:
        """Return a solution that goes beyond all of these wishes by least in sum."""
        first = max(self.columns, default=0) + 1
        beyond, rows = {}, []
        for number, wish in enumerate(wishes):
            beyond[first + number] = 1
            rows.append(
                Equation({**wish.form, first + number: -1}, -NO_LIMIT, wish.at_most)
            )
        return self._solve(beyond, [*self.equations, *rows])

    def _solve(
        self, aim: Form, equations: Sequence[Equation], *, whole: bool = False
    ) -> Sequence[float] | None:
        """Return the solution with the least aim, own unknowns first."""
        places = dict(self.columns)
        for place in aim:
            places.setdefault(place, len(places))
        return _solved(places, aim, equations, whole=whole)


def _apart(wishes: dict[int, Wish]) -> list[list[Wish]]:
    """Part wishes for less from wishes for more: together they pull at each other."""
    less = [w for w in wishes.values() if sum(w.form.values()) > 0]
    more = [w for w in wishes.values() if sum(w.form.values()) <= 0]
    return [each for each in (less, more) if each]


def _solved(
    places: dict[int, int], aim: Form, equations: Sequence[Equation], *, whole: bool
) -> Sequence[float] | None:
    """Ask HiGHS; None if the aim has no least, or nothing whole was found in time.

    Raises:
        Contradiction: there is no solution at all, in fractions of people either.
    """
    # Heavy, and for background work only.
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415

    cost = np.zeros(len(places))
    for place, times in aim.items():
        cost[places[place]] = times
    limits: list[Any] = []
    if equations:
        low, high = zip(*((each.low, each.high) for each in equations), strict=True)
        limits = [LinearConstraint(_matrix(places, equations), low, high)]
    with solver_is_quiet():
        answer = milp(
            cost,
            integrality=np.full(len(places), int(whole)),
            constraints=limits,
            options={"node_limit": MOST_NODES} if whole else {},
        )
    if answer.status == 2 and not whole:
        raise Contradiction("numbers that were published do not fit together")
    return None if answer.x is None else list(map(float, answer.x))


def _matrix(places: dict[int, int], equations: Sequence[Equation]) -> Any:
    from scipy.sparse import csr_array  # noqa: PLC0415

    entries = [
        (times, number, places[place])
        for number, each in enumerate(equations)
        for place, times in each.form.items()
    ]
    times, rows, columns = zip(*entries, strict=True)
    return csr_array(
        (times, (rows, columns)), shape=(len(equations), len(places)), dtype=float
    )
