"""Sentences that name people or per cents, wherever they stand, against what is known.

A reader of its own: it knows no sentence of the site, only what a claim looks like.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from re import compile as pattern
from re import sub
from typing import Any

from surveys.findings.audit.page_parts import Part
from surveys.findings.audit.served import allowed_by, per_cents
from surveys.findings.frozen_body import Body

CLAIM = pattern(
    r"(?P<share>\d+(?:\.\d+)?%)"
    r"|\b(?<!\d\.)(?P<people>\d+) (?:people|person|residents|answers|answer)\b"
    r"|\bPeople: (?P<first>\d+)(?: now)?(?:(?:, | and )(?P<second>\d+))?"
    r"|\b(?P<part>\d+) of (?P<whole>\d+)\b"
)


PEOPLE = frozenset(
    {"people", "base", "answered", "counts", "answers", "in_none", "read_twice"}
)
"""What numbers of people are called in documents."""


@dataclass(frozen=True)
class Known:
    """What may be claimed: numbers of people, and per cents as they are written."""

    people: frozenset[str]
    shares: frozenset[str]

    def __or__(self, other: "Known") -> "Known":
        """Return what either allows."""
        return Known(self.people | other.people, self.shares | other.shares)


def known_from(bodies: Iterable[Body], *documents: Any) -> Known:
    """Return what tables and other published documents let anybody claim.

    Every number of people that a document names as such; every share of it, rounded.
    """
    tables = list(bodies)
    allowed = allowed_by(tables)
    numbers = list(_numbers("", documents))
    people = {str(each) for name, each in numbers if name in PEOPLE}
    shares = {
        written
        for name, each in numbers
        if name not in PEOPLE
        for written in per_cents(abs(each))
    }
    told = {each for each in allowed if each.endswith("%")}
    return Known(frozenset(people | (allowed - told)), frozenset(told | shares))


def claims_in(words: str) -> Iterator[tuple[str, bool]]:
    """Yield each number of a claim in a text; with whether it is of people."""
    for found in CLAIM.finditer(sub(r"(?<=\d),(?=\d{3})", "", words)):
        for name, number in found.groupdict().items():
            if number is not None:
                yield number, name != "share"


def unfounded(parts: Iterable[Part], known: Known) -> Iterator[str]:
    """Yield a sentence for each claim that is made somewhere and not known."""
    for place, words in parts:
        for number, is_people in claims_in(words):
            if number not in (known.people if is_people else known.shares):
                yield f"{place} says {number} by no published table: {words[:60]!r}"


def _numbers(name: str, part: Any) -> Iterator[tuple[str, float]]:
    """Yield every number of a document with the name of its place."""
    if isinstance(part, Mapping):
        for key, each in part.items():
            yield from _numbers(key, each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _numbers(name, each)
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield name, part
