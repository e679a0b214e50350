"""Questions as somebody reads them who does not answer: parts, rules, gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from surveys.instruments.expressions.written import written
from surveys.instruments.items import Item
from surveys.instruments.kinds import SILENT
from surveys.instruments.options import Label
from surveys.instruments.questionnaire import Instrument


@dataclass(frozen=True)
class Condition:
    """A question is asked only after one of these answers to an earlier one."""

    question: Label
    answers: tuple[Label, ...]


@dataclass(frozen=True)
class Line:
    """One question; ``number`` counts what can be answered, a note has none.

    ``rule`` is what else has to hold for it to be asked, as it is written.
    """

    item: Item
    number: int | None
    conditions: tuple[Condition, ...]
    rule: str = ""


@dataclass(frozen=True)
class Part:
    """Questions that stand under one heading, or under none."""

    heading: Label | None
    lines: tuple[Line, ...]


def parts(instrument: Instrument) -> tuple[Part, ...]:
    """Return everything that may be asked, in its order, with when it is asked."""
    headings = {group.key: group.label for group in instrument.groups}
    numbered = _numbered(instrument)
    return tuple(
        Part(headings.get(group or ""), tuple(lines))
        for group, lines in groupby(numbered, lambda line: line.item.group)
    )


def is_translated(instrument: Instrument, language: str) -> bool:
    """Tell whether every text that people read is there in a language."""
    if language not in instrument.consent.lines:
        return False
    return all(label.get(language) for label in _labels(instrument))


def _numbered(instrument: Instrument) -> Iterator[Line]:
    number = 0
    for item in instrument.items:
        asks = item.kind not in SILENT
        number += asks
        rule = "" if item.when is None else written(item.when)
        shown = number if asks else None
        yield Line(item, shown, _conditions(instrument, item), rule)


def _conditions(instrument: Instrument, item: Item) -> tuple[Condition, ...]:
    found = []
    asked = {each.key: each for each in instrument.items}
    for rule in item.relevant:
        earlier = asked[rule.item]
        answers = (o.label for o in earlier.options if o.key in rule.options)
        found.append(Condition(earlier.label, tuple(answers)))
    return tuple(found)


def _labels(instrument: Instrument) -> Iterator[Label]:
    yield instrument.title
    yield instrument.consent.agree
    if instrument.notice is not None:
        yield instrument.notice
    yield from (group.label for group in instrument.groups)
    for item in instrument.items:
        yield item.label
        if item.hint is not None:
            yield item.hint
        yield from (option.label for option in item.options)
