"""Files that cost much to make, kept in a folder of the instance while there is room.

One is made at a time on this machine: whoever asks meanwhile waits, and finds it made.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

LOCK = "lock"
UNFINISHED = ".part"
SIGNS = 64  # of a finished file's name
FOLDER = "files"
"""Where an instance keeps them."""


Taken = TypeVar("Taken")


class KeptFiles:
    """Keeps files by key, and drops the oldest when there are too many bytes."""

    def __init__(self, folder: Path, most: int) -> None:
        """Hold at most so many bytes in a folder, beside the newest file."""
        self._folder = folder
        self._most = most

    def take(
        self, key: object, make: Callable[[Path], None], read: Callable[[Path], Taken]
    ) -> Taken:
        """Return what ``read`` opens of the file of a key; ``make`` writes the file.

        The key's ``repr`` must name all that the file depends on. What could not be
        made is not kept. Others may drop a file at any time: ``read`` opens it, or
        raises FileNotFoundError, and what is open stays whole. The second time it is
        asked where nobody drops anything.
        """
        file = self._folder / sha256(repr(key).encode()).hexdigest()
        try:
            return read(file)
        except FileNotFoundError:
            with self._alone():
                if not file.exists():
                    self._made(file, make)
                return read(file)

    def clear(self) -> None:
        """Drop all: another version of the site may make them otherwise."""
        if self._folder.exists():
            with self._alone():
                for file in self._files():
                    file.unlink(missing_ok=True)

    def _made(self, file: Path, make: Callable[[Path], None]) -> None:
        part = file.with_suffix(UNFINISHED)
        try:
            part.touch(mode=0o600)
            make(part)
            self._make_room(part.stat().st_size)
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)

    def _make_room(self, size: int) -> None:
        kept = sorted(self._files(), key=lambda file: file.stat().st_mtime)
        room = self._most - size - sum(file.stat().st_size for file in kept)
        for oldest in kept:
            if room >= 0:
                return
            room += oldest.stat().st_size
            oldest.unlink()

    def _files(self) -> list[Path]:
        return [file for file in self._folder.iterdir() if len(file.name) == SIGNS]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
