"""Columns of a published table: answers shown alone, merged, or left over together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.suppression import DisclosureRule, rare_parts

Level = Mapping[str, str]
"""Declared merging: code → key of the merged part; a code not named stays."""


class Reason(StrEnum):
    """Why a number is not shown.

    No finer than this: to say which hidden group was small and which only
    hides with it, or that nearly all gave one answer, would give it away.
    """

    GROUP = "group"  # too few people, or hidden with such a group; in all tables
    ANSWERS = "answers"  # answers too few or too alike, or hidden with such a group
    RARE = "rare"  # shown only together, because one of them is rare
    NOTHING = "nothing"  # no part of the table can be shown


@dataclass(frozen=True)
class Column:
    """One published part of a whole: a code, or codes shown together."""

    key: str
    members: tuple[str, ...]
    reason: Reason | None = None


@dataclass(frozen=True)
class Missing:
    """Codes that are no answer, and the answers they may share a column with.

    Any answer, unless there are ``partners``.
    """

    codes: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()


NONE_MISSING = Missing()


def columns_of(
    counts: Mapping[str, int],
    rule: DisclosureRule,
    *,
    floor: int,
    levels: Sequence[Level] = (),
) -> tuple[Column, ...]:
    """Choose the columns of a one-way table; one column or none: show nothing.

    The finest declared level at which no part is rare; if there is none, single
    codes, and the rare ones in one last column with their companions.
    """
    choices = [_at_level(counts, level, rule, floor) for level in ({}, *levels)]
    whole = (columns for columns in choices if not any(c.reason for c in columns))
    return next(whole, choices[0])


def _at_level(
    counts: Mapping[str, int], level: Level, rule: DisclosureRule, floor: int
) -> tuple[Column, ...]:
    """Merge codes at one level, and what is still rare into one last column."""
    merged: dict[str, tuple[str, ...]] = {}
    for code in counts:
        key = level.get(code, code)
        merged[key] = (*merged.get(key, ()), code)
    sizes = {key: sum(counts[c] for c in codes) for key, codes in merged.items()}
    rare = rare_parts(sizes, rule, floor=floor)
    shown = tuple(Column(k, codes) for k, codes in merged.items() if k not in rare)
    if not rare:
        return shown
    together = tuple(c for k, codes in merged.items() if k in rare for c in codes)
    return (*shown, Column(_joint_key(together), together, Reason.RARE))


def unions_of(
    counts: Mapping[Column, int],
    levels: Sequence[Level],
    missing: Missing,
) -> Iterator[tuple[tuple[Column, tuple[int, ...]], ...]]:
    """Offer unions of published columns, finest first, two or more each.

    Each column comes with the places of the columns that it is made of.
    At every level also the one in which missing answers, often few in a
    group, share a column with the answer that is least frequent over all.
    """
    for level in ({}, *levels):
        columns = _joined(tuple(counts), level)
        beside = [c for c in columns if missing.codes.issuperset(c.members)]
        answers = [c for c in columns if c not in beside]
        if len(columns) > 1:
            yield _placed(columns, tuple(counts))
        if beside and len(answers) > 1:
            apt = [
                c for c in answers if missing.partners.issuperset(c.members)
            ] or answers
            rarest = min(apt, key=lambda one: (_people(one, counts), one.key))
            together = dict.fromkeys(_codes([rarest, *beside]), "")
            yield _placed(_joined(columns, together), tuple(counts))


def _placed(
    unions: Sequence[Column], columns: Sequence[Column]
) -> tuple[tuple[Column, tuple[int, ...]], ...]:
    """Find for each union the columns that it is made of."""
    return tuple((union, parts_of(union, columns)) for union in unions)


def parts_of(union: Column, columns: Sequence[Column]) -> tuple[int, ...]:
    """Find the places of the columns that a union is made of."""
    inside = set(union.members)
    return tuple(i for i, part in enumerate(columns) if inside.issuperset(part.members))


def _codes(columns: Sequence[Column]) -> tuple[str, ...]:
    """List the codes of some columns."""
    return tuple(code for column in columns for code in column.members)


def _people(union: Column, counts: Mapping[Column, int]) -> int:
    """Count the people in a union of published columns."""
    inside = set(union.members)
    return sum(n for part, n in counts.items() if inside.issuperset(part.members))


def _joined(columns: Sequence[Column], level: Level) -> tuple[Column, ...]:
    """Unite the columns that hold codes of one merged part."""
    united: list[tuple[Column, set[str]]] = []
    for column in columns:
        own = {level.get(code, code) for code in column.members}
        near = [pair for pair in united if pair[1] & own]
        parts = own.union(*(keys for _, keys in near))
        codes = _codes([*(other for other, _ in near), column])
        place = united.index(near[0]) if near else len(united)
        united = [pair for pair in united if pair not in near]
        united.insert(place, (_named(codes, parts, column), parts))
    return tuple(column for column, _ in united)


def _named(codes: tuple[str, ...], parts: set[str], column: Column) -> Column:
    """Name a union: as it was, as declared, or by what it holds."""
    if codes == column.members:
        return column
    if len(parts) == 1 and "" not in parts:
        return Column(next(iter(parts)), codes)
    return Column(_joint_key(codes), codes, Reason.RARE)


def _joint_key(codes: Sequence[str]) -> str:
    """Name a column by what it holds, whatever the order."""
    return "+".join(sorted(codes))
