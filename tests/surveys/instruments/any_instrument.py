"""Instruments and answers at random, to hold two engines to each other."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from surveys.instruments.expressions.pattern import compiled
from surveys.instruments.expressions.tree import Tree
from surveys.instruments.items import Item
from surveys.instruments.kinds import SELECTS, SILENT, Kind, Precision
from surveys.instruments.options import Option, Relevant
from surveys.instruments.questionnaire import Consent, Instrument, Licence, Repeat

OPTIONS = ("a", "b", "c", "d", "none")
TEXTS = ("", "a", "b", "a b", "yes", "12", " 3.5 ", "-7", "1e3", "x y  z", "٣", "😀é")
DATES = ("2026-03-01", "2024-02-29", "2025-02-29", "1999-12", "2020", "soon")
NUMBERS = (0, 1, 2, 3, 17, 0.1, 0.5, -2, 2.5, 1000)
PATTERNS = ("[a-c]+", ".*", r"\d{1,3}", "(a|b )*c?", "[^x]{2,}", r"\S+ \S+")
ZERO, ONE, TWO, THREE = range(4)
CALLS = {
    ZERO: ("true", "false"),
    ONE: (
        *("not", "boolean", "boolean-from-string", "count-selected", "number", "int"),
        *("round", "floor", "ceiling", "abs", "sqrt", "sum", "count", "string", "neg"),
        *("count-non-empty", "string-length", "normalize-space", "date", "min", "max"),
        "decimal-date-time",
    ),
    TWO: (
        *("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "and", "or"),
        *("selected", "selected-at", "coalesce", "concat", "join", "contains", "round"),
        *("starts-with", "ends-with", "substring", "substr", "substring-before"),
        *("substring-after", "min", "max"),
    ),
    THREE: ("if", "substring", "substr", "translate", "join", "checklist", "max"),
}
LABEL = {"en": "Words"}
ROUNDS = 3


def any_instrument(draw: Random) -> Instrument:
    """Return questions of all kinds; what decides about one stands before it."""
    items: list[Item] = []
    size = draw.randint(4, 12)
    inside = range(draw.randint(1, size), size) if draw.random() < 0.5 else range(0)
    for number in range(size):
        items.append(_item(draw, number, items, repeated=number in inside))
    return Instrument(
        slug="any",
        title=LABEL,
        default_language="en",
        languages=("en",),
        items=tuple(items),
        consent=Consent(1, {"en": ("Words",)}, LABEL),
        licence=Licence("CC0-1.0"),
        repeats=(_repeat(draw, items),) if inside else (),
    )


def any_answers(draw: Random, instrument: Instrument) -> dict[str, Any]:
    """Return answers to some of it, right and wrong, asked for or not."""
    return {
        item.key: _answer(draw, item)
        for item in instrument.unrolled
        if item.kind not in SILENT and draw.random() < 0.8
    }


def any_tree(draw: Random, leaves: Sequence[Tree], depth: int = 3) -> Tree:
    """Return an expression over these leaves."""
    if depth == 0 or draw.random() < 0.2:
        return draw.choice((*leaves, draw.choice((*TEXTS, *DATES, *NUMBERS))))
    if draw.random() < 0.1:
        pattern = draw.choice(PATTERNS)
        return ["regex", any_tree(draw, leaves, depth - 1), compiled(pattern), pattern]
    if draw.random() < 0.1:
        return ["format-date", any_tree(draw, leaves, depth - 1), "%a %e %b %Y/%m"]
    count = draw.choices((ZERO, ONE, TWO, THREE), (1, 6, 10, 3))[0]
    name = draw.choice(CALLS[count])
    return [name, *(any_tree(draw, leaves, depth - 1) for _ in range(count))]


def _repeat(draw: Random, items: Sequence[Item]) -> Repeat:
    before = [["item", each.key] for each in items if each.repeat is None]
    if draw.random() < 0.5:
        return Repeat("more", LABEL, ROUNDS, count=any_tree(draw, before, 2))
    return Repeat("more", LABEL, ROUNDS, another=LABEL, yes=LABEL, no=LABEL)


def _item(draw: Random, number: int, before: list[Item], *, repeated: bool) -> Item:
    kind = draw.choice(tuple(Kind))
    leaves = [_named(each, repeated=repeated) for each in before] or ["a"]
    options = _options(draw) if kind in SELECTS else ()
    selects = [each for each in before if each.options and each.repeat is None]

    def maybe(chance: float, *more: Tree) -> Tree | None:
        return any_tree(draw, (*leaves, *more)) if draw.random() < chance else None

    relevant = (
        (Relevant(draw.choice(selects).key, frozenset(draw.sample(OPTIONS, 2))),)
        if selects and draw.random() < 0.3
        else ()
    )
    return Item(
        key=f"q{number}",
        kind=kind,
        label=LABEL,
        repeat="more" if repeated else None,
        options=options,
        relevant=relevant,
        when=maybe(0.3),
        constraint=maybe(0.4, ["self"], ["self"]),
        choice_filter=maybe(0.4, ["attr", "of"], ["attr", "name"]) if options else None,
        calculation=any_tree(draw, leaves) if kind is Kind.CALCULATE else None,
        precision=draw.choice(tuple(Precision)),
        at_most=draw.choice((None, 1, 2)),
        minimum=draw.choice((None, 0, 1)),
        maximum=draw.choice((None, 2, 5)),
        required=draw.random() < 0.2,
    )


def _named(item: Item, *, repeated: bool) -> Tree:
    return ["every" if item.repeat and not repeated else "item", item.key]


def _options(draw: Random) -> tuple[Option, ...]:
    return tuple(
        Option(
            key,
            LABEL,
            missing=key == "none" and draw.random() < 0.5,
            exclusive=key == "d" and draw.random() < 0.5,
            attributes={"of": draw.choice(TEXTS)},
        )
        for key in draw.sample(OPTIONS, draw.randint(2, 5))
    )


_ANSWERS: dict[Kind, Callable[[Random], Any]] = {
    Kind.INTEGER: lambda draw: draw.choice((*range(-1, 7), "many", 2.5)),
    Kind.DECIMAL: lambda draw: draw.choice((*NUMBERS, "many")),
    Kind.DATE: lambda draw: draw.choice((*DATES, "1700-01-01", "2024-2-9")),
    Kind.TEXT: lambda draw: draw.choice((*TEXTS, *DATES)),
    Kind.ACKNOWLEDGE: lambda draw: draw.choice(("yes", "no")),
}


def _answer(draw: Random, item: Item) -> Any:
    if item.kind in _ANSWERS:
        return _ANSWERS[item.kind](draw)
    several = item.kind in {Kind.SELECT_MULTIPLE, Kind.RANK}
    if several and draw.random() < 0.9:
        return draw.sample(OPTIONS, draw.randint(0, 4))
    return draw.choice((*item.option_keys, "a", "yes", "no", "a:1 b:1"))
