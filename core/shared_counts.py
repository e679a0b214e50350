"""Counts that all workers of a server share: in memory, nameless, gone after an hour.

What is counted is a key such as an address, which nobody may find again. It is mixed
with a salt that is made anew each hour; the salt before it, and all counts, are
overwritten. Nothing of this is ever written to a disk or a log (``shared_memory``).

Two keys can fall on the same counters, which are then too high, never too low; each key
has three, and the lowest counts (Cormode and Muthukrishnan 2005, count-min sketch).
"""

import struct
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import blake2b
from secrets import token_bytes

from core.shared_memory import SharedMemory

HOUR = timedelta(hours=1)
_SALT, _ROWS = 32, 3
_HEAD = struct.Struct(f"<q{_SALT}s")
_COUNT = struct.Struct("<I")
_MOST = 2**32 - 1


class SharedCounts:
    """Counters by key for the present hour; for one thread of each process."""

    def __init__(self, width: int = 1 << 16) -> None:
        """Take memory for ``width`` counters in each of three rows."""
        self._width = width
        self._shared = SharedMemory(_HEAD.size + _COUNT.size * width * _ROWS)
        self._memory = self._shared.content

    def count(self, matter: str, key: str, moment: datetime) -> int:
        """Count one try, and return how many this key had in this hour, or more."""
        with self._shared.alone():
            salt = self._salt_of(int(moment.timestamp() // HOUR.total_seconds()))
            return min(self._raise(place) for place in self._places(salt, matter, key))

    def _salt_of(self, hour: int) -> bytes:
        """Return this hour's salt; the first to come forgets the hour before."""
        begun, salt = _HEAD.unpack_from(self._memory, 0)
        if begun != hour:
            salt = token_bytes(_SALT)
            self._memory[:] = bytes(len(self._memory))
            _HEAD.pack_into(self._memory, 0, hour, salt)
        return bytes(salt)

    def _places(self, salt: bytes, matter: str, key: str) -> Iterator[int]:
        digest = blake2b(f"{matter}\0{key}".encode(), key=salt).digest()
        for row in range(_ROWS):
            number = int.from_bytes(digest[row * 8 : row * 8 + 8], "little")
            slot = row * self._width + number % self._width
            yield _HEAD.size + slot * _COUNT.size

    def _raise(self, place: int) -> int:
        (before,) = _COUNT.unpack_from(self._memory, place)
        after = min(before + 1, _MOST)
        _COUNT.pack_into(self._memory, place, after)
        return int(after)
