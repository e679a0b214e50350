"""Finished pages in a folder of the instance: one process writes them, others read.

Whoever serves pages only looks here, and makes what is not there; so nobody waits for
a lock, and no address that a stranger thinks of fills the disk.
"""

from collections.abc import Callable, Hashable
from functools import cache
from hashlib import sha256
from pathlib import Path

from core.kept_files import UNFINISHED
from core.shelf import Packed, kept_as

FOLDER = "pages"
"""Where an instance keeps them."""

ROOT = Path(__file__).parent.parent
PARTS = ("core", "accounts", "surveys", "forum", "templates", "translations")
MADE_OF = {".html", ".mo", ".py"}
DONE = "done"


class KeptPages:
    """Finds pages by key, and keeps them where it writes."""

    def __init__(self, folder: Path, *, writes: bool = False) -> None:
        """Look into a folder, which need not be there yet."""
        self._folder = folder
        self._writes = writes
        self._used: set[str] = set()

    def page(self, key: Hashable, make: Callable[[], Packed]) -> Packed:
        """Return the page of a key; make it if it is not here.

        The key's ``repr`` must name all that the page depends on, in any process.
        """
        name = sha256(f"{made_of()} {key!r}".encode()).hexdigest()
        self._used.add(name)
        try:
            return kept_as((self._folder / name).read_bytes())
        except FileNotFoundError:
            made = make()
        if self._writes:
            self._write(name, made.content)
        return made

    def is_done(self, mark: str) -> bool:
        """Tell whether all that a mark stands for was written, and lies here still."""
        done = self._folder / DONE
        return done.exists() and done.read_text() == f"{made_of()} {mark}"

    def finish(self, mark: str) -> None:
        """Drop what was not asked for, and note that all of a mark is here."""
        self._used.add(DONE)
        self._write(DONE, f"{made_of()} {mark}".encode())
        for file in self._folder.iterdir():
            if file.name not in self._used:
                file.unlink(missing_ok=True)

    def clear(self) -> None:
        """Drop all: the site may make them otherwise from now on."""
        self._used.clear()
        if self._folder.exists():
            for file in sorted(self._folder.iterdir()):
                file.unlink(missing_ok=True)

    def _write(self, name: str, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._folder / f"{name}{UNFINISHED}"
        part.touch(mode=0o600)
        part.write_bytes(content)
        part.rename(self._folder / name)


@cache
def made_of() -> str:
    """Return a mark of the site's own files, as they were when this process asked.

    A worker of an older version may still run beside a newer server.
    """
    files = sorted(
        (str(file), found.st_size, found.st_mtime_ns)
        for part in PARTS
        for file in (ROOT / part).rglob("*")
        if file.suffix in MADE_OF
        for found in [file.stat()]
    )
    return sha256(repr(files).encode()).hexdigest()
