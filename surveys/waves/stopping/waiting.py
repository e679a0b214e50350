"""Moves from page to page that wait in memory until ten people are behind them.

Written one by one, the database would show when somebody turned a page. So moves are
added up, nameless, in memory that all workers share, and handed out together once ten
more people have begun. What waits when the server ends is lost.
"""

import json
import struct
from collections.abc import Callable, Mapping
from mmap import mmap

from core.shared_memory import SharedMemory
from surveys.waves.settling.batch import FEWEST
from surveys.waves.stopping.pages import BEGINNING

Moves = dict[str, int]
"""By page: how many came to it, less those who went on. ``BEGINNING`` falls below 0."""

_LENGTH = struct.Struct("<I")
_SIZE = 1 << 18  # bytes; a wave of 60 pages takes about one thousand


class Waiting:
    """Moves by wave; for one thread of each process."""

    def __init__(self, size: int = _SIZE) -> None:
        """Take memory of so many bytes; what does not fit is lost."""
        self._shared = SharedMemory(size)

    def add(self, wave_id: int, moves: Mapping[str, int]) -> Moves:
        """Keep moves; return all that wait for this wave once ten people began."""

        def change(waves: dict[str, Moves]) -> Moves:
            mine = _add(waves, wave_id, moves)
            enough = -mine.get(BEGINNING, 0) >= FEWEST
            return waves.pop(str(wave_id)) if enough else {}

        return self._changed(change)

    def put_back(self, wave_id: int, batch: Mapping[str, int]) -> None:
        """Keep a batch that could not be written; the next move hands it out again."""
        self._changed(lambda waves: _add(waves, wave_id, batch) and {})

    def take(self, wave_id: int) -> Moves:
        """Return what waits for a wave, however little it is, and forget it."""
        return self._changed(lambda waves: waves.pop(str(wave_id), {}))

    def _changed(self, change: Callable[[dict[str, Moves]], Moves]) -> Moves:
        with self._shared.alone() as memory:
            waves = _read(memory)
            found = change(waves)
            _write(memory, waves)
            return found


def _add(waves: dict[str, Moves], wave_id: int, moves: Mapping[str, int]) -> Moves:
    mine = waves.setdefault(str(wave_id), {})
    for page, people in moves.items():
        mine[page] = mine.get(page, 0) + people
    return mine


def _read(memory: mmap) -> dict[str, Moves]:
    (length,) = _LENGTH.unpack_from(memory)
    try:
        found: dict[str, Moves] = json.loads(
            memory[_LENGTH.size : _LENGTH.size + length]
        )
    except ValueError:  # nothing yet, or a worker died while it wrote
        return {}
    return found


def _write(memory: mmap, waves: Mapping[str, Moves]) -> None:
    """Put all in the place of what was there, and blank what is left of that."""
    told = json.dumps(waves, separators=(",", ":")).encode()
    (before,), room = _LENGTH.unpack_from(memory), len(memory) - _LENGTH.size
    if len(told) <= room:
        whole = _LENGTH.pack(len(told)) + told.ljust(min(before, room), b"\0")
        memory[: len(whole)] = whole


waiting = Waiting()
"""Made before the workers are, so that they share it."""
