"""The site's calendar: the days on which its public bodies do not work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

SATURDAY_AND_SUNDAY = frozenset({5, 6})
DAYS_IN_A_WEEK = frozenset(range(7))
NAMES = {"weekend", "holidays"}


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


def read_calendar(table: Mapping[str, Any]) -> SiteCalendar:
    """Return the calendar that the table ``[calendar]`` of the settings describes.

    Args:
        table: ``weekend``, weekdays with Monday as 0, and ``holidays``, days as
            TOML dates or as ``"2026-12-25"``; both may be left out.

    Raises:
        ValueError: a name that is not one of the two, a day that is none, or a
            week in which nobody works.
    """
    unknown = table.keys() - NAMES
    if unknown:
        raise ValueError(f"[calendar] has no setting called {min(unknown)}")
    return SiteCalendar(
        weekend=frozenset(table.get("weekend", SATURDAY_AND_SUNDAY)),
        holidays=frozenset(
            date.fromisoformat(str(day)) for day in table.get("holidays", ())
        ),
    )
