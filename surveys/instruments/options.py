"""What may be answered to an item: its options and bands, and conditions on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Label = Mapping[str, str]
"""A text by language code; always there in the instrument's default language."""

Value = str | int | Sequence[str]
"""An option key, a number, a text, or for select multiple a list of option keys."""


@dataclass(frozen=True)
class Option:
    """One closed answer of an item.

    ``missing`` marks a declared non-answer ("prefer not to say", "does not
    apply"): kept apart from unanswered and left out of bases. ``exclusive``
    stands alone in a select multiple ("none of these"); so does a missing one.
    """

    key: str
    label: Label
    missing: bool = False
    exclusive: bool = False


@dataclass(frozen=True)
class Band:
    """A group of numbers, both ends included; ``None`` is open."""

    key: str
    label: Label
    lowest: int | None = None
    highest: int | None = None

    def holds(self, number: int) -> bool:
        """Tell whether a number belongs to this band."""
        return (self.lowest is None or self.lowest <= number) and (
            self.highest is None or number <= self.highest
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

    def holds(self, value: Value | None) -> bool:
        """Tell whether an answer, or none, meets the condition."""
        if value is None or isinstance(value, int):
            return False
        return not self.options.isdisjoint(
            [value] if isinstance(value, str) else value,
        )
