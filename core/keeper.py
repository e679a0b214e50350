"""Keeps a worker going beside the server: begins it anew, and ends with the server.

    python -m core.keeper PARENT COMMAND ...

A process of its own and a small one: the server must not fork with threads in it, and
a worker that runs out of memory must take nobody with it.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

PAUSE = 1.0
"""Seconds between two looks."""

BESIDE = "COMMONWEAL_KEEPER"
"""The name by which a server is told which process keeps the worker beside it."""

PATIENCE = 10.0
"""Seconds that a worker has to end by itself."""


class Asked:
    """Whether the keeper was asked to end: noted, and acted on between two looks.

    A signal that broke off the start of a worker would leave it behind.
    """

    def __init__(self) -> None:
        """Nobody has asked yet."""
        self.to_end = False

    def note(self, *_signal: object) -> None:
        """Note that somebody asked."""
        self.to_end = True


def keep(
    command: Sequence[str], *, parent: int, asked: Asked, pause: float = PAUSE
) -> None:
    """Run a command again and again as long as the parent lives and nobody asks."""

    def goes_on() -> bool:
        return os.getppid() == parent and not asked.to_end

    while goes_on():
        worker = subprocess.Popen(command, start_new_session=True)  # noqa: S603  # ours
        try:
            while worker.poll() is None and goes_on():
                time.sleep(pause)
        finally:
            _end(worker)
        time.sleep(pause if goes_on() else 0)


def end(keeper: int) -> None:
    """End a keeper that this process began, and wait until its worker has ended too.

    Who stops the server may then copy, replace or remove the instance: nobody writes
    into it any more. A keeper that ended before, or is not ours, is left alone.
    """
    with suppress(ChildProcessError, ProcessLookupError):
        if os.waitpid(keeper, os.WNOHANG) == (0, 0):
            os.kill(keeper, signal.SIGTERM)
            os.waitpid(keeper, 0)


def end_with(parent: int, *, pause: float = PAUSE) -> None:
    """Let this process end soon after its parent did."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(pause)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def main() -> None:
    """Keep what the command line says."""
    asked = Asked()
    signal.signal(signal.SIGTERM, asked.note)
    signal.signal(signal.SIGINT, asked.note)
    keep(sys.argv[2:], parent=int(sys.argv[1]), asked=asked)


if __name__ == "__main__":
    main()
