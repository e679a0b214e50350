"""A third look at made-up waves: one unknown for each kind of person there can be.

The audit has an unknown for each answer of each question, and states what questions
have to do with each other. Here a person is all that they said, taken together. So
conditions, ticks and groupings need no equation: whoever is of a kind is in each of its
numbers. For four questions that takes some hundred kinds, and for thirty more than can
be counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, product
from operator import or_
from typing import Any

from surveys.findings.audit.bounds import Wish, fulfil
from surveys.findings.audit.equations import Form, System, value_of
from surveys.findings.audit.published import Published, rows_of
from surveys.findings.frozen_body import Body
from surveys.findings.tabulate import Bitmap, Counted, Tabulation, tabulate
from surveys.instruments.kinds import Kind
from surveys.instruments.questionnaire import Instrument, Item
from surveys.waves.plan import Breakdown, Plan


@dataclass(frozen=True)
class Kinds:
    """All kinds of people, and which of them each number counts."""

    people: Sequence[Counted]
    plan: Plan
    each: Tabulation

    def numbers(self, published: Published) -> Iterator[tuple[Bitmap, int]]:
        """Yield every published number, as the kinds that it counts."""
        yield self.each.everyone, published.summary["people"]
        for breakdown in self.plan.breakdowns:
            sizes = published.summary["groups"][breakdown.key]
            for column, people in zip(sizes["columns"], sizes["counts"], strict=True):
                if people is not None:
                    yield self._in(breakdown, column["members"]), people
        for body in published.bodies:
            yield from self._of_table(body)

    def _of_table(self, body: Body) -> Iterator[tuple[Bitmap, int]]:
        item = self.each.instrument.by_key[body["item"]["key"]]
        for row, by, codes in rows_of(body):
            here = self._in(self._called(by), codes) if by else self.each.everyone
            if row["base"] is not None:
                yield here & self._asked(item), row["base"]
            for column, people in zip(body["columns"], row["counts"], strict=True):
                if people is not None:
                    yield here & self._gave(item, column["members"]), people

    def protected(self) -> Iterator[tuple[str, Bitmap, int]]:
        """Yield who must not be known to be few: a name, the kinds, and how few."""
        for breakdown in self.plan.breakdowns:
            for code, here in self.each.groups(breakdown).items():
                least = self.plan.fewest_in(breakdown)
                yield f"{breakdown.key} {code}", here, least
        for table in self.plan.tables:
            item, by = table.item, table.breakdown
            groups = self.each.groups(by) if by else {"": self.each.everyone}
            least = self.plan.thresholds(item, by).cell
            for (group, here), code in product(groups.items(), self._codes(item)):
                name = f"{item.key} {code} {group}"
                yield name, here & self._gave(item, [code]), least

    def _codes(self, item: Item) -> Sequence[str]:
        return list(self.each.answers(item))

    def _gave(self, item: Item, codes: Sequence[str]) -> Bitmap:
        own = next((b for b in self.plan.breakdowns if b.source == item), None)
        answers = self.each.groups(own) if own else self.each.answers(item)
        return reduce(or_, (answers.get(code, 0) for code in codes), 0)

    def _asked(self, item: Item) -> Bitmap:
        own = any(b.source == item for b in self.plan.breakdowns)
        return self.each.everyone if own else self.each.asked(item)

    def _called(self, key: str) -> Breakdown:
        return next(each for each in self.plan.breakdowns if each.key == key)

    def _in(self, breakdown: Breakdown, codes: Sequence[str]) -> Bitmap:
        groups = self.each.groups(breakdown)
        return reduce(or_, (groups.get(code, 0) for code in codes), 0)


def kinds_of(instrument: Instrument, plan: Plan, languages: Sequence[str]) -> Kinds:
    """Return everybody there can be: each set of answers, in each language."""
    choices = [list(_choices(item)) for item in instrument.items]
    keys = [item.key for item in instrument.items]
    every = {
        _written(clean): clean
        for given in product(*choices)
        for clean in [instrument.clean(_said(keys, given))]
    }
    pairs = product(every.values(), languages)
    people = [Counted(answers, language, "web") for answers, language in pairs]
    return Kinds(people, plan, tabulate(people, instrument, plan))


def _said(keys: Sequence[str], given: Sequence[object]) -> dict[str, Any]:
    return {key: one for key, one in zip(keys, given, strict=True) if one}


def _written(answers: Mapping[str, Any]) -> str:
    return repr(sorted(answers.items()))


def _choices(item: Item) -> Iterator[object]:
    """Yield no answer, then each that can be given."""
    yield None
    if item.kind is Kind.SELECT_MULTIPLE:
        for many in range(1, (item.at_most or len(item.option_keys)) + 1):
            yield from (list(some) for some in combinations(item.option_keys, many))
    else:
        yield from item.option_keys


def follows(
    kinds: Kinds, published: Published, people: Sequence[Counted]
) -> Iterator[str]:
    """Yield a sentence for each number of few people that is not left in doubt.

    Args:
        kinds: all there can be.
        published: what everybody reads.
        people: who there really are.
    """
    system, many = System(len(kinds.people)), _counted(kinds, people)
    for counted, number in set(kinds.numbers(published)):
        system.fix(_form(counted), number)
    small = [
        (name, _form(counted), least)
        for name, counted, least in kinds.protected()
        if 0 < value_of(_form(counted), many) < least
    ]
    wishes = []
    for _name, form, least in small:
        more = dict.fromkeys(form, -1)
        wishes += [Wish(form, 0), Wish(more, -min(least, len(people)))]
    found = fulfil(system, wishes)
    for number, (name, _form_of, least) in enumerate(small):
        none, enough = found[2 * number], found[2 * number + 1]
        if not (none.fulfilled and enough.fulfilled):
            low, high = round(none.lowest, 2), round(-enough.lowest, 2)
            yield f"{name}: {low:g} to {high:g} people, not none to {least}"
    yield from _left_over(kinds, published, many)


def _left_over(
    kinds: Kinds, published: Published, many: Sequence[int]
) -> Iterator[str]:
    """Yield where one number is larger by few than another that is part of it."""
    numbers = {counted for counted, _number in kinds.numbers(published)}
    least = kinds.plan.ordinary.cell
    for one, other in product(numbers, numbers):
        left = one & ~other
        if left and not other & ~one:
            people = int(value_of(_form(left), many))
            if 0 < people < least:
                yield f"one number without another: {people} people"


def _counted(kinds: Kinds, people: Sequence[Counted]) -> list[int]:
    """Return how many people there really are of each kind."""
    places = {
        (_written(each.answers), each.language): place
        for place, each in enumerate(kinds.people)
    }
    found = [0] * len(kinds.people)
    for each in people:
        found[places[_written(each.answers), each.language]] += 1
    return found


def _form(counted: Bitmap) -> Form:
    return {place: 1 for place in range(counted.bit_length()) if counted >> place & 1}
