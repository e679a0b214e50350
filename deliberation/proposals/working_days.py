"""Working days of a site's calendar: the last day to answer, and days between."""

from datetime import date, timedelta

from core.site_calendar import SiteCalendar

WORKING_DAYS_TO_ANSWER = 20
ONE_DAY = timedelta(days=1)


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
