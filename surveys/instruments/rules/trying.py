"""Tries a condition with every answer that makes a difference to it.

A condition is not read for what it seems to say: it is evaluated, with all that may be
answered to each question that it looks at, and what is worked out from these answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from surveys.instruments.expressions.evaluate import Scope, evaluate, holds
from surveys.instruments.expressions.tree import Tree, items_in
from surveys.instruments.items import Item
from surveys.instruments.kinds import SINGLE, Kind
from surveys.instruments.rules.parts import changes_by_day
from surveys.instruments.rules.possible import Possible, possible
from surveys.instruments.texts import answer_text, kept

MOST_TRIED = 4096
"""So many combinations of answers are tried; where there are more, none."""

Items = Mapping[str, Item]
Rounds = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Depends:
    """On whose answers a condition hangs, directly or by what is worked out.

    ``trees`` is all that looks at these answers: the condition, and how the worked out
    ones, each after those that it needs itself, come about.
    """

    condition: Tree
    asked: tuple[Item, ...]
    worked_out: tuple[Item, ...]
    trees: tuple[Tree, ...]


@dataclass(frozen=True)
class Tried:
    """A condition tried with answers: what can be given, and which of it meets it.

    ``answers`` has what may be answered by question. ``meets`` says by the numbers of
    the answers taken, one a question, if the condition holds; what nobody can answer
    together is not there.
    """

    depends: Depends
    answers: tuple[tuple[Possible, ...], ...]
    meets: Mapping[tuple[int, ...], bool]


def depends_on(condition: Tree, items: Items, rounds: Rounds) -> Depends:
    """Return on whose answers a condition hangs, in the order asked."""
    asked: dict[str, Item] = {}
    worked_out: dict[str, Item] = {}
    seen: set[str] = set()

    def follow(tree: Tree | None) -> None:
        for named in sorted(items_in(tree)):
            for key in rounds.get(named, (named,)):
                # A question that is left out of a wave is answered by nobody.
                item = items.get(key)
                if item is None:
                    continue
                if item.kind is not Kind.CALCULATE:
                    asked[key] = item
                elif key not in seen:
                    seen.add(key)
                    follow(item.condition)
                    follow(item.calculation)
                    worked_out[key] = item

    follow(condition)
    trees: list[Tree] = [["boolean", condition]]
    for item in worked_out.values():
        trees += [["boolean", item.condition]] if item.condition is not None else []
        trees += [item.calculation] if item.calculation is not None else []
    return Depends(
        condition,
        tuple(item for key, item in items.items() if key in asked),
        tuple(worked_out.values()),
        tuple(trees),
    )


def tried(depends: Depends, rounds: Rounds) -> Tried | tuple[Item, ...]:
    """Return what comes of a condition, or the questions that cannot be tried out."""
    if changes_by_day(depends.trees):
        return depends.asked
    found = [possible(item, depends.trees) for item in depends.asked]
    answers = tuple(each for each in found if each is not None)
    if len(answers) < len(found):
        pairs = zip(depends.asked, found, strict=True)
        return tuple(item for item, each in pairs if each is None)
    if prod(map(len, answers)) > MOST_TRIED:
        return depends.asked
    return Tried(depends, answers, dict(_outcomes(depends, answers, rounds)))


def _outcomes(
    depends: Depends, answers: Sequence[Sequence[Possible]], rounds: Rounds
) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Yield what comes of each combination of answers that somebody can give."""
    before = [
        (item.key, item.condition)
        for item in depends.asked
        if item.condition is not None and _is_known(item.condition, depends)
    ]
    for taken in product(*(range(len(each)) for each in answers)):
        said = {
            item.key: given[number][0]
            for item, given, number in zip(depends.asked, answers, taken, strict=True)
            if given[number][0]
        }
        scope = Scope(answers=said, rounds=rounds)
        if all(key not in said or holds(condition, scope) for key, condition in before):
            _work_out(depends.worked_out, said, scope)
            yield taken, holds(depends.condition, scope)


def _is_known(condition: Tree, depends: Depends) -> bool:
    """Tell whether all that a condition looks at is tried in full here."""
    whole = {item.key for item in depends.asked if item.kind in SINGLE}
    return items_in(condition) <= whole and not changes_by_day([condition])


def _work_out(items: Sequence[Item], said: dict[str, str], scope: Scope) -> None:
    """Add what is worked out from answers, as the questionnaire does."""
    for item in items:
        if item.calculation is not None and holds(item.condition, scope):
            value = kept(evaluate(item.calculation, scope), 0)
            if value != "":
                said[item.key] = answer_text(item, value)
