"""The response clock: how many working days a public body has, and how they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

WORKING_DAYS_TO_ANSWER = 20
SATURDAY_AND_SUNDAY = frozenset({5, 6})
DAYS_IN_A_WEEK = frozenset(range(7))
ONE_DAY = timedelta(days=1)


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
class SiteCalendar:
    """The days on which a site's public bodies do not work.

    ``weekend`` holds weekdays as ``date.weekday()`` counts them, Monday 0;
    ``holidays`` holds dates. At least one weekday must be left to work on.
    """

    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a week that does not exist, or one in which nobody works."""
        if not self.weekend < DAYS_IN_A_WEEK:
            raise ValueError("a weekend is some of the days 0 to 6, never all")

    def is_working_day(self, day: date) -> bool:
        """Tell whether the public bodies of this site work on a day."""
        return day.weekday() not in self.weekend and day not in self.holidays


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


def calendar_of(settings: Mapping[str, Any]) -> SiteCalendar:
    """Return the calendar that a site's settings name, or the usual one."""
    found: SiteCalendar = settings.get("CALENDAR") or SiteCalendar()
    return found


def due_date(
    delivered_on: date,
    calendar: SiteCalendar,
    *,
    working_days: int = WORKING_DAYS_TO_ANSWER,
) -> date:
    """Return the last day to answer in time.

    The day of delivery does not count, whatever day it is; the first working
    day after it is day 1.

    Args:
        delivered_on: the day the authority got the proposal.
        calendar: the site's days without work.
        working_days: how many working days the authority has; ≥ 1.

    Raises:
        ValueError: ``working_days`` is below 1.

    Source: 20 days as in the Healthwatch protocol; that they are working days
    of the site's calendar is our decision (docs/methods.md).
    """
    if working_days < 1:
        raise ValueError("an authority needs at least one working day")
    day = delivered_on
    left = working_days
    while left:
        day += ONE_DAY
        left -= calendar.is_working_day(day)
    return day


def working_days_after(start: date, end: date, calendar: SiteCalendar) -> int:
    """Count the working days after ``start``, up to and including ``end``.

    0 where ``end`` is not after ``start``.
    """
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


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
