"""What stands beside the answers, before and after: files, their times, and counts.

A file that is made or written when somebody answers, or a number that a watchman can
ask for, would tell when; a database's own time tells when the last one did.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from surveys.waves.privacy.finding import Finding, of_count

WATCHED = ("/livez", "/readyz", "/metrics")
"""Where watchmen ask, or would: what they hear may not hang on who answered."""

_BESIDE = ("-wal", "-shm")
"""What SQLite puts beside an open database, and takes away by itself."""


@dataclass(frozen=True)
class Traces:
    """An instance at one moment: when each file was written, what watchmen heard.

    Times are in nanoseconds, by the file's name; what was heard is a status and a page.
    """

    times: Mapping[str, int]
    heard: Mapping[str, tuple[int, str]]


def times_in(instance: Path) -> dict[str, int]:
    """Return when each file of an instance was last written."""
    files = (each for each in instance.rglob("*") if each.is_file())
    return {each.name: each.stat().st_mtime_ns for each in files}


def search_traces(
    before: Traces, after: Traces, databases: Collection[str], own: Collection[str]
) -> Iterator[Finding]:
    """Yield what answering left beside the answers.

    ``databases`` have to be written; ``own`` are what the server writes by itself.
    """
    aside = {name + more for name in [*databases, *own] for more in ("", *_BESIDE)}
    made = after.times.keys() - before.times.keys() - aside
    yield Finding("files made meanwhile", str(len(made)), holds=not made)
    written = {
        name
        for name, time in after.times.items()
        if name not in aside and before.times.get(name, time) != time
    }
    what = "files written besides the databases"
    yield of_count("file times", what, len(written))
    other = {path for path in WATCHED if before.heard[path] != after.heard[path]}
    yield of_count("pages for watchmen", f"of {len(WATCHED)} say otherwise", len(other))
