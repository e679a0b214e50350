"""Questions as somebody reads them who does not answer: parts, rules, gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from surveys.instruments.editing.differences import Difference, differences
from surveys.instruments.expressions.written import written
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.numbering import first_number, numbered
from surveys.instruments.options import Label
from surveys.instruments.questionnaire import Instrument, Repeat

MOST_TOLD = 64
_told: dict[tuple[str, str], tuple[Difference, ...]] = {}


@dataclass(frozen=True)
class Condition:
    """A question is asked only after one of these answers to an earlier one."""

    question: Label
    answers: tuple[Label, ...]


@dataclass(frozen=True)
class Line:
    """One question; ``number`` counts what can be answered, a note has none.

    In a repeat it is the number of the first round. ``rule`` is what else has to hold
    for it to be asked, as it is written; ``comes_to`` how it is worked out; ``over``
    are the questions of a score, ``ends`` the answers that count least and most in it.
    """

    item: Item
    number: int | None
    conditions: tuple[Condition, ...]
    rule: str = ""
    comes_to: str = ""
    repeat: Repeat | None = None
    over: tuple[Label, ...] = ()
    ends: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Part:
    """Questions that stand under one heading, or under none."""

    heading: Label | None
    lines: tuple[Line, ...]


def parts(instrument: Instrument) -> tuple[Part, ...]:
    """Return everything that may be asked, in its order, with when it is asked."""
    headings = {group.key: group.label for group in instrument.groups}
    return tuple(
        Part(headings.get(group or ""), tuple(lines))
        for group, lines in groupby(_lines(instrument), lambda line: line.item.group)
    )


def is_translated(instrument: Instrument, language: str) -> bool:
    """Tell whether every text that people read is there in a language."""
    if language not in instrument.consent.lines:
        return False
    return all(label.get(language) for label in _labels(instrument))


def changed_since(
    earlier: str | None, old: Instrument | None, checksum: str, new: Instrument
) -> tuple[Difference, ...]:
    """Return what changed between two versions; nothing where there is no earlier one.

    Versions never change, so it is worked out once for two of these checksums: a
    questionnaire in six languages has a thousand texts to set beside each other.
    """
    if earlier is None or old is None:
        return ()
    found = _told.get((earlier, checksum))
    if found is None:
        if len(_told) >= MOST_TOLD:
            _told.clear()
        found = _told[earlier, checksum] = tuple(differences(old, new))
    return found


def _lines(instrument: Instrument) -> Iterator[Line]:
    numbers = numbered(instrument)
    repeats = {repeat.key: repeat for repeat in instrument.repeats}
    for item in instrument.items:
        yield Line(
            item=item,
            number=first_number(instrument, item, numbers),
            conditions=_conditions(instrument, item),
            rule="" if item.when is None else written(item.when),
            comes_to=_comes_to(item),
            repeat=repeats.get(item.repeat or ""),
            over=tuple(instrument.by_key[key].label for key in item.score_of),
            ends=_ends(instrument, item),
        )


def _comes_to(item: Item) -> str:
    return "" if item.calculation is None else written(item.calculation)


def _ends(instrument: Instrument, score: Item) -> tuple[Label, ...]:
    """Return the answers that count as the lowest and as the highest point."""
    questions = (instrument.by_key[key] for key in score.score_of[:1])
    words = {o.key: o.label for each in questions for o in each.options}
    return tuple(words[code] for code in (*score.points[:1], *score.points[-1:]))


def _conditions(instrument: Instrument, item: Item) -> tuple[Condition, ...]:
    found = []
    # A rule may name an item as it was written, or one of its rounds.
    asked = {**instrument.by_key, **{each.key: each for each in instrument.items}}
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
    yield from (repeat.label for repeat in instrument.repeats)
    for item in instrument.items:
        if item.kind is not Kind.CALCULATE or item.score_of:
            yield item.label
            yield from (band.label for band in item.bands if item.score_of)
        yield from filter(None, (item.hint, item.constraint_message))
        yield from (option.label for option in item.options)
