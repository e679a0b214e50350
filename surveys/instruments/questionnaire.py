"""The questionnaire engine: what is asked, of whom, and what counts as an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from surveys.instruments.options import Band, Label, Merge, Option, Relevant, Value

Answers = Mapping[str, Value]
"""Answers by item key. What was skipped has no key."""

LONGEST_TEXT = 2_000
"""Characters that an open answer may hold where its item says nothing else."""


def is_empty(value: Value | None) -> bool:
    """Tell whether nothing was answered; zero is an answer."""
    return value is None or (not isinstance(value, int) and len(value) == 0)


class Kind(StrEnum):
    """Kinds of item, named as in XLSForm. A note asks nothing."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    INTEGER = "integer"
    TEXT = "text"
    NOTE = "note"


SELECTS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})


class Problem(StrEnum):
    """Why an answer does not stand. The edge has the words for each."""

    MISSING = "missing"
    NOT_AN_OPTION = "not_an_option"
    NOT_ALONE = "not_alone"
    TOO_MANY = "too_many"
    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    NOT_A_TEXT = "not_a_text"
    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Item:
    """One question, with a stable key and a version of its wording.

    ``relevant`` holds conditions that must all be met. ``merges`` is the
    declared hierarchy for publishing: each level maps the item's own options
    (or bands) to coarser ones, the finest level first; what a level does not
    name stays as it is. ``minimum`` and ``maximum`` bound a number; ``maximum``
    of a text is its length in characters. ``at_most`` options may be picked.
    """

    key: str
    kind: Kind
    label: Label
    version: int = 1
    hint: Label | None = None
    group: str | None = None
    options: tuple[Option, ...] = ()
    bands: tuple[Band, ...] = ()
    merges: tuple[tuple[Merge, ...], ...] = ()
    relevant: tuple[Relevant, ...] = ()
    at_most: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    required: bool = False
    sensitive: bool = False

    @cached_property
    def option_keys(self) -> tuple[str, ...]:
        """The options' keys, in the order shown."""
        return tuple(option.key for option in self.options)

    @cached_property
    def alone(self) -> frozenset[str]:
        """Options that no other may be picked with."""
        return frozenset(o.key for o in self.options if o.exclusive or o.missing)

    def categories(self, value: Value) -> tuple[str, ...]:
        """Return the options or the band an answer counts under; none for a text."""
        if isinstance(value, int):
            return tuple(band.key for band in self.bands if band.holds(value))[:1]
        if self.kind is Kind.SELECT_MULTIPLE:
            return tuple(value)
        return (str(value),) if self.kind is Kind.SELECT_ONE else ()

    def problem(self, value: Value | None) -> Problem | None:
        """Return why an answer does not stand, or None when it does."""
        if value is None or is_empty(value):
            return Problem.MISSING if self.required else None
        return _PROBLEMS[self.kind](self, value)


@dataclass(frozen=True)
class Group:
    """A part of the questionnaire under one heading, such as "About you"."""

    key: str
    label: Label


@dataclass(frozen=True)
class Consent:
    """What a person agrees to before the first question.

    ``lines`` is a list of short paragraphs by language; ``agree`` the words
    beside the box that is never ticked beforehand.
    """

    version: int
    lines: Mapping[str, tuple[str, ...]]
    agree: Label


@dataclass(frozen=True)
class Licence:
    """What others may do with the texts; travels with the instrument."""

    name: str
    url: str = ""
    attribution: str = ""
    may_redistribute: bool = False
    may_modify: bool = False


@dataclass(frozen=True)
class Instrument:
    """A set of questions in the order they are asked. Never changed once fielded."""

    slug: str
    title: Label
    default_language: str
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    consent: Consent
    licence: Licence
    groups: tuple[Group, ...] = ()
    notice: Label | None = None

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        """The items by key."""
        return {item.key: item for item in self.items}

    def asked(self, answers: Answers) -> list[Item]:
        """Return the items that these answers lead to, in order, notes included."""
        asked: list[Item] = []
        counted: dict[str, Value] = {}
        for item in self.items:
            if all(rule.holds(counted.get(rule.item)) for rule in item.relevant):
                asked.append(item)
                if item.key in answers:
                    counted[item.key] = answers[item.key]
        return asked

    def check(self, answers: Answers) -> dict[str, Problem]:
        """Return what is wrong, by item key; empty when all answers stand."""
        asked = {item.key: item for item in self.asked(answers)}
        strays = {
            key: Problem.NOT_ASKED if key in self.by_key else Problem.UNKNOWN
            for key in answers
            if key not in asked
        }
        judged = {key: item.problem(answers.get(key)) for key, item in asked.items()}
        return strays | {key: found for key, found in judged.items() if found}

    def clean(self, answers: Answers) -> dict[str, Value]:
        """Return the answers to the items asked, in their order; lists become plain."""
        return {
            item.key: _plain(answers[item.key])
            for item in self.asked(answers)
            if not is_empty(answers.get(item.key))
        }


def _plain(value: Value) -> Value:
    return value if isinstance(value, str | int) else list(value)


def _select_one(item: Item, value: Value) -> Problem | None:
    stands = isinstance(value, str) and value in item.option_keys
    return None if stands else Problem.NOT_AN_OPTION


def _select_multiple(item: Item, value: Value) -> Problem | None:
    if isinstance(value, str | int) or len(set(value)) != len(value):
        return Problem.NOT_AN_OPTION
    if not set(value) <= set(item.option_keys):
        return Problem.NOT_AN_OPTION
    if len(value) > 1 and not item.alone.isdisjoint(value):
        return Problem.NOT_ALONE
    return Problem.TOO_MANY if len(value) > (item.at_most or len(value)) else None


def _integer(item: Item, value: Value) -> Problem | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return Problem.NOT_A_NUMBER
    if item.minimum is not None and value < item.minimum:
        return Problem.TOO_SMALL
    if item.maximum is not None and value > item.maximum:
        return Problem.TOO_LARGE
    return None


def _text(item: Item, value: Value) -> Problem | None:
    if not isinstance(value, str):
        return Problem.NOT_A_TEXT
    longest = LONGEST_TEXT if item.maximum is None else item.maximum
    return Problem.TOO_LONG if len(value) > longest else None


def _note(_item: Item, _value: Value) -> Problem | None:
    return Problem.NOT_ASKED


_PROBLEMS = {
    Kind.SELECT_ONE: _select_one,
    Kind.SELECT_MULTIPLE: _select_multiple,
    Kind.INTEGER: _integer,
    Kind.TEXT: _text,
    Kind.NOTE: _note,
}
