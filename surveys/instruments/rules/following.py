"""Says who is asked a question as rules on single earlier answers, where that is so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce

from surveys.instruments.expressions.tree import Tree
from surveys.instruments.items import Item
from surveys.instruments.kinds import SEVERAL
from surveys.instruments.rules.parts import parts_of
from surveys.instruments.rules.possible import Possible, alike
from surveys.instruments.rules.rule import Led, Rule
from surveys.instruments.rules.trying import (
    Depends,
    Items,
    Rounds,
    Tried,
    depends_on,
    tried,
)

NOTHING = ""
"""Stands among the codes of a question for no answer: not given, or not asked."""

Outcomes = Sequence[bool | None]
"""Whether a condition holds with each answer; None where nobody can give it."""


def led_to(item: Item, items: Items, rounds: Rounds) -> Led:
    """Return who is asked a question, as rules that hold exactly where it is asked.

    Args:
        item: one of ``items``.
        items: what can be asked by key, in its order, each round for itself.
        rounds: the keys in all rounds of each item of a repeat.
    """
    given = tuple(Rule(each.item, each.options) for each in item.relevant)
    parts = [] if item.when is None else parts_of(item.when)
    found = [_followed(part, item, items, rounds) for part in parts]
    rules = _joined([*given, *(rule for each in found for rule in each.rules)], items)
    blocking = {key for each in found for key in each.in_the_way}
    nobody = any(each.nobody for each in found)
    nobody = nobody or any(not rule.options and not rule.unless for rule in rules)
    return Led(
        rules,
        tuple(key for key in items if key in blocking),
        whole=not nobody and all(each.whole for each in found),
        nobody=nobody,
    )


def _followed(part: Tree, item: Item, items: Items, rounds: Rounds) -> Led:
    """Return one part of a condition as rules, or what is in the way."""
    depends = depends_on(part, items, rounds)
    keys = list(items)
    late = [e for e in depends.asked if keys.index(e.key) >= keys.index(item.key)]
    outcome = late or tried(depends, rounds)
    if not isinstance(outcome, Tried):
        return _stopped(outcome)
    if not any(outcome.meets.values()):
        return Led(whole=False, nobody=True)
    alone = [_by_itself(outcome, place) for place in range(len(depends.asked))]
    if not _is_all_of(outcome, alone):
        return _stopped(depends.asked)
    rules: list[Rule] = []
    stopped: list[Item] = []
    for each, answers, meets in zip(depends.asked, outcome.answers, alone, strict=True):
        said = _rules(each, depends, answers, meets)
        if said is None:
            stopped.append(each)
        rules += said or ()
    return Led(tuple(rules), tuple(each.key for each in stopped), whole=not stopped)


def _stopped(items: Iterable[Item]) -> Led:
    return Led((), tuple(item.key for item in items), whole=False)


def _by_itself(outcome: Tried, place: int) -> list[bool | None]:
    """Return for each answer to one question if anything can make it enough."""
    found: list[bool | None] = [None] * len(outcome.answers[place])
    for taken, meets in outcome.meets.items():
        found[taken[place]] = bool(found[taken[place]]) or meets
    return found


def _is_all_of(outcome: Tried, alone: Sequence[Outcomes]) -> bool:
    """Tell whether a condition holds just where each answer by itself would let it."""
    return all(
        meets == all(found[number] for found, number in zip(alone, taken, strict=True))
        for taken, meets in outcome.meets.items()
    )


def _rules(
    item: Item, depends: Depends, answers: Sequence[Possible], meets: Outcomes
) -> list[Rule] | None:
    """Return the rules that hold with just these answers to one question, if any do."""
    pairs = zip((codes for _text, codes in answers), meets, strict=True)
    known = [(codes, each) for codes, each in pairs if each is not None]
    found = (_of_several if item.kind in SEVERAL else _of_one)(item, known)
    if not all(
        meets == all(rule.leads(codes) for rule in found) for codes, meets in known
    ):
        return None
    return [_in_full(rule, item, depends) for rule in found]


def _of_one(item: Item, known: Sequence[tuple[frozenset[str], bool]]) -> list[Rule]:
    """Return the rule for a question to which one answer is given, to be tried."""
    right = {code for codes, meets in known if meets for code in codes or {NOTHING}}
    return list(_rule(item, right, {code for codes, _ in known for code in codes}))


def _of_several(item: Item, known: Sequence[tuple[frozenset[str], bool]]) -> list[Rule]:
    """Return the rules for a question with several answers, to be tried.

    One of those that are enough by themselves; none of those with which it never is.
    """
    enough = {
        code for codes, meets in known if meets and len(codes) == 1 for code in codes
    }
    some = {code for codes, meets in known if meets for code in codes}
    never = {code for codes, _meets in known for code in codes} - some
    without = [Rule(item.key, frozenset(never), unless=True)] if never else []
    if any(meets for codes, meets in known if not codes):
        return without
    wanted = Rule(item.key, frozenset(enough))
    if all(wanted.leads(codes) == meets for codes, meets in known):
        return [wanted]
    return [wanted, *without]


def _in_full(rule: Rule, item: Item, depends: Depends) -> Rule:
    """Return a rule with all options that those tried stand for."""
    if item.kind not in SEVERAL:
        return rule
    same = (alike(item, depends.trees, code) for code in rule.options)
    return replace(rule, options=frozenset[str]().union(*same))


def _rule(item: Item, right: set[str], codes: set[str]) -> Iterator[Rule]:
    """Yield the rule that lets these answers through; none where all are right."""
    if NOTHING not in right:
        yield Rule(item.key, frozenset(right))
    elif codes - right:
        yield Rule(item.key, frozenset(codes - right), unless=True)


def _joined(rules: Sequence[Rule], items: Items) -> tuple[Rule, ...]:
    """Return the rules with as few as can be for each question."""
    found: list[Rule] = []
    for rule in dict.fromkeys(rules):
        one = items[rule.item].kind not in SEVERAL
        same = [
            each
            for each in found
            if each.item == rule.item and (one or (each.unless and rule.unless))
        ]
        found = [each for each in found if each not in same]
        found.append(reduce(_both, same, rule))
    return tuple(found)


def _both(one: Rule, other: Rule) -> Rule:
    """Return the rule that holds where both do, on the same question.

    Of several answers it can be said only where both leave some out.
    """
    if one.unless and other.unless:
        return Rule(one.item, one.options | other.options, unless=True)
    if one.unless:
        return Rule(one.item, other.options - one.options)
    if other.unless:
        return Rule(one.item, one.options - other.options)
    return Rule(one.item, one.options & other.options)
