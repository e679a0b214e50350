"""A stranger's file is opened in a process of its own: one at a time, within limits.

``ask`` is for the process that wants to know; ``limit`` and ``answer`` are for the one
that opens the file.
"""

import fcntl
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from surveys.instruments.xlsform.remarks import FileStopped, Reason

MOST_CPU_SECONDS = 5
"""What stops a hostile file: the process that opens it is killed, on any machine."""
MOST_SECONDS = 25
"""Until a page gives up, well before its worker is killed (``core.gunicorn_conf``).

A busy machine is no hostile file; and nothing in a file can make its reader sleep.
"""
PATIENT_SECONDS = 60
"""For a command: no worker waits for it."""
MOST_SAID = 16 * 1024 * 1024
"""Characters of an answer; one that is longer would fill the memory of who asked."""
TOO_LONG = 65
TURN = "reading.lock"
"""The file in the folder of a site by which its workers take turns."""
ROOT = Path(__file__).parents[3]
LIMITS = {
    resource.RLIMIT_CPU: MOST_CPU_SECONDS,
    resource.RLIMIT_AS: 1024 * 1024 * 1024,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_CORE: 0,
}


def ask(
    module: str, arguments: Sequence[str], content: bytes, *, turn: Path | None
) -> bytes:
    """Return what a module of ours says of a file that it gets on standard input.

    It sees nothing of this process but the file: no settings, no secret. ``turn`` is
    the file by which all workers of a site take turns; None where nobody waits.

    Raises:
        FileStopped: another file is being read, or this one takes too much.
    """
    with _alone(turn):
        try:
            done = subprocess.run(  # noqa: S603  # our own module; the rest is only read
                [sys.executable, "-B", "-m", module, *arguments],
                input=content,
                capture_output=True,
                cwd=ROOT,
                env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
                timeout=PATIENT_SECONDS if turn is None else MOST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise FileStopped(Reason.TOO_SLOW) from error
    if done.returncode < 0:  # killed, for it took too long
        raise FileStopped(Reason.TOO_SLOW)
    if done.returncode == TOO_LONG:
        raise FileStopped(Reason.BOMB)
    return done.stdout


def limit() -> None:
    """Give this process so much and no more, for good."""
    for kind, most in LIMITS.items():
        _soft, hard = resource.getrlimit(kind)
        at_most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (at_most, at_most))


def answer(text: str) -> None:
    """Say to who asked what a file came to, unless it is far too long."""
    if len(text) > MOST_SAID:
        sys.exit(TOO_LONG)
    sys.stdout.write(text)


@contextmanager
def _alone(turn: Path | None) -> Iterator[None]:
    """Keep other workers out without waiting; one that dies lets go by itself."""
    if turn is None:
        yield
        return
    with turn.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FileStopped(Reason.BUSY) from error
        yield
