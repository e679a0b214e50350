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


@dataclass(frozen=True)
class Breakdown:
    """A grouping of people, by one item's answer or an attribute of the response."""

    key: str
    label: Label
    source: Item | Attribute
    groups: tuple[Group, ...]
    merges: tuple[tuple[Merge, ...], ...] = ()
    design: bool = False

    def group_of(self, answers: Answers, attributes: Mapping[str, str]) -> str | None:
        """Return the group that a response belongs to; None without an answer."""
        if isinstance(self.source, Attribute):
            found = attributes.get(self.source, "")
            return found if found in {group.key for group in self.groups} else None
        value = answers.get(self.source.key)
        if value is None:
            return None
        return next(iter(self.source.categories(value)), None)


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
    """What may be published of a wave, how it is protected, what the publisher says."""

    title: Label
    tables: tuple[PlannedTable, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    ordinary: Thresholds = ORDINARY
    sensitive: Thresholds = SENSITIVE
    method: Mapping[str, Label] = field(default_factory=dict)

    def thresholds(self, item: Item) -> Thresholds:
        """Return the thresholds that protect an item's tables."""
        return self.sensitive if item.sensitive else self.ordinary
