"""The analysis plan of a wave: every table that may ever be published, and no other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.instruments.options import Label, Merge
from surveys.instruments.questionnaire import Answers, Item


class Attribute(StrEnum):
    """What is known of a response besides its answers."""

    LANGUAGE = "language"
    MODE = "mode"


@dataclass(frozen=True)
class Group:
    """One category of a breakdown. ``missing`` is a declared non-answer."""

    key: str
    label: Label
    missing: bool = False


NO_GROUP = "-"
"""The code of those of whom it is not known which group they are in."""

CROSSING_FROM = 500
"""People below whom no table by two breakdowns at once is published."""


@dataclass(frozen=True)
class Breakdown:
    """A grouping of people: by an item's answer, an attribute, or two other groupings.

    Of two others, each group is one of the first and one of the second together.
    """

    key: str
    label: Label
    source: "Item | Attribute | tuple[Breakdown, Breakdown]"
    groups: tuple[Group, ...]
    merges: tuple[tuple[Merge, ...], ...] = ()
    design: bool = False
    reference: str = ""

    @property
    def is_sensitive(self) -> bool:
        """Tell whether to be in a group is to have given a sensitive answer."""
        return isinstance(self.source, Item) and self.source.sensitive

    def group_of(self, answers: Answers, attributes: Mapping[str, str]) -> str | None:
        """Return the group that a response belongs to; None without an answer."""
        if isinstance(self.source, Attribute):
            found = attributes.get(self.source, "")
            return found if found in {group.key for group in self.groups} else None
        if isinstance(self.source, tuple):
            both = (each.group_of(answers, attributes) for each in self.source)
            return crossed_key(*(key or NO_GROUP for key in both))
        value = answers.get(self.source.key)
        if value is None:
            return None
        return next(iter(self.source.categories(value)), None)


def crossed_key(first: str, second: str) -> str:
    """Return the key of the people who are in both of two groups."""
    return f"{first}.{second}"


def crossing(key: str, label: Label, first: Breakdown, second: Breakdown) -> Breakdown:
    """Return the grouping by two others at once, unknown groups included."""
    unknown = Group(NO_GROUP, dict.fromkeys(label, "?"))
    groups = tuple(
        Group(crossed_key(one.key, other.key), _together(one.label, other.label))
        for one in (*first.groups, unknown)
        for other in (*second.groups, unknown)
    )
    return Breakdown(key, label, (first, second), groups)


def _together(one: Label, other: Label) -> Label:
    """Return two labels as one, in the languages that both have."""
    return {each: f"{one[each]}, {other[each]}" for each in one if each in other}


@dataclass(frozen=True)
class PlannedTable:
    """One question, for everybody together or by one breakdown."""

    item: Item
    breakdown: Breakdown | None = None


@dataclass(frozen=True)
class Thresholds:
    """Fewest people in a group, giving an answer, and not giving the commonest."""

    group_base: int
    cell: int
    concentration: int


ORDINARY = Thresholds(group_base=10, cell=5, concentration=3)
SENSITIVE = Thresholds(group_base=20, cell=10, concentration=3)


@dataclass(frozen=True)
class Plan:
    """What may be published of a wave, how it is protected, what the publisher says.

    ``crossings`` are breakdowns by two of ``breakdowns`` at once.
    """

    title: Label
    tables: tuple[PlannedTable, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    ordinary: Thresholds = ORDINARY
    sensitive: Thresholds = SENSITIVE
    method: Mapping[str, Label] = field(default_factory=dict)
    crossings: tuple[Breakdown, ...] = ()

    def thresholds(self, item: Item, breakdown: Breakdown | None = None) -> Thresholds:
        """Return the thresholds that protect an item's table.

        A table by the answers to a sensitive question tells of these answers too.
        """
        return self.sensitive if is_sensitive(item, breakdown) else self.ordinary

    def fewest_in(self, breakdown: Breakdown) -> int:
        """Return how few people a group of a breakdown may be for its size to show."""
        rule = self.sensitive if breakdown.is_sensitive else self.ordinary
        return rule.group_base


def is_sensitive(item: Item, breakdown: Breakdown | None) -> bool:
    """Tell whether a table tells of sensitive answers, in its columns or its rows."""
    return item.sensitive or (breakdown is not None and breakdown.is_sensitive)
