"""What may be answered to an item: its options and bands, and conditions on them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from surveys.instruments.expressions.tree import Tree

Label = Mapping[str, str]
"""A text by language code; always there in the instrument's default language."""

Value = str | int | float | Sequence[str]
"""An option key, a number, a date or text, or a list of option keys."""


@dataclass(frozen=True)
class Option:
    """One closed answer of an item.

    ``missing`` marks a declared non-answer ("prefer not to say", "does not
    apply"): kept apart from unanswered and left out of bases. ``exclusive``
    stands alone in a select multiple ("none of these"); so does a missing one.
    ``attributes`` is what a choice filter can ask of it: its country, its district.
    """

    key: str
    label: Label
    missing: bool = False
    exclusive: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Band:
    """A group of numbers, both ends included; ``None`` is open.

    A score is no whole number: its bands begin ``above`` a number and reach
    ``up_to`` the next one, included.
    """

    key: str
    label: Label
    lowest: int | None = None
    highest: int | None = None
    above: float | None = None
    up_to: float | None = None

    @property
    def span(self) -> tuple[Fraction | None, Fraction | None]:
        """The two ends of a band of a score, as they are written: 3.3 is 33/10."""
        above, up_to = (
            None if end is None else Fraction(str(end))
            for end in (self.above, self.up_to)
        )
        return above, up_to

    def holds(self, number: float | Fraction) -> bool:
        """Tell whether a number belongs to this band; 17.5 years are 17."""
        above, up_to = self.span
        if above is not None or up_to is not None:
            return (above is None or number > above) and (
                up_to is None or number <= up_to
            )
        whole = math.floor(number)
        return (self.lowest is None or self.lowest <= whole) and (
            self.highest is None or whole <= self.highest
        )


@dataclass(frozen=True)
class Merge:
    """Options (or bands) that may be published as one, when few are in each."""

    key: str
    label: Label
    members: tuple[str, ...]


@dataclass(frozen=True)
class Relevant:
    """Ask only where an earlier item was answered with one of these options."""

    item: str
    options: frozenset[str]

    @property
    def tree(self) -> Tree:
        """The condition as an expression; the parts in an order that never changes."""
        if not self.options:
            return ["false"]
        parts: list[Tree] = [
            ["selected", ["item", self.item], option] for option in sorted(self.options)
        ]
        joined = parts[0]
        for part in parts[1:]:
            joined = ["or", joined, part]
        return joined

    def holds(self, value: Value | None) -> bool:
        """Tell whether an answer, or none, meets the condition."""
        if value is None or isinstance(value, int | float):
            return False
        return not self.options.isdisjoint(
            [value] if isinstance(value, str) else value,
        )
