"""A real browser at the size of a phone, and the site served as operators serve it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from core.db import db
from tests.browser.person import PICTURES, ROOT, Person
from tests.conftest import make_app
from tests.groups import Once

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 90  # seconds until a server has to answer

MakePerson = Callable[..., Person]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what needs a browser; one worker has it, so that one browser starts."""
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser(once: Once) -> Iterator[Browser]:
    """Chromium, as Debian ships it."""
    once("browser")
    named = [os.environ.get("CHROMIUM", ""), *NAMES]
    program = next(filter(None, map(shutil.which, filter(None, named))))
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(f"{address}/livez", timeout=1):  # noqa: S310
                return
        except (URLError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError(f"no server: {server.poll()}")


@pytest.fixture(scope="module")
def instance(larkmoor: Path, quick: Path) -> Iterator[Path]:
    """A copy of the community for the tests of one file, to do with as they please."""
    with TemporaryDirectory(dir=quick) as folder:
        yield shutil.copytree(larkmoor, Path(folder) / "copied")


@pytest.fixture(scope="module")
def address(instance: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the copy is served, by gunicorn with the project's settings.

    Alone, unless a file says that ``WORKER_BESIDE`` it runs, as people are served.
    """
    words = ["--workers", "1"]
    if not getattr(request.module, "WORKER_BESIDE", False):
        words.append("--alone")
    bind = f"127.0.0.1:{free_port()}"
    with (instance / "server.log").open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", *words, "--bind", bind],
            cwd=ROOT,
            env=os.environ | {"COMMONWEAL_INSTANCE": str(instance)},
            stdout=output,
            stderr=output,
        )
        try:
            wait_for(f"http://{bind}", server)
            yield f"http://{bind}"
        finally:
            server.terminate()
            server.wait()


@pytest.fixture(scope="module")
def phrases(instance: Path) -> dict[str, str]:
    """The eight words of everybody in the community, by name."""
    lines = (instance / "demo-sign-in.txt").read_text(encoding="utf-8").splitlines()
    names = [line.partition(": ")[2] for line in lines[::2]]
    return dict(zip(names, map(str.strip, lines[1::2]), strict=True))


@pytest.fixture
def app(address: str, instance: Path) -> Iterator[Flask]:
    """The application on the database of the served community, to arrange things."""
    app = make_app(f"sqlite:///{instance / 'commonweal.db'}", instance)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def person(
    browser: Browser,
    address: str,
    phrases: dict[str, str],
    pytestconfig: pytest.Config,
) -> Iterator[MakePerson]:
    """Hand a device to somebody who reads a language.

    With ``scripts=False`` JavaScript is off. ``wide`` is a screen on a desk, and
    ``dark`` one that is set to dark colours. Who ``is_member`` is signed in.
    """
    contexts = []

    def make(
        name: str,
        language: str = "en",
        *,
        scripts: bool = True,
        wide: bool = False,
        dark: bool = False,
        is_member: bool = False,
    ) -> Person:
        def device(*, scripts: bool) -> Page:
            context = browser.new_context(
                viewport=DESK if wide else PHONE,
                locale=language,
                java_script_enabled=scripts,
                color_scheme="dark" if dark else "light",
            )
            contexts.append(context)
            context.set_default_timeout(1000 * PATIENCE)
            return context.new_page()

        twin = None if scripts else device(scripts=True)
        made = Person(device(scripts=scripts), address, language, name, twin)
        made.keeps_pictures = pytestconfig.getoption("--pictures")
        if is_member:
            made.signs_in(phrases[name])
        return made

    yield make
    for context in contexts:
        context.close()
