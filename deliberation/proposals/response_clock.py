"""The response clock: how many working days a public body has, and how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.site_calendar import SiteCalendar
from deliberation.proposals.working_days import working_days_after


class ClockState(StrEnum):
    """How a clock stands on a given day."""

    NOT_DELIVERED = "not_delivered"
    RUNNING = "running"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"


# Before the last day, on it, and after it.
OPEN = (ClockState.RUNNING, ClockState.DUE_TODAY, ClockState.OVERDUE)
ANSWERED = (
    ClockState.ANSWERED_IN_TIME,
    ClockState.ANSWERED_IN_TIME,
    ClockState.ANSWERED_LATE,
)


@dataclass(frozen=True)
class ClockReading:
    """How a clock stands: its state, its last day, and the working days.

    ``due_on`` is ``None`` only before delivery. ``working_days`` counts the
    days left while the clock runs, or were left when the answer came in time,
    and the days late once the clock has run out.
    """

    state: ClockState
    due_on: date | None = None
    working_days: int = 0


def read_clock(
    *,
    due_on: date | None,
    answered_on: date | None,
    today: date,
    calendar: SiteCalendar,
) -> ClockReading:
    """Return how a clock stands today.

    Args:
        due_on: the last day, as it was fixed at delivery; ``None`` before it.
        answered_on: the day the last ask was answered, ``None`` until then.
        today: the day it is asked.
        calendar: the site's days without work.

    An answer on a day without work after the last day is late by the working
    days that passed, which may be 0: it is still late.

    Raises:
        ValueError: an answer without a delivery.
    """
    if due_on is None:
        if answered_on is not None:
            raise ValueError("nothing was delivered that could be answered")
        return ClockReading(ClockState.NOT_DELIVERED)
    day = answered_on or today
    early, last_day, late = OPEN if answered_on is None else ANSWERED
    if day > due_on:
        return ClockReading(late, due_on, working_days_after(due_on, day, calendar))
    left = working_days_after(day, due_on, calendar)
    return ClockReading(early if day < due_on else last_day, due_on, left)


def answered_on(days: Iterable[date | None]) -> date | None:
    """Return the day on which the last of some asks was answered.

    ``None`` while one is open, and where there are none.
    """
    answered = list(days)
    given = [day for day in answered if day is not None]
    return max(given) if given and len(given) == len(answered) else None
