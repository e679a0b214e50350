"""Many comparisons at once: which differences would chance alone not have made.

A comparison that the plan declared before anybody answered is held to Holm's rule
(hardly ever one false alarm among all); what was looked for afterwards is held to that
of Benjamini and Hochberg (few of the alarms are false), and is marked as a search.

Source: Holm (1979); Benjamini and Hochberg (1995); R's ``p.adjust``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

LEVEL = 0.05


class Standing(StrEnum):
    """Whether a comparison was meant beforehand, or came up on looking."""

    DECLARED = "declared"
    EXPLORATORY = "exploratory"


class Rule(StrEnum):
    """How a p is corrected for the others of its standing."""

    HOLM = "holm"
    BENJAMINI_HOCHBERG = "benjamini_hochberg"


RULES = {
    Standing.DECLARED: Rule.HOLM,
    Standing.EXPLORATORY: Rule.BENJAMINI_HOCHBERG,
}


@dataclass(frozen=True)
class Comparison:
    """One test among others; ``key`` is the caller's."""

    key: str
    p: float
    standing: Standing


@dataclass(frozen=True)
class Judged:
    """A test after correction; ``among`` counts the tests of its standing."""

    key: str
    p: float
    p_adjusted: float
    standing: Standing
    rule: Rule
    among: int

    @property
    def is_detected(self) -> bool:
        """Tell whether chance alone would seldom have made such a difference."""
        return self.p_adjusted < LEVEL


def judge(comparisons: Iterable[Comparison]) -> tuple[Judged, ...]:
    """Return all comparisons corrected within their standing, in the order given."""
    found = list(comparisons)
    adjusted: dict[int, float] = {}
    sizes = {}
    for standing, rule in RULES.items():
        places = [n for n, each in enumerate(found) if each.standing is standing]
        corrected = CORRECTIONS[rule]([found[place].p for place in places])
        adjusted |= dict(zip(places, corrected, strict=True))
        sizes[standing] = len(places)
    return tuple(
        Judged(
            each.key,
            each.p,
            adjusted[place],
            each.standing,
            RULES[each.standing],
            sizes[each.standing],
        )
        for place, each in enumerate(found)
    )


def holm(values: Sequence[float]) -> list[float]:
    """Return p values after Holm's step-down correction, in the order given."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    raised = (values[place] * (len(values) - n) for n, place in enumerate(order))
    return _back(order, list(accumulate(raised, max)))


def benjamini_hochberg(values: Sequence[float]) -> list[float]:
    """Return p values corrected for the rate of false alarms, in the order given."""
    order = sorted(range(len(values)), key=lambda place: -values[place])
    size = len(values)
    raised = (values[place] * (size / (size - n)) for n, place in enumerate(order))
    return _back(order, list(accumulate(raised, min)))


def _back(order: Sequence[int], values: Sequence[float]) -> list[float]:
    found = dict(zip(order, values, strict=True))
    return [min(1.0, found[place]) for place in range(len(order))]


CORRECTIONS = {Rule.HOLM: holm, Rule.BENJAMINI_HOCHBERG: benjamini_hochberg}
