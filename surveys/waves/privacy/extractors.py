"""Every way known to us to find out from the disk who answered when, or what.

Each works on copies of files, as a thief of the disk would have them.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from surveys.waves.privacy.finding import (
    FEWEST,
    Finding,
    Person,
    of_batches,
    of_count,
    of_order,
)
from surveys.waves.privacy.order import MOST_LINKS, Part, count_links
from surveys.waves.privacy.sqlite_file import Cell, SqliteFile

STOPPED = "SELECT sum(people) FROM stop_count GROUP BY wave_id"
"""Asks how many people of each wave were counted where they stopped."""

Marks = Mapping[bytes, int]
"""What stands beside somebody's answers or code, and that person's true place."""


def marks_of(people: Sequence[Person]) -> dict[bytes, int]:
    """Return what to look for beside the answers."""
    return {mark.encode(): each.place for each in people for mark in each.marks}


def roll_marks_of(people: Sequence[Person]) -> dict[bytes, int]:
    """Return what to look for on the roll."""
    return {each.on_roll.encode(): each.place for each in people if each.on_roll}


def first_seen(content: bytes, marks: Marks) -> Part:
    """Return the places of those who are found, in the order of their first byte."""
    seen: dict[int, int] = {}
    for mark, place in marks.items():
        at = content.find(mark)
        if at >= 0:
            seen[place] = min(at, seen.get(place, at))
    return sorted(seen, key=lambda place: seen[place])


def attack_files(
    database: Path,
    roll: Path,
    opened: Sequence[Person],
    coded: Sequence[Person],
    counted: Sequence[Person] = (),
) -> list[Finding]:
    """Attack copies of both databases: people of an open wave, a coded one, counts."""
    log = _log_of("answers", database, marks_of([*opened, *coded, *counted]))
    roll_log = _log_of("roll", roll, roll_marks_of(coded))
    first = marks_of(opened) | _row_marks(database, opened)
    second = marks_of(coded) | _row_marks(database, coded)
    on_roll = roll_marks_of(coded)
    return [
        log,
        *attack_sqlite("answers", database, "arriving", first),
        *attack_sqlite("answers to codes", database, "arriving", second),
        *attack_sqlite("tokens of counts", database, "spent_token", marks_of(counted)),
        roll_log,
        *attack_sqlite("roll", roll, "roll", on_roll),
        attack_roll(
            orders_of(database, "arriving", second), orders_of(roll, "roll", on_roll)
        ),
        values_in_common(_values(database, "arriving"), _values(roll, "roll")),
        of_batches(_stopped(database)),
    ]


def attack_sqlite(name: str, database: Path, table: str, marks: Marks) -> list[Finding]:
    """Look for an order in a copy of a database whose log was written into it."""
    found: list[Finding] = []
    with closing(sqlite3.connect(database)) as copy:
        trees = copy.execute(
            "SELECT name, tbl_name, rootpage FROM sqlite_master WHERE rootpage > 0"
        ).fetchall()
        found.append(_row_ids(name, copy, table))
    file = SqliteFile(database.read_bytes())
    for tree, of_table, root in trees:
        if of_table == table:
            cells = list(file.cells(root))
            found += _places(f"{name}: {tree}", cells, marks)
    every = (cell for _tree, _table, root in trees for cell in file.cells(root))
    left = file.without(every)
    # What SQLite leaves in a gap while it writes rows in key order is in that order.
    seen = [first_seen(left, marks)]
    found.append(of_order(f"{name}: free pages and gaps", seen, few=True))
    return found


def attack_roll(answers: Sequence[Part], roll: Sequence[Part]) -> Finding:
    """Match the orders of the roll and of the answers place by place."""
    links = max(
        (count_links(one, other) for one in answers for other in roll), default=0
    )
    return of_count("roll beside answers", "matched", links, most=MOST_LINKS)


def orders_of(database: Path, table: str, marks: Marks) -> list[Part]:
    """Return the orders of people in each b-tree of a table, by place in the file."""
    with closing(sqlite3.connect(database)) as copy:
        roots = copy.execute(
            "SELECT rootpage FROM sqlite_master WHERE tbl_name = ?", (table,)
        ).fetchall()
    file = SqliteFile(database.read_bytes())
    return [_in_file(list(file.cells(root)), marks) for (root,) in roots]


def search_secrets(files: Iterable[Path], people: Sequence[Person]) -> Finding:
    """Look for tokens, codes and phrases in every byte of every file."""
    secrets = {secret.encode() for each in people for secret in each.secrets}
    contents = [file.read_bytes() for file in files]
    found = sum(secret in content for secret in secrets for content in contents)
    where = f"of {len(secrets)} secrets in {len(contents)} files"
    return of_count("secrets in any file", where, found)


def search_log(log: str, people: Sequence[Person]) -> Finding:
    """Look for lines of the server's log that speak of answering or of answers."""
    marks = [mark for each in people for mark in (*each.marks, *each.secrets)]
    telling = [
        line
        for line in log.splitlines()
        if " /s/" in line or any(mark in line for mark in marks)
    ]
    return of_count("log of the server", "lines about answering", len(telling))


def values_in_common(one: Iterable[object], other: Iterable[object]) -> Finding:
    """Look for a value that stands on the roll and beside answers."""
    common = set(one) & set(other)
    return of_count("values of roll and answers", "in common", len(common))


def _log_of(name: str, database: Path, marks: Marks) -> Finding:
    """Look into a write-ahead log; then let SQLite write it into the database."""
    log = database.with_name(f"{database.name}-wal")
    written = log.read_bytes() if log.exists() else b""
    with closing(sqlite3.connect(database)) as copy:
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return of_order(f"{name}: write-ahead log", [first_seen(written, marks)])


def _row_marks(database: Path, people: Sequence[Person]) -> dict[bytes, int]:
    """Return the random keys of people's rows: indexes have these too."""
    places = {mark: each.place for each in people for mark in each.marks}
    with closing(sqlite3.connect(database)) as copy:
        rows = copy.execute("SELECT id, submission_key FROM arriving").fetchall()
    return {str(row).encode(): places[key] for row, key in rows if key in places}


def _values(database: Path, table: str) -> set[object]:
    with closing(sqlite3.connect(database)) as copy:
        rows = copy.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # ours
    return {str(value) for row in rows for value in row if len(str(value)) > FEWEST}


def _stopped(database: Path) -> list[int]:
    with closing(sqlite3.connect(database)) as copy:
        return [people for (people,) in copy.execute(STOPPED)]


def _row_ids(name: str, copy: sqlite3.Connection, table: str) -> Finding:
    try:
        copy.execute(f"SELECT rowid FROM {table} LIMIT 1")  # noqa: S608  # our own name
    except sqlite3.OperationalError:
        return Finding(f"{name}: row ids", "none", holds=True)
    return Finding(f"{name}: row ids", "the table has them", holds=False)


def _places(name: str, cells: list[Cell], marks: Marks) -> Iterator[Finding]:
    """Yield the order inside pages, and that of the pages."""
    pages: dict[int, list[int]] = {}
    for cell in _written(cells):
        place = _whose(cell, marks)
        if place is not None:
            pages.setdefault(cell.page, []).append(place)
    yield of_order(f"{name}: inside pages", list(pages.values()))
    yield of_order(f"{name}: across pages", [_in_file(cells, marks)])


def _in_file(cells: list[Cell], marks: Marks) -> Part:
    found = [_whose(cell, marks) for cell in _written(cells)]
    return [place for place in found if place is not None]


def _written(cells: list[Cell]) -> list[Cell]:
    """Return cells as they were written: a page is filled from its end."""
    return sorted(cells, key=lambda cell: (cell.page, -cell.offset))


def _whose(cell: Cell, marks: Marks) -> int | None:
    return next((place for mark, place in marks.items() if mark in cell.content), None)
