"""Backups: one file that holds all of an instance, and the way back from it.

The database is copied by ``VACUUM INTO`` from a process of its own (copying the
live file loses rows and breaks its locks; docs/operations/backup.md), or by
``pg_dump`` where the instance lives on PostgreSQL. Beside it lie the instance's
secret, the key of its log and its settings.
"""

import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

DATABASE = "commonweal.db"
DUMP = "commonweal.dump"
BESIDE = ("secret", "log.key", "commonweal.toml", "contacts.toml", "demo")


class NotABackup(ValueError):
    """The file is no backup of an instance, or a damaged one."""


def back_up(address: str, instance: Path, file: Path) -> int:
    """Write a backup; return its size in bytes.

    Args:
        address: SQLAlchemy's address of the database.
        instance: the instance's folder.
        file: what to write; replaced only once the new one is whole.

    Raises:
        OSError, sqlite3.Error, subprocess.CalledProcessError: it could not be
            written; an older file under this name is then as it was.
    """
    with tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder:
        copy = _copy_database(address, Path(folder))
        whole = Path(folder) / "whole.tar.gz"
        with tarfile.open(whole, "w:gz") as archive:
            archive.add(copy, copy.name)
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
        if DATABASE in names:
            _check_sqlite(folder / DATABASE)
        instance.mkdir(parents=True, exist_ok=True)
        if address.startswith("sqlite") != (DATABASE in names):
            raise NotABackup("The backup is of another kind of database.")
        if DATABASE in names:
            _place(folder / DATABASE, sqlite_file(address))
        else:
            _restore_dump(folder / DUMP, address)
        for beside in names & set(BESIDE):
            _place(folder / beside, instance / beside)


def sqlite_file(address: str) -> Path:
    """Return the file that an address of SQLite names."""
    return Path(address.partition(":///")[2])


def _copy_database(address: str, folder: Path) -> Path:
    if address.startswith("sqlite"):
        copy = folder / DATABASE
        # mode=rw: a database that is not there is an error, not an empty new one.
        source = f"{sqlite_file(address).as_uri()}?mode=rw"
        connection = sqlite3.connect(source, uri=True)
        try:
            connection.execute("VACUUM INTO ?", (str(copy),))
        finally:
            connection.close()
        return copy
    copy = folder / DUMP
    command = ["pg_dump", "--format=custom", f"--file={copy}", _plain(address)]
    subprocess.run(command, check=True)  # noqa: S603  # no shell, our own words
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
            known = {DATABASE, DUMP, *BESIDE}
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
