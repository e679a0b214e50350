"""The reader of pages is held against what SQLite itself says."""

import sqlite3
from contextlib import closing

import pytest

from surveys.waves.privacy.sqlite_file import SqliteFile

ROWID = "CREATE TABLE t (id TEXT PRIMARY KEY, words TEXT)"
WITHOUT = f"{ROWID} WITHOUT ROWID"


def made(tmp_path, schema, rows, page_size=512, then=""):
    path = tmp_path / "made.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        made.execute(f"PRAGMA page_size = {page_size}")
        made.execute("PRAGMA secure_delete = OFF")
        made.execute("PRAGMA synchronous = OFF")  # each row is a transaction
        made.execute(schema)
        made.executemany("INSERT INTO t VALUES (?, ?)", rows)
        made.executescript(then)
        roots = dict(made.execute("SELECT name, rootpage FROM sqlite_master"))
    return SqliteFile(path.read_bytes()), roots


def rows(count, words="some words"):
    return [(f"key-{number * 7919 % count:05}", words) for number in range(count)]


@pytest.mark.parametrize("schema", [ROWID, WITHOUT])
@pytest.mark.parametrize("count", [0, 1, 7, 900])
@pytest.mark.parametrize("page_size", [512, 4096, 65536])
def test_every_row_is_found_once_in_the_order_of_its_key(
    tmp_path, schema, count, page_size
):
    file, roots = made(tmp_path, schema, rows(count), page_size)
    found = [bytes(cell.content) for cell in file.cells(roots["t"])]
    assert len(found) == count
    keys = [content[content.index(b"key-") :][:9] for content in found]
    assert len({*keys}) == count
    if schema == WITHOUT:
        assert keys == sorted(keys)


def test_an_index_is_a_tree_of_its_own(tmp_path):
    file, roots = made(tmp_path, ROWID, rows(300))
    (index,) = {*roots} - {"t"}
    assert sum(b"key-" in cell.content for cell in file.cells(roots[index])) == 300


def test_the_places_in_a_page_tell_the_order_of_arrival(tmp_path):
    arrived = rows(20)
    file, roots = made(tmp_path, WITHOUT, arrived, 4096)
    cells = sorted(file.cells(roots["t"]), key=lambda cell: -cell.offset)
    keys = [cell.content[cell.content.index(b"key-") :][:9].decode() for cell in cells]
    assert keys == [key for key, _words in arrived]


def test_a_long_row_goes_on_elsewhere_and_is_one_cell(tmp_path):
    file, roots = made(tmp_path, WITHOUT, rows(5, "w" * 3000))
    cells = list(file.cells(roots["t"]))
    assert len(cells) == 5
    assert all(len(cell.content) <= 512 for cell in cells)


def test_what_was_deleted_is_found_outside_the_cells(tmp_path):
    file, roots = made(
        tmp_path, WITHOUT, rows(20, "a secret"), 4096, then="DELETE FROM t"
    )
    assert file.content.count(b"a secret") > 0
    left = file.without(file.cells(roots["t"]))
    assert left.count(b"a secret") == file.content.count(b"a secret")


def test_what_is_there_is_not_outside_the_cells(tmp_path):
    file, roots = made(tmp_path, WITHOUT, rows(20, "a secret"), 4096)
    assert file.without(file.cells(roots["t"])).count(b"a secret") == 0
    assert len(file.without(iter(()))) == len(file.content)
