"""Days in expressions: numbers of days since 1970-01-01, a site's midnight in UTC.

A text that looks like a date means midnight where the survey is fielded; ``zone`` is
how many minutes that place is ahead of UTC. A moment with a zone of its own is read,
for files made elsewhere; none is ever made here.
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MINUTES = 24 * 60
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TIME = re.compile(
    r"T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_EPOCH = date(1970, 1, 1).toordinal()
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
INVALID = "Invalid Date"


@dataclass(frozen=True)
class Day:
    """A day, or a moment on it. ``number`` is not a number where it was no date."""

    number: float


def day_number(text: str, zone: int) -> float | None:
    """Return the days since 1970-01-01 of a text, None where it is no date."""
    text = text.strip()
    found = _DATE.match(text)
    if found is None:
        return None
    try:
        ordinal = date(*map(int, found.groups())).toordinal()
    except ValueError:
        return None
    if found.end() == len(text):
        return ordinal - _EPOCH - zone / MINUTES
    moment = _TIME.fullmatch(text, found.end())
    return None if moment is None else ordinal - _EPOCH + _share_of_day(moment, zone)


def _share_of_day(moment: "re.Match[str]", zone: int) -> float:
    hours, minutes, seconds, fraction, offset = moment.groups()
    thousandths = int((fraction or "0").ljust(6, "0")[:3])
    ahead = zone
    if offset:
        ahead = 0
        if offset != "Z":
            ahead = int(offset[1:3]) * 60 + int(offset[4:])
            ahead = -ahead if offset[0] == "-" else ahead
    since = (int(hours) * 60 + int(minutes) - ahead) * 60 + int(seconds or 0)
    return (since * 1000 + thousandths) / (MINUTES * 60_000)


def day_text(day: Day, zone: int) -> str:
    """Return a date as ``2018-01-01``, with a time only where it is not midnight."""
    moment = _moment(day, zone)
    if moment is None:
        return INVALID
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.strftime("%Y-%m-%d")
    sign, ahead = ("-" if zone < 0 else "+"), abs(zone)
    offset = f"{sign}{ahead // 60:02d}:{ahead % 60:02d}"
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}{offset}"


def formatted(day: Day, pattern: str, zone: int) -> str:
    """Return a date as a pattern wants it: ``%Y %y %m %n %b %d %e %a`` are known."""
    moment = _moment(day, zone)
    if moment is None:
        return ""
    parts = {
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": _MONTHS[moment.month - 1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "a": _WEEKDAYS[moment.weekday()],
    }
    return re.sub("%([a-zA-Z])", lambda m: parts.get(m.group(1), m.group()), pattern)


def _moment(day: Day, zone: int) -> datetime | None:
    if math.isnan(day.number) or math.isinf(day.number):
        return None
    milliseconds = round(day.number * MINUTES * 60_000) + zone * 60_000
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
