"""What an extractor found, and whether it tells more than chance does."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.waves.privacy.order import Part, chance_band, kendall_tau

FEWEST = 10
"""People that have to be found before their order means anything."""


@dataclass(frozen=True)
class Person:
    """Somebody whose answers, token and code the test knows, in the order of sending.

    ``marks`` are strings that stand beside their answers; ``on_roll`` one that
    stands on the roll; ``secrets`` must stand nowhere.
    """

    place: int
    marks: tuple[str, ...]
    on_roll: str = ""
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One line of the report; ``remains``: it lies beyond what the program writes."""

    extractor: str
    found: str
    holds: bool
    remains: bool = False

    @property
    def verdict(self) -> str:
        """What the report says of it, in one word."""
        if self.holds:
            return "ok"
        return "LEFT" if self.remains else "LEAK"


def of_order(extractor: str, parts: Sequence[Part], *, few: bool = False) -> Finding:
    """Return what an order tells that was found in parts, as the pages of a file.

    Where fewer than ten are found, none may be, unless ``few`` tell nothing.
    """
    found = sum(len(part) for part in parts)
    if found < FEWEST:
        return Finding(extractor, f"{found} found", holds=few or found == 0)
    tau, band = kendall_tau(parts), chance_band(parts)
    return Finding(
        extractor, f"tau {tau:+.2f}, chance up to {band:.2f}", holds=abs(tau) <= band
    )


def of_batches(people: Sequence[int]) -> Finding:
    """Return whether all who were counted where they stopped came in whole batches.

    ``people`` are those counted so far, by wave.
    """
    holds = sum(people) > 0 and not any(each % FEWEST for each in people)
    told = f"{sum(people)} people, in tens"
    return Finding("where people stopped", told, holds=holds)


def of_count(extractor: str, what: str, count: int, *, most: int = 0) -> Finding:
    """Return what a number says that must not be above a limit."""
    return Finding(extractor, f"{count} {what}", holds=count <= most)
