"""The questionnaire engine: what is asked, of whom, and what counts as an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import TopologicalSorter

from core.clock import today
from surveys.instruments.expressions.evaluate import Scope, evaluate, holds
from surveys.instruments.items import Item
from surveys.instruments.judging import Problem, is_empty, problem_of
from surveys.instruments.kinds import SELECTS, Kind
from surveys.instruments.options import Label, Option, Value
from surveys.instruments.rounds import Repeat, rounds_of, unrolled
from surveys.instruments.rules.following import led_to
from surveys.instruments.rules.rule import Led
from surveys.instruments.texts import EPOCH, answer_text, kept, longest_answer

__all__ = [
    "SELECTS",
    "Answers",
    "Consent",
    "Group",
    "Instrument",
    "Item",
    "Kind",
    "Licence",
    "Problem",
    "Repeat",
    "is_empty",
]

Answers = Mapping[str, Value]
"""Answers by item key. What was skipped has no key."""


@dataclass(frozen=True)
class Group:
    """A part of the questionnaire under one heading, such as "About you".

    In a ``matrix`` the items share their answers; a wide page may show them together.
    """

    key: str
    label: Label
    matrix: bool = False


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
    """A set of questions in the order they are asked. Never changed once fielded.

    ``items`` are as they were written; ``unrolled`` has each round of a repeat.
    ``translation_states`` says by language and dotted key how far a translation is;
    what it does not name is a draft, of the words that stand there now.
    """

    slug: str
    title: Label
    default_language: str
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    consent: Consent
    licence: Licence
    groups: tuple[Group, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    notice: Label | None = None
    translation_states: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def unrolled(self) -> tuple[Item, ...]:
        """All items that can be asked, each round of a repeat for itself."""
        return tuple(unrolled(self.items, self.repeats))

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        """The unrolled items by key, in the order they are asked."""
        return {item.key: item for item in self.unrolled}

    @cached_property
    def pinned(self) -> frozenset[str]:
        """The keys of the questions that are asked to be compared between waves."""
        return frozenset(item.key for item in self.unrolled if item.pinned)

    @cached_property
    def rounds(self) -> Mapping[str, tuple[str, ...]]:
        """The keys in all rounds of each item of a repeat."""
        return rounds_of(self.items, self.repeats)

    @cached_property
    def round_of(self) -> Mapping[str, tuple[Repeat, int]]:
        """The repeat and the round, counted from 1, of each unrolled item in one."""
        repeats = {repeat.key: repeat for repeat in self.repeats}
        return {
            key: (repeats[item.repeat], number)
            for item in self.items
            if item.repeat in repeats
            for number, key in enumerate(self.rounds[item.key], 1)
        }

    @cached_property
    def in_order_of_need(self) -> tuple[Item, ...]:
        """The items so that each comes after those that decide about it.

        Raises:
            graphlib.CycleError: two items decide about each other.
        """
        # One by one, so that what needs nothing keeps the order it is asked in.
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for item in self.unrolled:
            sorter.add(item.key, *self.needs(item))
        return tuple(
            self.by_key[key] for key in sorter.static_order() if key in self.by_key
        )

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """Characters that expressions see of each answer, by key."""
        return {item.key: longest_answer(item) for item in self.unrolled}

    @cached_property
    def led(self) -> Mapping[str, Led]:
        """Who is asked each unrolled item, as rules on earlier answers, by key."""
        return {
            item.key: led_to(item, self.by_key, self.rounds) for item in self.unrolled
        }

    def needs(self, item: Item) -> list[str]:
        """Return the keys of the unrolled items that decide about this one."""
        return [
            key
            for named in sorted(item.depends_on)
            for key in self.rounds.get(named, (named,))
        ]

    def asked(self, answers: Answers) -> list[Item]:
        """Return the items that these answers lead to, in order, notes included.

        Scores are not among them: nobody is asked, shown or told one.
        """
        return self._followed(answers)[0]

    def scope(self, answers: Answers) -> Scope:
        """Return what expressions can see of these answers."""
        return self._followed(answers)[1]

    def options_for(self, item: Item, answers: Answers) -> tuple[Option, ...]:
        """Return the options that an item offers beside these answers."""
        if item.choice_filter is None:
            return item.options
        return _offered(item, self.scope(answers))

    def problem(self, item: Item, answers: Answers) -> Problem | None:
        """Return why the answer to one item does not stand, or None when it does."""
        return self._judged(item, answers, self.scope(answers))

    def check(self, answers: Answers) -> dict[str, Problem]:
        """Return what is wrong, by item key; empty when all answers stand."""
        found, scope = self._followed(answers)
        asked = {item.key: item for item in found}
        strays = {
            key: Problem.NOT_ASKED if key in self.by_key else Problem.UNKNOWN
            for key in answers
            if key not in asked
        }
        judged = {
            key: self._judged(item, answers, scope)
            for key, item in asked.items()
            if item.kind is not Kind.CALCULATE
        }
        return strays | {key: wrong for key, wrong in judged.items() if wrong}

    def clean(self, answers: Answers) -> dict[str, Value]:
        """Return the answers to the items asked, in their order; lists become plain.

        What is worked out is not among them: ``complete`` adds it.
        """
        given = {
            item.key: _plain(answers[item.key])
            for item in self.asked(answers)
            if item.kind is not Kind.CALCULATE and not is_empty(answers.get(item.key))
        }
        return {key: value for key, value in given.items() if not is_empty(value)}

    def complete(self, answers: Answers) -> dict[str, Value]:
        """Return clean answers together with what is worked out from them."""
        found, scope = self._followed(answers)
        cleaned = self.clean(answers)
        for item in found:
            if item.calculation is not None:
                value = kept(evaluate(item.calculation, scope), scope.zone)
                if not is_empty(value):
                    cleaned[item.key] = value
        return {item.key: cleaned[item.key] for item in found if item.key in cleaned}

    def _followed(self, answers: Answers) -> tuple[list[Item], Scope]:
        """Return the items asked, and what was said to them, in order of need."""
        said: dict[str, str] = {}
        scope = Scope(answers=said, rounds=self.rounds, today=(today() - EPOCH).days)
        asked: set[str] = set()
        for item in self.in_order_of_need:
            if item.score_of or not holds(item.condition, scope):
                continue
            asked.add(item.key)
            if item.calculation is not None:
                value: Value | None = kept(evaluate(item.calculation, scope), 0)
            else:
                value = answers.get(item.key)
            if value is not None and not is_empty(value):
                said[item.key] = answer_text(item, value)[: self.longest[item.key]]
        return [item for item in self.unrolled if item.key in asked], scope

    def _judged(self, item: Item, answers: Answers, scope: Scope) -> Problem | None:
        value = answers.get(item.key)
        problem = problem_of(item, value)
        if problem or value is None or is_empty(value):
            return problem
        if item.choice_filter is not None:
            offered = {option.key for option in _offered(item, scope)}
            if not offered.issuperset(item.categories(value)):
                return Problem.NOT_AN_OPTION
        own = Scope(
            answers=scope.answers,
            rounds=scope.rounds,
            own=answer_text(item, value),
            today=scope.today,
        )
        return None if holds(item.constraint, own) else Problem.NOT_RIGHT


def _offered(item: Item, scope: Scope) -> tuple[Option, ...]:
    return tuple(
        option
        for option in item.options
        if holds(
            item.choice_filter,
            Scope(
                answers=scope.answers,
                rounds=scope.rounds,
                attributes={"name": option.key, **option.attributes},
                today=scope.today,
            ),
        )
    )


def _plain(value: Value) -> Value:
    """Return an answer as it is kept: without what is no text to any database."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "ignore").decode()
    return value if isinstance(value, int | float) else list(value)
