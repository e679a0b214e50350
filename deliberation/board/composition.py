"""Who sits on a board: kinds of seat, and who must not be outnumbered."""

from collections.abc import Iterable
from enum import StrEnum


class SeatKind(StrEnum):
    """What a seat stands for."""

    LIVED_EXPERIENCE = "lived_experience"
    CARER = "carer"
    PRACTITIONER = "practitioner"
    AUTHORITY = "authority"


def is_led_by_lived_experience(kinds: Iterable[SeatKind | str]) -> bool:
    """Tell whether more than half of these seats are lived-experience seats."""
    seats = [SeatKind(kind) for kind in kinds]
    return 2 * seats.count(SeatKind.LIVED_EXPERIENCE) > len(seats)
