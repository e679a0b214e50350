import sqlite3
import tarfile

import pytest

from core import backup

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def instance(tmp_path):
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / "secret").write_text("s3cret")
    connection = sqlite3.connect(folder / "commonweal.db")
    connection.executescript(
        "PRAGMA journal_mode = WAL; CREATE TABLE t (n); INSERT INTO t VALUES (7);"
    )
    yield folder
    connection.close()


def address(folder):
    return f"sqlite:///{folder}/commonweal.db"


def test_a_backup_comes_back_whole_with_what_is_still_in_the_write_ahead_log(
    instance, tmp_path
):
    file, new = tmp_path / "all.tar.gz", tmp_path / "new"

    backup.back_up(address(instance), instance, file)
    backup.restore(file, address(new), new)

    rows = sqlite3.connect(new / "commonweal.db").execute("SELECT n FROM t").fetchall()
    assert rows == [(7,)]
    assert (new / "secret").read_text() == "s3cret"
    assert (new / "secret").stat().st_mode & 0o077 == 0
    assert file.stat().st_mode & 0o077 == 0


def test_an_older_backup_stays_when_a_new_one_cannot_be_written(instance, tmp_path):
    file = tmp_path / "all.tar.gz"
    file.write_bytes(b"older")

    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        backup.back_up(address(tmp_path), instance, file)

    assert file.read_bytes() == b"older"


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b broken"])
def test_a_file_that_is_no_backup_changes_nothing(instance, tmp_path, content):
    file = tmp_path / "odd"
    file.write_bytes(content)

    with pytest.raises(backup.NotABackup):
        backup.restore(file, address(instance), instance)

    assert (instance / "secret").read_text() == "s3cret"


def test_an_archive_that_would_write_elsewhere_is_refused(instance, tmp_path):
    file = tmp_path / "evil.tar.gz"
    with tarfile.open(file, "w:gz") as archive:
        archive.add(instance / "secret", "../../secret")
        archive.add(instance / "commonweal.db", "commonweal.db")

    with pytest.raises(backup.NotABackup):
        backup.restore(file, address(instance), instance)


def test_a_damaged_database_is_not_put_in_place(instance, tmp_path):
    (tmp_path / "bad.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    file = tmp_path / "bad.tar.gz"
    with tarfile.open(file, "w:gz") as archive:
        archive.add(tmp_path / "bad.db", "commonweal.db")

    with pytest.raises(backup.NotABackup, match="damaged"):
        backup.restore(file, address(instance), instance)

    rows = sqlite3.connect(instance / "commonweal.db").execute("SELECT n FROM t")
    assert rows.fetchall() == [(7,)]


def test_a_backup_of_the_other_kind_of_database_is_refused(instance, tmp_path):
    file = tmp_path / "all.tar.gz"
    backup.back_up(address(instance), instance, file)

    with pytest.raises(backup.NotABackup, match="another kind"):
        backup.restore(file, "postgresql+psycopg://nowhere/x", instance)


def test_the_roll_of_codes_comes_back_too(instance, tmp_path):
    roll = sqlite3.connect(instance / "roll.db")
    roll.executescript("CREATE TABLE roll (n); INSERT INTO roll VALUES (9);")
    roll.close()
    file, new = tmp_path / "all.tar.gz", tmp_path / "new"

    backup.back_up(address(instance), instance, file)
    backup.restore(file, address(new), new)

    rows = sqlite3.connect(new / "roll.db").execute("SELECT n FROM roll").fetchall()
    assert rows == [(9,)]


def test_what_is_to_be_left_out_is_in_no_byte_of_the_copy(instance, tmp_path):
    live = sqlite3.connect(instance / "commonweal.db")
    live.executescript("CREATE TABLE u (t); INSERT INTO u VALUES ('a lonely answer');")
    file, new = tmp_path / "all.tar.gz", tmp_path / "new"

    backup.back_up(address(instance), instance, file, leave_out=["DELETE FROM u"])
    backup.restore(file, address(new), new)

    assert b"lonely" not in (new / "commonweal.db").read_bytes()
    assert live.execute("SELECT t FROM u").fetchall() == [("a lonely answer",)]
    live.close()
