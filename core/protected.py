"""What a table is before and after disclosure control."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from core.merging import Column, Reason
from core.suppression import DisclosureRule


@dataclass(frozen=True)
class Row:
    """People of one group by column; ``None`` where hidden."""

    key: str
    members: tuple[str, ...]
    base: int | None
    counts: tuple[int | None, ...]
    reason: Reason | None = None


@dataclass(frozen=True)
class ProtectedTable:
    """All that may leave the house about one question, or one by groups.

    ``rest`` is what the hidden rows hold together, if any row is shown.
    """

    columns: tuple[Column, ...]
    total: Row
    rows: tuple[Row, ...] = ()
    rest: Row | None = None


@dataclass(frozen=True)
class Breakdown:
    """One question by the groups of one breakdown, before protection.

    ``table`` has people per group code and answer code; ``skipped`` people per
    group code who were never asked; ``hidden_before`` the keys of the groups
    hidden for a question whose answers decide who was asked this one.
    """

    table: Mapping[str, Mapping[str, int]]
    skipped: Mapping[str, int] = field(default_factory=dict)
    hidden_before: frozenset[str] = frozenset()


def nothing_but(people: int | None) -> Row:
    """Keep, at most, the number of people of a table that cannot be shown."""
    return Row("", (), people, (), Reason.NOTHING)


def is_apart(apart: Collection[int], rule: DisclosureRule) -> bool:
    """Tell whether one of these numbers is that of a few people."""
    return any(0 < people < rule.base for people in apart)
