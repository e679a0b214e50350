"""Repeats: the items of a repeat, asked again in each round, written out one by one.

A round is a set of items like any other, so that everything that counts, prints or
checks items needs to know nothing of repeats. In round 2 the item ``age`` is
``age_2``; where it names an item of the same repeat it means the one of its own round,
and from outside ``sum(${age})`` means all rounds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from surveys.instruments.expressions.grammar import REFERENCE
from surveys.instruments.expressions.tree import Tree, all_of, renamed, replaced
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.options import Label, Option, Relevant

MOST_ROUNDS = 20
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Repeat:
    """Items asked again, once for each child, each visit, each place.

    Asked ``count`` times, an expression of earlier answers; without one, after each
    round the person is asked ``another`` (with the answers ``yes`` and ``no``).
    Never more than ``at_most`` rounds.
    """

    key: str
    label: Label
    at_most: int
    count: Tree | None = None
    another: Label | None = None
    yes: Label | None = None
    no: Label | None = None


def round_key(key: str, number: int) -> str:
    """Return the key of an item in a round, counted from 1."""
    return f"{key}_{number}"


def another_key(repeat: Repeat, number: int) -> str:
    """Return the key of the question whether there is a round of this number."""
    return f"{repeat.key}_another_{number}"


def written_out(repeat: Repeat) -> int:
    """Return how many rounds are written out; one too many is enough to be a fault."""
    return min(repeat.at_most, MOST_ROUNDS + 1)


def unrolled(items: Sequence[Item], repeats: Sequence[Repeat]) -> Iterator[Item]:
    """Yield the items with each round of each repeat written out, in order."""
    by_key = {repeat.key: repeat for repeat in repeats}
    started: set[str] = set()
    for item in items:
        if item.repeat is None or item.repeat not in by_key:
            yield item
        elif item.repeat not in started:
            started.add(item.repeat)
            own = [each for each in items if each.repeat == item.repeat]
            yield from _rounds(by_key[item.repeat], own)


def rounds_of(
    items: Sequence[Item], repeats: Sequence[Repeat]
) -> Mapping[str, tuple[str, ...]]:
    """Return, for each item of a repeat, its keys in all rounds."""
    most = {repeat.key: written_out(repeat) for repeat in repeats}
    return {
        item.key: tuple(round_key(item.key, n + 1) for n in range(most[item.repeat]))
        for item in items
        if item.repeat in most
    }


def _rounds(repeat: Repeat, own: Sequence[Item]) -> Iterator[Item]:
    for number in range(1, written_out(repeat) + 1):
        if repeat.count is None and number > 1:
            yield _another(repeat, number, own)
        for item in own:
            yield _in_round(item, repeat, number, {each.key for each in own})


def _another(repeat: Repeat, number: int, own: Sequence[Item]) -> Item:
    """Return the question whether there is one more round, asked after the one before.

    Where that round was not begun, for its first question was not asked, nor is this.
    """
    before = _in_round(own[0], repeat, number - 1, {each.key for each in own})
    return Item(
        key=another_key(repeat, number),
        kind=Kind.SELECT_ONE,
        label=repeat.another or repeat.label,
        group=own[0].group,
        options=(Option(YES, repeat.yes or {}), Option(NO, repeat.no or {})),
        relevant=before.relevant,
        when=before.when,
    )


def _in_round(item: Item, repeat: Repeat, number: int, own: set[str]) -> Item:
    names = {key: round_key(key, number) for key in own}
    condition = _this_round(item.when, names, number)
    relevant = tuple(
        replace(rule, item=names.get(rule.item, rule.item)) for rule in item.relevant
    )
    if repeat.count is not None:
        condition = all_of([">=", repeat.count, number], condition)
    elif number > 1:
        more = Relevant(another_key(repeat, number), frozenset({YES}))
        relevant = (more, *relevant)
    return replace(
        item,
        key=round_key(item.key, number),
        label=_speaking_of(item.label, names),
        hint=None if item.hint is None else _speaking_of(item.hint, names),
        relevant=relevant,
        when=condition,
        constraint=_this_round(item.constraint, names, number),
        calculation=_this_round(item.calculation, names, number),
        choice_filter=_this_round(item.choice_filter, names, number),
    )


def _speaking_of(label: Label, names: Mapping[str, str]) -> Label:
    """Return words in which ``${name}`` means the answer of this round."""
    return {
        language: REFERENCE.sub(lambda m: f"${{{names.get(m[1], m[1])}}}", words)
        for language, words in label.items()
    }


def _this_round(
    tree: Tree | None, names: Mapping[str, str], number: int
) -> Tree | None:
    if tree is None:
        return None

    def change(part: list[Any]) -> Tree | None:
        return number if part[0] == "position" else None

    return replaced(renamed(tree, names), change)
