"""What the timed scripts share: an instance, a server, and its CPU time."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parent.parent))

from surveys.instruments.made_up import made_up

ROOT = Path(__file__).parent.parent
PATIENCE = 30  # seconds until a server has to answer
TICKS = os.sysconf("SC_CLK_TCK")

QUESTION = """
[[items]]
key = "q{number}"
kind = "select_one"
label = "How easy was step {number} of reaching help?"
list = "ease"
"""
TEXT = """
[[items]]
key = "w{number}"
kind = "text"
label = "What would have made step {number} easier?"
"""
LISTS = """
[lists.ease]
options = [
  {key = "very_easy", label = "Very easy"},
  {key = "easy", label = "Easy"},
  {key = "neither", label = "Neither easy nor hard"},
  {key = "hard", label = "Hard"},
  {key = "very_hard", label = "Very hard"},
]
"""
PLAN = """
title = "A few questions"
tables = [{tables}]
{breakdowns}
[method]
strategy = "Answers drawn by chance."
sponsor = "A timed script"
population = "Nobody."
recruitment = "None."
weighting = "None."
limitations = "All of it is made up."
"""
BREAKDOWN = """
[[breakdowns]]
key = "by{number}"
label = "Question {number}"
item = "q{number}"
"""
BREAKDOWNS = 8
OPTIONS = ("very_easy", "easy", "neither", "hard", "very_hard")


def commonweal(instance: Path, *words: str) -> None:
    """Run a command of the site on an instance.

    Raises:
        subprocess.CalledProcessError: it did not do what was asked.
    """
    process = begin(instance, *words)
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, words)


def begin(instance: Path, *words: str) -> subprocess.Popen[bytes]:
    """Begin a command of the site on an instance."""
    return subprocess.Popen(  # noqa: S603  # this very interpreter, our own words
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env=os.environ | {"COMMONWEAL_INSTANCE": str(instance)},
        stdout=subprocess.DEVNULL,
    )


def make_wave(
    instance: Path, *, questions: int, breakdowns: int = 0, texts: int = 0
) -> None:
    """Set up an instance with an open wave ``bench`` of so many questions.

    The first ``breakdowns`` questions make groups: every other table is by each.
    ``texts`` more are answered in people's own words.
    """
    numbers = range(1, questions + 1)
    asked = "".join(QUESTION.format(number=number) for number in numbers)
    asked += "".join(TEXT.format(number=number + 1) for number in range(texts))
    makers = range(1, breakdowns + 1)
    by = {n: [f"by{m}" for m in makers if m != n] for n in numbers}
    tables = ", ".join(f'{{item = "q{n}", by = {by[n]}}}' for n in numbers)
    instrument, plan = instance / "bench.toml", instance / "plan.toml"
    text = made_up("bench", "A few questions", LISTS + asked)
    instrument.write_text(text, encoding="utf-8")
    groups = "".join(BREAKDOWN.format(number=number) for number in makers)
    planned = PLAN.format(tables=tables, breakdowns=groups)
    plan.write_text(planned, encoding="utf-8")
    commonweal(instance, "upgrade")
    commonweal(instance, "survey", "import", str(instrument))
    decided = ("--decided", "Whoever runs the benchmark.")
    commonweal(instance, "survey", "adopt", "bench", *decided)
    wave = ("--instrument", "bench", "--plan", str(plan))
    commonweal(instance, "wave", "create", "bench", *wave)
    commonweal(instance, "wave", "open", "bench")


@contextmanager
def served(command: list[str], instance: Path) -> Iterator[tuple[str, int]]:
    """Run a server; lend its address and process id while it runs.

    ``{bind}`` in the command becomes the place to listen at.
    """
    bind = f"127.0.0.1:{_free_port()}"
    with (instance / "server.log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603  # as above
            [sys.executable, *(word.format(bind=bind) for word in command)],
            cwd=ROOT,
            env=os.environ | {"COMMONWEAL_INSTANCE": str(instance)},
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(f"http://{bind}/livez", server)
            yield bind, server.pid
        finally:
            server.terminate()
            server.wait()


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process and those it started, as they stand now."""
    total = 0.0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(entry.name) == pid or int(fields[1]) == pid:
            total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(address, timeout=1):  # noqa: S310  # ours
                return
        except (URLError, TimeoutError):
            time.sleep(0.05)
    raise TimeoutError(f"no server at {address}")
