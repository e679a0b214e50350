"""Backups: one file that holds all of an instance, and the way back from it.

The database is copied by ``VACUUM INTO`` from a process of its own (copying the
live file loses rows and breaks its locks; docs/operations/deploy.md), or by
``pg_dump`` where the instance lives on PostgreSQL. Beside it lie the instance's
secret, the key of its log, its settings and the roll of one-time codes.
"""

import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

DATABASE = "commonweal.db"
DUMP = "commonweal.dump"
ROLL = "roll.db"
BESIDE = ("secret", "log.key", "commonweal.toml", "contacts.toml", "demo")


class NotABackup(ValueError):
    """The file is no backup of an instance, or a damaged one."""


def back_up(
    address: str,
    instance: Path,
    file: Path,
    *,
    leave_out: Sequence[str] = (),
    hold_back: Sequence[str] = (),
) -> int:
    """Write a backup; return its size in bytes.

    Args:
        address: SQLAlchemy's address of the database.
        instance: the instance's folder.
        file: what to write; replaced only once the new one is whole.
        leave_out: statements that take from SQLite's copy what is not to be in it.
        hold_back: tables of which no row is to be in it.

    Raises:
        OSError, sqlite3.Error, subprocess.CalledProcessError: it could not be
            written; an older file under this name is then as it was.
    """
    with tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder:
        copy = _copy_database(address, Path(folder), leave_out, hold_back)
        whole = Path(folder) / "whole.tar.gz"
        with tarfile.open(whole, "w:gz") as archive:
            archive.add(copy, copy.name)
            if (instance / ROLL).exists():
                roll = _copy_sqlite(instance / ROLL, Path(folder) / ROLL)
                archive.add(roll, ROLL)
            for name in BESIDE:
                if (instance / name).exists():
                    archive.add(instance / name, name)
        whole.chmod(0o600)
        whole.replace(file)
    return file.stat().st_size


def restore(file: Path, address: str, instance: Path) -> None:
    """Put a backup in the place of an instance that is not being served.

    Raises:
        NotABackup: the file holds something else; nothing was changed.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = _unpack(file, folder)
        for database in names & {DATABASE, ROLL}:
            _check_sqlite(folder / database)
        instance.mkdir(parents=True, exist_ok=True)
        if address.startswith("sqlite") != (DATABASE in names):
            raise NotABackup("The backup is of another kind of database.")
        if DATABASE in names:
            _place(folder / DATABASE, sqlite_file(address))
        else:
            _restore_dump(folder / DUMP, address)
        for beside in names & {*BESIDE, ROLL}:
            _place(folder / beside, instance / beside)


def sqlite_file(address: str) -> Path:
    """Return the file that an address of SQLite names."""
    return Path(address.partition(":///")[2])


def _copy_database(
    address: str, folder: Path, leave_out: Sequence[str], hold_back: Sequence[str]
) -> Path:
    if address.startswith("sqlite"):
        emptied = [f'DELETE FROM "{table}"' for table in hold_back]  # noqa: S608  # our own names
        source, copy = sqlite_file(address), folder / DATABASE
        return _copy_sqlite(source, copy, [*leave_out, *emptied])
    copy = folder / DUMP
    without = [f"--exclude-table-data={table}" for table in hold_back]
    command = ["pg_dump", "--format=custom", *without, f"--file={copy}"]
    subprocess.run([*command, _plain(address)], check=True)  # noqa: S603  # no shell, our own words
    return copy


def _copy_sqlite(source: Path, copy: Path, leave_out: Sequence[str] = ()) -> Path:
    # mode=rw: a database that is not there is an error, not an empty new one.
    with closing(sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True)) as live:
        live.execute("VACUUM INTO ?", (str(copy),))
    if leave_out:
        with closing(sqlite3.connect(copy, isolation_level=None)) as made:
            made.execute("PRAGMA secure_delete = ON")
            for statement in leave_out:
                made.execute(statement)
            made.execute("VACUUM")
    return copy


def _restore_dump(dump: Path, address: str) -> None:
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error"]
    subprocess.run(  # noqa: S603  # no shell, our own words
        [*command, "--single-transaction", f"--dbname={_plain(address)}", str(dump)],
        check=True,
    )


def _plain(address: str) -> str:
    return address.replace("postgresql+psycopg://", "postgresql://")


def _unpack(file: Path, folder: Path) -> set[str]:
    """Unpack only the plain files that a backup has; anything else is no backup."""
    try:
        with tarfile.open(file) as archive:
            members = archive.getmembers()
            names = {member.name for member in members}
            known = {DATABASE, DUMP, ROLL, *BESIDE}
            if not names <= known or not all(m.isfile() for m in members):
                raise NotABackup("The file is not a backup of Commonweal.")
            if len(names & {DATABASE, DUMP}) != 1:
                raise NotABackup("The backup holds no database.")
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise NotABackup("The file is not a backup, or it is damaged.") from error
    return names


def _check_sqlite(file: Path) -> None:
    connection = sqlite3.connect(file)
    try:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise NotABackup("The database in the backup is damaged.") from error
    finally:
        connection.close()
    if said != "ok":
        raise NotABackup("The database in the backup is damaged.")


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    for trace in ("-wal", "-shm"):
        target.with_name(target.name + trace).unlink(missing_ok=True)
    beside = target.with_name(target.name + ".new")
    shutil.copy2(source, beside)
    beside.chmod(0o600)
    beside.replace(target)
