"""An instance of its own that is served like any other, to be attacked and thrown away.

Nothing here touches the instance that the command was run in.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from core.settings import ROOT
from surveys.waves.anonymity import Anonymity
from surveys.waves.privacy.respondent import INSTRUMENT, PLAN

PATIENCE = 60  # seconds until a server has to answer
_ONE_BY_ONE = """
import json, sys
from app import cli
for number, words in enumerate(json.loads(sys.argv[1])):
    try:
        cli(words)
    except BaseException as end:
        if getattr(end, "code", 1):
            print(number)
            raise
"""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class TrialFailed(RuntimeError):
    """The attack could not be made: a command or a page did not do what it must."""


@dataclass(frozen=True)
class Trial:
    """An instance in a folder, beside which lies what is not its own."""

    folder: Path
    address: str = ""

    @property
    def instance(self) -> Path:
        """The folder that a thief would take."""
        return self.folder / "instance"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "server.log"

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the site on this instance, whatever comes of it."""
        return self._python("-m", "app", *words)

    def must(self, *words: str) -> None:
        """Run a command that has to succeed.

        Raises:
            TrialFailed: it did not.
        """
        self.must_all([words])

    def must_all(self, commands: Sequence[Sequence[str]]) -> None:
        """Run commands in one process, for to begin one takes longer than they do.

        Raises:
            TrialFailed: one did not succeed; those after it were not run.
        """
        done = self._python("-c", _ONE_BY_ONE, json.dumps(commands))
        if done.returncode:
            failed = commands[int((done.stdout.split() or ["0"])[-1])]
            raise TrialFailed(f"{' '.join(failed[:2])}: {done.stderr.strip()[-300:]}")

    def _python(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  # this very interpreter, our own words
            [sys.executable, *words],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def set_up(self) -> None:
        """Make the instance with a wave of each mode, all of them open."""
        self.instance.mkdir()
        survey, plan = self.folder / "selftest.toml", self.folder / "plan.toml"
        survey.write_text(INSTRUMENT, encoding="utf-8")
        plan.write_text(PLAN, encoding="utf-8")
        made = ("--instrument", "selftest", "--plan", str(plan))
        commands: list[Sequence[str]] = [
            ("upgrade",),
            ("survey", "import", str(survey)),
            ("survey", "adopt", "selftest", "--decided", "For this trial only."),
        ]
        for mode in Anonymity:
            commands += [
                ("wave", "create", mode, *made, "--anonymity", mode),
                ("wave", "open", mode),
            ]
        self.must_all(commands)

    def codes(self, count: int) -> list[str]:
        """Return new codes of the coded wave."""
        out = self.folder / "codes"
        self.must("wave", "codes", "coded", "--count", str(count), "--out", str(out))
        return out.read_text(encoding="ascii").split()

    @contextmanager
    def served(self) -> Iterator["Visitor"]:
        """Serve the instance as operators do; lend somebody who visits it."""
        with closing(socket.socket()) as listener:
            listener.bind(("127.0.0.1", 0))
            bind = f"127.0.0.1:{listener.getsockname()[1]}"
        with self.log.open("wb") as log:
            server = subprocess.Popen(  # noqa: S603  # as above
                [sys.executable, "-m", "app", "serve", "--bind", bind],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
            try:
                visitor = Visitor(bind)
                visitor.wait(server)
                yield visitor
            finally:
                server.terminate()
                server.wait()

    def _environment(self) -> dict[str, str]:
        ours = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("COMMONWEAL_")
        }
        ours["COMMONWEAL_INSTANCE"] = str(self.instance)
        return ours | (
            {"COMMONWEAL_DATABASE_URL": self.address} if self.address else {}
        )


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser."""

    bind: str

    def ask(self, method: str, path: str, form: str) -> str:
        """Send a request; return the page.

        Raises:
            TrialFailed: the page is a refusal.
        """
        status, page = self.look(method, path, form)
        if status not in {200, 303}:
            raise TrialFailed(f"{method} {path}: {status}")
        return page

    def look(self, method: str, path: str, form: str = "") -> tuple[int, str]:
        """Send a request; return the status and the page, whatever they are.

        It returns when the server has hung up: a batch is written before it does.
        """
        with closing(HTTPConnection(self.bind, timeout=PATIENCE)) as connection:
            connection.connect()
            with connection.sock.dup() as line:
                line.settimeout(PATIENCE)
                connection.request(method, path, form or None, _FORM if form else {})
                answer = connection.getresponse()
                page = answer.read().decode()
                line.recv(1)
            return answer.status, page

    def wait(self, server: subprocess.Popen[bytes]) -> None:
        """Wait until the server answers.

        Raises:
            TrialFailed: it does not.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and server.poll() is None:
            try:
                self.ask("GET", "/livez", "")
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TrialFailed("the server does not answer")
