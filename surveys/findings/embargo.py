"""Who reads results first: the people who were asked, before those they are about."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from accounts.rules import Role

LEAST_DAYS = 14
"""As long as the member check lasts: a shorter embargo would end within it."""


def is_first_reader(member_id: int | None, roles: AbstractSet[Role]) -> bool:
    """Tell whether somebody reads results before everybody does.

    Members do; whoever acts for an authority does not.
    """
    return member_id is not None and Role.AUTHORITY not in roles


def is_over(until: date | None, today: date) -> bool:
    """Tell whether everybody may read; on the day itself they may."""
    return until is None or until <= today


def last_day(today: date, days: int) -> date:
    """Return the day from which everybody may read."""
    return today + timedelta(days=days)


def is_long_enough(until: date, today: date) -> bool:
    """Tell whether an embargo that begins today lasts for the member check."""
    return until >= last_day(today, LEAST_DAYS)
