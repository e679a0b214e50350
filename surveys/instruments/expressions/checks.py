"""What makes no sense in an expression, found before anybody is asked anything."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.instruments.expressions import values
from surveys.instruments.expressions.functions import (
    FUNCTIONS,
    OPERATORS,
    TAKES_LIST,
    Type,
)
from surveys.instruments.expressions.tree import Tree, branches

ARITHMETIC = frozenset({"+", "-", "*", "div", "mod", "neg"})
ORDER = frozenset({"<", "<=", ">", ">="})
EQUAL = frozenset({"=", "!="})
CHOSEN = frozenset({"selected", "selected-at", "count-selected"})
NUMERIC = frozenset(
    {"int", "round", "floor", "ceiling", "abs", "pow", "sqrt", "sum", "min", "max"}
)


@dataclass(frozen=True)
class Known:
    """What a question's answer is, and its options if it has any."""

    gives: Type
    options: frozenset[str] | None = None


Vocabulary = Mapping[str, Known]
"""The questions that an expression may name, by key."""


def reasons(
    tree: Tree, known: Vocabulary, *, own: Known | None = None
) -> Iterator[str]:
    """Yield a sentence for each thing in an expression that makes no sense.

    ``own`` is what the answer is that a constraint is about; None elsewhere.
    """
    if not isinstance(tree, list):
        return
    name, parts = tree[0], branches(tree)
    if name == "self" and own is None:
        yield "A single point means this answer, and only a constraint has one."
    yield from _lists(name, parts)
    yield from _nonsense(name, parts, known, own)
    for part in parts:
        yield from reasons(part, known, own=own)


def _lists(name: str, parts: Sequence[Tree]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, list) and part[0] == "every" and name not in TAKES_LIST:
            yield f"{part[1]} has several answers: put it into sum() or count()."


def _nonsense(
    name: str, parts: Sequence[Tree], known: Vocabulary, own: Known | None
) -> Iterator[str]:
    if name in ARITHMETIC | NUMERIC | ORDER:
        for part in parts:
            yield from _no_number(name, part, known, own)
    elif name in CHOSEN:
        yield from _not_chosen(name, parts, known, own)
    elif name in EQUAL:
        yield from _never_equal(parts[0], parts[1], known, own)
        yield from _never_equal(parts[1], parts[0], known, own)


def type_of(tree: Tree, known: Vocabulary, own: Known | None = None) -> Type:
    """Return what an expression gives, as far as it can be told."""
    if not isinstance(tree, list):
        return Type.TEXT if isinstance(tree, str) else Type.NUMBER
    question = _known(tree, known, own)
    if question is not None:
        return question.gives
    if tree[0] in OPERATORS:
        return OPERATORS[tree[0]]
    return FUNCTIONS[tree[0]].gives if tree[0] in FUNCTIONS else Type.ANY


def _is_number(written: str) -> bool:
    return not math.isnan(values.number(written, 0))


def _known(tree: Tree, known: Vocabulary, own: Known | None) -> Known | None:
    if not isinstance(tree, list):
        return None
    if tree[0] == "self":
        return own
    return known.get(tree[1]) if tree[0] in ("item", "every") else None


def _no_number(
    name: str, part: Tree, known: Vocabulary, own: Known | None
) -> Iterator[str]:
    """Yield why something cannot be reckoned with or put in order."""
    if isinstance(part, str):
        if not _is_number(part):
            yield f"{name} needs a number, and '{part}' is none."
        return
    question = _known(part, known, own)
    if question is None:
        return
    if question.options is not None:
        if not all(map(_is_number, question.options)):
            yield f"{name} needs a number, and {_named(part)} is a choice."
    elif question.gives is Type.TEXT:
        yield f"{name} needs a number, and {_named(part)} is a text."


def _not_chosen(
    name: str, parts: Sequence[Tree], known: Vocabulary, own: Known | None
) -> Iterator[str]:
    question = _known(parts[0], known, own)
    if question is None:
        return
    if question.options is None:
        yield f"{name} needs a choice, and {_named(parts[0])} is none."
    elif name == "selected" and isinstance(parts[1], str):
        yield from _no_option(question.options, parts[0], parts[1].strip())


def _never_equal(
    one: Tree, other: Tree, known: Vocabulary, own: Known | None
) -> Iterator[str]:
    question = _known(one, known, own)
    if question is None or question.options is None or not isinstance(other, str):
        return
    for word in other.split():
        yield from _no_option(question.options, one, word)


def _no_option(options: frozenset[str], question: Tree, option: str) -> Iterator[str]:
    if option not in options:
        yield f"{_named(question)} has no answer '{option}'."


def _named(tree: Any) -> str:
    return "this answer" if tree[0] == "self" else str(tree[1])
