"""Fixtures. A test of a pure module needs none of them."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings
from sqlalchemy import event
from sqlalchemy.orm import Session

from core.db import db
from core.settings import read_settings
from tests.databases import (
    NAMES,
    PostgresTemplate,
    SqliteTemplate,
    postgres_server,
    quick_folder,
)
from tests.groups import Once, group, groups_said
from tests.made_once import share
from tests.pages import Pages

# On a busy machine the first example of a test may wait long; that says nothing.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

Templates = Callable[[str], SqliteTemplate | PostgresTemplate]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller say which databases the tests run on."""
    parser.addoption(
        "--database",
        choices=[*NAMES, "both"],
        default="sqlite",
        help="run tests that need a database on this one",
    )
    parser.addoption(
        "--pictures",
        action="store_true",
        help="keep a picture of each page in a browser, in build/screenshots",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs a database once on each."""
    if "database" not in metafunc.fixturenames:
        return
    marker = metafunc.definition.get_closest_marker("database")
    wanted = metafunc.config.getoption("--database")
    names = NAMES if wanted == "both" else (wanted,)
    metafunc.parametrize("database", marker.args if marker else names)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let one worker have what belongs together; see what names the groups."""
    if not item.get_closest_marker("xdist_group"):
        needs_database = "database" in getattr(item, "fixturenames", ())
        file = item.path.relative_to(Path(__file__).parent).as_posix()
        item.add_marker(pytest.mark.xdist_group(group(file, some=needs_database)))


@pytest.hookimpl(wrapper=True)
def pytest_collection_finish(session: pytest.Session) -> Iterator[None]:
    """Say the groups where tests are handed out.

    And set aside what stands until the end, and search for garbage less often: with all
    tests collected that is 650,000 objects, and to look at them again and again, for
    what a test leaves in circles, took more than a fifth of its time.
    """
    with groups_said(session):
        yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def make_app(address: str, folder: Path, **changes: object) -> Flask:
    """Return the application as an operator would get it, on a database."""
    # Here and not above: a test of a pure module does not wait for all rooms.
    from app import create_app  # noqa: PLC0415

    settings = read_settings({"COMMONWEAL_INSTANCE": str(folder)})
    app = create_app(
        settings
        | {
            "TESTING": True,
            "SECRET_KEY": "test",
            "SQLALCHEMY_DATABASE_URI": address,
            "WTF_CSRF_ENABLED": False,
            **changes,
        }
    )
    share(app)
    return app


@pytest.fixture(scope="session")
def once(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Hold what is dear to one worker, where tests are handed out in groups."""
    own = tmp_path_factory.getbasetemp()
    return Once(own.parent if getattr(pytestconfig.option, "loadgroup", False) else own)


@pytest.fixture(scope="session")
def quick() -> Iterator[Path]:
    """A folder for databases and whole instances; see what lends it."""
    with quick_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def templates(quick: Path) -> Iterator[Templates]:
    """The migrated database of a kind; it is made, or started, when first asked for."""
    with ExitStack() as leftovers:

        @cache
        def template(name: str) -> SqliteTemplate | PostgresTemplate:
            if name == "sqlite":
                folder = quick / "databases"
                folder.mkdir()
                return SqliteTemplate(folder)
            made = PostgresTemplate(leftovers.enter_context(postgres_server()))
            leftovers.callback(made.close)
            return made

        yield template


@pytest.fixture
def address(database: str, templates: Templates) -> Iterator[str]:
    """The address of an empty database, at the present schema."""
    with templates(database).copy() as address:
        yield address


@pytest.fixture
def bare_address(database: str, templates: Templates) -> Iterator[str]:
    """The address of a database without any table."""
    with templates(database).copy(bare=True) as address:
        yield address


@pytest.fixture
def app(address: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty database of its own."""
    app = make_app(address, tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        kept = db.engine.pool.status()
        db.engine.dispose()
    # One that nobody gives back is cut off with its database and collected during
    # another test, which then fails for nothing it did.
    assert "Current Checked out connections: 0" in kept, kept


@pytest.fixture(scope="session")
def larkmoor(quick: Path, once: Once) -> Path:
    """The demo community, made once by the public commands; nobody serves it."""
    once("larkmoor")
    instance = quick / "larkmoor"
    instance.mkdir()
    for command in ("init", "demo"):
        subprocess.run(
            [sys.executable, "-m", "app", command],
            check=True,
            cwd=Path(__file__).parents[1],
            env=os.environ | {"COMMONWEAL_INSTANCE": str(instance)},
            stdout=subprocess.DEVNULL,
        )
    return instance


@dataclass(frozen=True)
class Community:
    """The demo community in a database, as it was built: nobody changes it."""

    app: Flask
    sign_ins: list[Any]
    days: list[Any]


@pytest.fixture(scope="session")
def communities(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory, once: Once
) -> Iterator[Callable[[str], Community]]:
    """The demo community in a database of each kind; built when first asked for."""
    # Here and not above: a test of a pure module does not wait for all rooms.
    from deliberation.demo.service import build  # noqa: PLC0415

    with ExitStack() as leftovers:

        @cache
        def community(name: str) -> Community:
            once(f"community in {name}")
            instance = tmp_path_factory.mktemp("community")
            app = make_app(leftovers.enter_context(templates(name).copy()), instance)
            (instance / "demo").touch()
            days: list[Any] = []
            with app.app_context():
                leftovers.callback(db.engine.dispose)
                signer = app.extensions["signer"]
                sign_ins = build(db.session(), signer, watch=days.append)
                db.session.commit()
            return Community(app, sign_ins, days)

        yield community


@pytest.fixture
def community(
    database: str, communities: Callable[[str], Community]
) -> Iterator[Community]:
    """The demo community, to be read only; within its application."""
    found = communities(database)
    with found.app.app_context():
        yield found
        db.session.remove()


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application without a database, to look at its routes."""
    return make_app("sqlite://", tmp_path_factory.mktemp("web"))


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The database session of the test; pages have one of their own."""
    session = db.session()
    yield session
    # It may have been taken from the registry and used again.
    session.close()


@pytest.fixture
def pages(app: Flask) -> Pages:
    """A reader of pages who complains about bad ones."""
    return Pages(app.test_client())


class Budget:
    """At most this many SQL statements inside the block."""

    @contextmanager
    def __call__(self, most: int) -> Iterator[None]:
        """Fail when the block sends more than ``most`` statements."""
        seen: list[str] = []

        def note(_c: object, _cur: object, statement: str, *_: object) -> None:
            if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        assert len(seen) <= most, "\n\n".join(seen)


@pytest.fixture
def statements_at_most(app: Flask) -> Budget:
    """Hold a block to a number of SQL statements."""
    return Budget()
