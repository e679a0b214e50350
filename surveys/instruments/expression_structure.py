"""What must hold in the expressions of an instrument, and in its repeats."""

from collections.abc import Iterator
from graphlib import CycleError

from surveys.instruments.expressions.checks import Known, Vocabulary, reasons
from surveys.instruments.expressions.functions import Type
from surveys.instruments.expressions.tree import Tree, depth, items_in, within
from surveys.instruments.item_structure import Fault
from surveys.instruments.items import Item
from surveys.instruments.kinds import NUMBERS, SELECTS, Kind
from surveys.instruments.options import Label
from surveys.instruments.piping import names_in
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.rounds import MOST_ROUNDS

DEEPEST_CONDITION = 200
"""Of a question's own condition and those handed on to it, one inside the other."""

_GIVES = {
    **dict.fromkeys(NUMBERS, Type.NUMBER),
    Kind.DATE: Type.DAY,
    Kind.CALCULATE: Type.ANY,
}


def expression_faults(place: str, item: Item, known: Vocabulary) -> Iterator[Fault]:
    """Yield what is wrong with the expressions of an item."""
    parts = {
        "when": item.when,
        "constraint": item.constraint,
        "choice_filter": item.choice_filter,
        "calculation": item.calculation,
    }
    for name, tree in parts.items():
        own = known.get(item.key) if name == "constraint" else None
        for reason in _wrong(tree, known, own):
            yield f"{place}.{name}", reason
    if item.condition is not None and depth(item.condition) > DEEPEST_CONDITION:
        yield f"{place}.when", "This hangs on too many things at once."
    yield from _belongs(place, item)


def vocabulary(instrument: Instrument) -> Vocabulary:
    """Return what expressions may name in an instrument, by key."""
    written = {item.key: item for item in instrument.items}
    return {
        key: Known(
            _GIVES.get(item.kind, Type.TEXT),
            frozenset(item.option_keys) if item.kind in SELECTS else None,
        )
        for key, item in {**written, **instrument.by_key}.items()
        # Nobody has a score while they answer: nothing may depend on it or say it.
        if item.kind is not Kind.NOTE and not item.score_of
    }


def naming_faults(instrument: Instrument) -> Iterator[Fault]:
    """Yield the names in texts that are no question; a translation says its code."""
    known = vocabulary(instrument)
    for place, label in _speaking(instrument):
        for language, words in label.items():
            own = language == instrument.default_language
            for key in sorted(names_in(words) - known.keys()):
                spot = place if own else f"{place}.{language}"
                yield spot, f"There is no question {key}."


def _speaking(instrument: Instrument) -> Iterator[tuple[str, Label]]:
    """Yield the texts in which answers are filled in, each with its dotted key."""
    for group in instrument.groups:
        yield f"groups.{group.key}.label", group.label
    for repeat in instrument.repeats:
        yield f"repeats.{repeat.key}.label", repeat.label
    for item in instrument.items:
        yield f"items.{item.key}.label", item.label
        yield f"items.{item.key}.hint", item.hint or {}
        yield f"items.{item.key}.constraint_message", item.constraint_message or {}


def cycle_faults(instrument: Instrument) -> Iterator[Fault]:
    """Yield questions that decide about each other in a circle."""
    try:
        _ = instrument.in_order_of_need
    except CycleError as error:
        circle = error.args[1]
        yield (
            f"items.{circle[0]}",
            f"These questions decide about each other: {', '.join(circle[:-1])}.",
        )


def repeat_faults(instrument: Instrument) -> Iterator[Fault]:
    """Yield what is wrong with the repeats, and with items that are in none."""
    known = vocabulary(instrument)
    keys = {repeat.key for repeat in instrument.repeats}
    for repeat in instrument.repeats:
        place = f"repeats.{repeat.key}"
        if not 1 <= repeat.at_most <= MOST_ROUNDS:
            yield f"{place}.at_most", f"A repeat has 1 to {MOST_ROUNDS} rounds."
        if not any(item.repeat == repeat.key for item in instrument.items):
            yield place, "There is no question in this repeat."
        for reason in _wrong(repeat.count, known, None):
            yield f"{place}.count", reason
    for item in instrument.items:
        if item.repeat is not None and item.repeat not in keys:
            yield f"items.{item.key}.repeat", f"There is no repeat {item.repeat}."


def _wrong(tree: Tree | None, known: Vocabulary, own: Known | None) -> Iterator[str]:
    if tree is None:
        return
    for key in sorted(items_in(tree) - known.keys()):
        yield f"There is no question {key}."
    yield from reasons(tree, known, own=own)


def _belongs(place: str, item: Item) -> Iterator[Fault]:
    """Yield what an item has that its kind has no use for, or lacks."""
    worked_out = item.calculation is not None or bool(item.score_of)
    if (item.kind is Kind.CALCULATE) != worked_out:
        yield f"{place}.calculation", "A calculate has a calculation; nothing else has."
    elif item.calculation is not None and item.score_of:
        yield f"{place}.calculation", "A score is worked out by its own rule."
    elif item.calculation is not None and any(
        part[0] == "today" for part in within(item.calculation)
    ):
        # What is worked out is kept, and the day of answering never is.
        yield f"{place}.calculation", "today() would keep the day of answering."
    if item.choice_filter is not None and item.kind not in SELECTS:
        yield f"{place}.choice_filter", "Only choices can be filtered."
    if item.random_order and item.kind not in SELECTS:
        yield f"{place}.random_order", "Only choices have an order."
