"""Which unknowns there are: how many people of a stratum gave which answer.

Where it can be managed there is one unknown for each answer in each combination of
groups of all breakdowns ("whole"). Where those are too many there is one for each
answer and group of one breakdown at a time, and one for everybody; then of two at a
time, for every two by which people are published at once, and for as many others as can
be managed; of more at a time, where such tables tie their groups into a ring (`rings`).
What is the same number in two of these families is tied by equations (`structure`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import prod

from surveys.findings.audit.equations import Form, sum_of
from surveys.findings.audit.rings import all_within, reach, tied_by
from surveys.findings.audit.survey import Question, Survey

MOST_UNKNOWNS = 20_000

MOST_IN_PAIRS = 200_000
"""So many with those of two breakdowns by which people are published at once.

What is published of them parts the questions, so that each is a small programme."""

MOST_IN_RINGS = 5_000
"""So many of them with three breakdowns or more, whose tables are tied into a ring.

These tie all questions to each other too, and are published: they are always asked."""

MOST_SPARE = 10_000
"""So many with those of two breakdowns that only may tell something together.

These tie all questions to each other, and a programme takes many times as long."""

Family = tuple[str, ...]
"""Breakdowns whose groups are combined; none: everybody."""

Pair = tuple[str, str]

Stratum = tuple[str, ...]
"""One group of each breakdown of a family."""

Where = Mapping[str, Collection[str]]
"""Groups by breakdown: people who are in one of them each time."""

PEOPLE = ""
"""Stands for a question: how many people there are."""

ASKED = " "
"""Stands for an answer where several can be given: how many were asked."""

Unknown = tuple[Family, Stratum, str, str]
"""Family, stratum, question, answer."""


@dataclass(frozen=True)
class Layout:
    """The unknowns of one release, numbered from 0."""

    survey: Survey
    families: Mapping[Family, tuple[str, ...]]
    """Which questions are unknown by answer in each family."""
    unseen: tuple[Pair, ...] = ()
    """Two breakdowns by which people would be published at once: there are too many.

    Or they would close a ring with others, that is too large to be looked into."""

    @cached_property
    def places(self) -> dict[Unknown, int]:
        """The number of each unknown."""
        return {each: place for place, each in enumerate(self._unknowns())}

    @property
    def is_whole(self) -> bool:
        """Whether one family holds everything."""
        return len(self.families) == 1

    def strata(self, family: Family) -> Iterator[Stratum]:
        """Yield the combinations of a family's groups."""
        return product(*(self.survey.groups[key] for key in family))

    def people(self, where: Where) -> Form:
        """Return how many people are there."""
        family = self._family(where, None)
        return sum_of(
            self.places[family, stratum, PEOPLE, ""]
            for stratum in self._within(family, where)
        )

    def asked(self, question: Question, where: Where) -> Form:
        """Return how many people there were asked a question."""
        if question.several:
            return self.answers(question, (ASKED,), where)
        return self.answers(question, question.codes, where)

    def answers(self, question: Question, codes: Collection[str], where: Where) -> Form:
        """Return how many people there gave one of these answers."""
        family = self._family(where, question)
        if question.own in family:
            near = where.get(question.own, codes)
            both = [code for code in codes if code in near]
            return self.people({**where, question.own: both})
        return sum_of(
            self.places[family, stratum, question.key, code]
            for stratum in self._within(family, where)
            for code in codes
        )

    def knows(self, *breakdowns: str) -> bool:
        """Tell whether some family tells the groups of all of these apart."""
        return any(set(breakdowns) <= set(family) for family in self.families)

    def wheres(self, breakdown: str, codes: Collection[str]) -> list[Where]:
        """Return groups of a breakdown as places, each person in one at the most."""
        if breakdown in self.survey.crossed:
            pairs = self.survey.groups_by(breakdown)
            return [
                {key: (group,) for key, group in pairs[code].items()}
                for code in codes
                if code in pairs
            ]
        return [{breakdown: codes}] if breakdown else [{}]

    def _within(self, family: Family, where: Where) -> Iterator[Stratum]:
        chosen = [where.get(key, self.survey.groups[key]) for key in family]
        return product(*chosen)

    def _family(self, where: Where, question: Question | None) -> Family:
        """Return the smallest family that tells these groups apart."""
        able = [
            family
            for family, keys in self.families.items()
            if set(where) <= set(family)
            and (question is None or question.own in family or question.key in keys)
        ]
        return min(able, key=len)

    def _unknowns(self) -> Iterator[Unknown]:
        for family, keys in self.families.items():
            for stratum in self.strata(family):
                yield family, stratum, PEOPLE, ""
                for key in keys:
                    for code in unknown_codes(self.survey.questions[key]):
                        yield family, stratum, key, code


def unknown_codes(question: Question) -> tuple[str, ...]:
    """Return the answers, and what else there is to know of a question."""
    return (*question.codes, ASKED) if question.several else question.codes


def layout_of(
    survey: Survey,
    most: int = MOST_UNKNOWNS,
    most_in_pairs: int = MOST_IN_PAIRS,
    most_spare: int = MOST_SPARE,
    most_in_rings: int = MOST_IN_RINGS,
) -> Layout:
    """Return the finest layout with at most so many unknowns, or the one in tables."""
    everything = tuple(survey.groups)
    strata = prod(len(codes) for codes in survey.groups.values())
    free = [each for each in survey.questions.values() if not each.own]
    if strata * (1 + sum(len(unknown_codes(each)) for each in free)) <= most:
        return Layout(survey, {everything: tuple(each.key for each in free)})
    known, unseen = list[Pair](), list[Pair]()
    for pair in (pair for pair, is_known in pairs_of(survey) if is_known):
        sizes = _sizes(survey, _families(survey, [*known, pair]))
        in_rings = sum(size for family, size in sizes.items() if len(family) > 2)
        is_seen = in_rings <= most_in_rings and sum(sizes.values()) <= most_in_pairs
        (known if is_seen else unseen).append(pair)
    families = _families(survey, known)
    for some in survey.crossed.values():
        # A table by two at once needs the unknowns of both, be it shown or not.
        family = tuple(key for key in survey.groups if key in some)
        families.setdefault(family, _questions_by(set(family), survey))
    size = sum(_sizes(survey, families).values())
    for pair, is_known in pairs_of(survey):
        keys = _questions_by(set(pair), survey)
        more = _size(survey, pair, keys)
        if not is_known and size + more <= most_spare:
            families[pair], size = keys, size + more
    return Layout(survey, families, tuple(unseen))


def _families(survey: Survey, known: Sequence[Pair]) -> dict[Family, tuple[str, ...]]:
    """Return each breakdown, and those together that tables by two at once tie."""
    tied = tied_by(known)
    by = {
        each.key: reach(_told_by(each, survey), tied)
        for each in survey.questions.values()
    }
    together = [*map(frozenset, zip(survey.groups, strict=True)), *all_within(tied)]
    order = list(survey.groups)
    families = sorted(
        (tuple(sorted(each, key=order.index)) for each in together),
        key=lambda family: (len(family), [order.index(key) for key in family]),
    )
    return {(): tuple(survey.questions)} | {
        family: _questions_by(set(family), survey, by) for family in families
    }


def _told_by(question: Question, survey: Survey) -> set[str]:
    """Name the breakdowns of a question's tables, also those by two at once."""
    crossed = (survey.crossed.get(by, (by,)) for by in question.by)
    return {key for keys in crossed for key in keys}


def _sizes(
    survey: Survey, families: Mapping[Family, Iterable[str]]
) -> dict[Family, int]:
    return {family: _size(survey, family, keys) for family, keys in families.items()}


def _size(survey: Survey, family: Family, keys: Iterable[str]) -> int:
    """Return how many unknowns a family has."""
    strata = prod(len(survey.groups[key]) for key in family)
    codes = (len(unknown_codes(survey.questions[key])) for key in keys)
    return strata * (1 + sum(codes))


def pairs_of(survey: Survey) -> list[tuple[tuple[str, str], bool]]:
    """Return every two breakdowns; with whether people are published by both at once.

    Those come first, then those by which most questions are told.
    """
    crossed = {frozenset(pair) for pair in survey.crossed.values()}
    for breakdown, owner in survey.owners.items():
        others = (by for by in survey.questions[owner].by if by in survey.groups)
        crossed |= {frozenset({breakdown, other}) for other in others}
    told = {
        pair: sum(set(pair) <= set(each.by) for each in survey.questions.values())
        for pair in combinations(survey.groups, 2)
    }
    found = [(pair, frozenset(pair) in crossed) for pair in told]
    wanted = [each for each in found if each[1] or told[each[0]]]
    return sorted(wanted, key=lambda each: (not each[1], -told[each[0]]))


def _questions_by(
    family: set[str],
    survey: Survey,
    reached: Mapping[str, Collection[str]] | None = None,
) -> tuple[str, ...]:
    """Name the questions that are unknown by answer in the groups of a family.

    ``reached`` are the breakdowns by which each is to be known; unless said, those of
    its tables.
    """
    whole = {key for key, pair in survey.crossed.items() if family <= set(pair)}
    own = {survey.owners.get(part) for part in family}
    asked = [
        each.key
        for each in survey.questions.values()
        if family <= set(reached[each.key] if reached else each.by)
        or whole & set(each.by)
        or _by_led(each, own)
    ]
    scored = [
        part
        for key in asked
        if key in survey.scores
        for part in survey.scores[key].questions
    ]
    tied = set(_leading_to([*asked, *scored], survey))
    return tuple(each for each in survey.questions if each in tied and each not in own)


def _by_led(question: Question, own: Collection[str | None]) -> bool:
    """Tell whether these groups, and something else, decide who is asked a question.

    Then who was asked is who gave the other answer there.
    """
    led = {rule.item for rule in question.conditions}
    return question.in_plan and len(led) > 1 and bool(led & set(own))


def _leading_to(keys: Iterable[str], survey: Survey) -> Iterator[str]:
    """Yield these questions and those whose answers decide who is asked them."""
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        yield key
        waiting += [rule.item for rule in survey.questions[key].conditions]
