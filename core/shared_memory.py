"""Memory that all workers of a server share; nothing of it is ever on a disk.

Made before the workers are forked, it is the same for all of them (``preload_app``).
"""

import fcntl
import mmap
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


class SharedMemory:
    """So many bytes, all zero at first; for one thread of each process."""

    def __init__(self, size: int) -> None:
        """Take memory of ``size`` bytes."""
        self._file = _memory_file()
        os.ftruncate(self._file, size)
        self.content = mmap.mmap(self._file, size)

    @contextmanager
    def alone(self) -> Iterator[mmap.mmap]:
        """Lend the bytes and keep other processes out; one that dies lets go."""
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield self.content
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)


def _memory_file() -> int:
    """Return a file that is memory only where the system has such, else unnamed."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("counts")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
