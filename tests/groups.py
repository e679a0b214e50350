"""Which tests one worker gets together, where several share a run."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

SOME = 8
_seen: Counter[str] = Counter()


def group(file: str, *, some: bool) -> str:
    """Return the group of the next test of a file: the whole file, or some tests of it.

    Tests without a database are many and quick: handing each of them out alone cost
    more than some. The largest groups are handed out first; tests with a database come
    last and few at a time, so that the workers end together.
    """
    if not some:
        return file
    _seen[file] += 1
    return f"{file} {(_seen[file] - 1) // SOME}"


@contextmanager
def groups_said(session: pytest.Session) -> Iterator[None]:
    """Show each test with its group at the end of its name: the scheduler reads it.

    pytest-xdist 3.8 means to do so itself, and with pytest 9.2 does not: each test goes
    alone to whoever is free, nothing says so, and what one worker was to make was made
    by all (https://github.com/pytest-dev/pytest-xdist/issues/1386).
    """
    items = session.items
    if "PYTEST_XDIST_WORKER" in os.environ:
        session.items = [SimpleNamespace(nodeid=_named(each)) for each in items]  # type: ignore[misc]
    try:
        yield
    finally:
        session.items = items


def _named(item: pytest.Item) -> str:
    marker = item.get_closest_marker("xdist_group")
    return f"{item.nodeid}@{marker.args[0]}" if marker else item.nodeid


class Once:
    """Nobody makes dear things twice: should groups be torn apart, the run says so."""

    def __init__(self, notes: Path) -> None:
        """Keep notes in a folder that all workers see who share out groups."""
        self._notes = notes

    def __call__(self, name: str) -> None:
        """Note that this is being made.

        Raises:
            FileExistsError: another worker made it, or this one did before.
        """
        (self._notes / f"made {name}").touch(exist_ok=False)
