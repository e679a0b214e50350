"""How many sets of answers, and tries of a code, may come from one connection an hour.

A library, a shelter or a telephone company is one connection with many people behind
it, so the number is large: it slows a machine down, and no group of people. Counted in
memory only, under a salt that is thrown away each hour (``core.shared_counts``).
"""

from datetime import datetime
from ipaddress import IPv6Address, ip_address

from core.errors import TooMany
from core.shared_counts import SharedCounts

MOST_AN_HOUR = 120
MOST_TRIES = 5 * MOST_AN_HOUR
"""Of a code or a phrase: whoever answers tries one two or three times at most."""
_HOME = 64
"""Bits of an IPv6 address that name a household; the rest changes by itself."""

# Made before the workers are, so that they count together.
_counts = SharedCounts()


def refuse_if_crowded(address: str | None, slug: str, moment: datetime) -> None:
    """Count one Send, and refuse where far too many came from one connection.

    An address that is not on the open network is that of a proxy or of a house: it
    tells nobody apart, so it is not counted.

    Raises:
        TooMany: more than ``MOST_AN_HOUR`` came within this hour.
    """
    if _times(f"send {slug}", address, moment) > MOST_AN_HOUR:
        raise TooMany("response.crowded")


def refuse_if_tried_too_often(address: str | None, slug: str, moment: datetime) -> None:
    """Count one try of a code or a phrase, right or wrong, likewise.

    Nobody can guess one; but each try is a look into the database.

    Raises:
        TooMany: more than ``MOST_TRIES`` came within this hour.
    """
    if _times(f"try {slug}", address, moment) > MOST_TRIES:
        raise TooMany("code.tried")


def _times(matter: str, address: str | None, moment: datetime) -> int:
    key = connection_of(address)
    return _counts.count(matter, key, moment) if key else 0


def connection_of(address: str | None) -> str:
    """Return what is counted of an address; empty where nothing is."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    if not found.is_global:
        return ""
    if isinstance(found, IPv6Address):
        return str(int(found) >> (128 - _HOME))
    return str(found)
