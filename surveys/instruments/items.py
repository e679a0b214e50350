"""One question: what it asks, which answers it has, and when it is asked."""

from dataclasses import dataclass
from functools import cached_property

from surveys.instruments.expressions.tree import Tree, all_of, items_in
from surveys.instruments.kinds import SEVERAL, SINGLE, Kind, Precision
from surveys.instruments.options import Band, Label, Merge, Option, Relevant, Value


@dataclass(frozen=True)
class Item:
    """One question, with a stable key and a version of its wording.

    Asked where all of ``relevant`` and the expression ``when`` hold. What can be said
    as answers to one earlier question stands in ``relevant``, for the disclosure gate
    follows it; ``when`` has the rest. ``merges`` is the declared hierarchy for
    publishing: each level maps the item's own options (or bands) to coarser ones, the
    finest level first; what a level does not name stays as it is. ``minimum`` and
    ``maximum`` bound a number; ``maximum`` of a text is its length in characters.
    ``at_most`` options may be picked. A ``repeat`` is asked again in each round.

    A score is worked out of the questions ``score_of`` when results are made, and
    neither asked nor kept: their answers count by their place in ``points``, from 1.
    """

    key: str
    kind: Kind
    label: Label
    version: int = 1
    hint: Label | None = None
    group: str | None = None
    repeat: str | None = None
    options: tuple[Option, ...] = ()
    bands: tuple[Band, ...] = ()
    merges: tuple[tuple[Merge, ...], ...] = ()
    relevant: tuple[Relevant, ...] = ()
    when: Tree | None = None
    constraint: Tree | None = None
    constraint_message: Label | None = None
    choice_filter: Tree | None = None
    calculation: Tree | None = None
    score_of: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    default: str | int | float | None = None
    random_order: bool = False
    short: bool = False
    precision: Precision = Precision.DAY
    at_most: int | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    required: bool = False
    sensitive: bool = False
    pinned: bool = False

    @cached_property
    def option_keys(self) -> tuple[str, ...]:
        """The options' keys, in the order shown."""
        return tuple(option.key for option in self.options)

    @cached_property
    def alone(self) -> frozenset[str]:
        """Options that no other may be picked with."""
        return frozenset(o.key for o in self.options if o.exclusive or o.missing)

    @cached_property
    def condition(self) -> Tree | None:
        """When it is asked, as one expression; None: always."""
        return all_of(*(each.tree for each in self.relevant), self.when)

    @cached_property
    def depends_on(self) -> frozenset[str]:
        """Keys of the questions that decide if it is asked and what it comes to."""
        parts = (self.condition, self.calculation, self.choice_filter)
        return frozenset(self.score_of).union(*map(items_in, parts))

    def categories(self, value: Value) -> tuple[str, ...]:
        """Return the options or the band an answer counts under; none for a text."""
        if isinstance(value, int | float):
            return tuple(band.key for band in self.bands if band.holds(value))[:1]
        if self.kind in SEVERAL:
            return tuple(value)
        return (str(value),) if self.kind in SINGLE else ()
