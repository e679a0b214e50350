"""What a benchmark needs before a board may be asked to adopt it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Words = Mapping[str, str]


class BenchmarkKind(StrEnum):
    """What a benchmark measures; how much was done can be no benchmark."""

    HOW_MUCH = "how_much"
    QUALITY = "quality"
    BETTER_OFF = "better_off"


@dataclass(frozen=True)
class Specification:
    """An agreed standard in words and keys, without its target.

    ``breakdown`` is empty where no gap is watched. Option and group keys are
    those of the baseline's frozen tables.
    """

    title: Words
    why: Words
    right_served: str
    kind: str
    numerator: tuple[str, ...]
    denominator: str
    higher_is_better: bool
    target_date: date | None
    owner_id: int | None
    consequence: Words
    harm_to_watch: Words
    breakdown: str = ""
    reference_group: str = ""
    compared_group: str = ""


@dataclass(frozen=True)
class Known:
    """What the baseline's frozen tables offer: options, and groups by breakdown.

    ``one_option``: people could tick several, so options cannot be added up.
    """

    options: Collection[str]
    groups: Mapping[str, Collection[str]]
    today: date
    one_option: bool = False
