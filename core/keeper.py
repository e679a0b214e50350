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

PAUSE = 1.0
"""Seconds between two looks."""

PATIENCE = 10.0
"""Seconds that a worker has to end by itself."""


def keep(command: Sequence[str], *, parent: int, pause: float = PAUSE) -> None:
    """Run a command again and again as long as the parent process lives."""
    while os.getppid() == parent:
        worker = subprocess.Popen(command, start_new_session=True)  # noqa: S603  # ours
        try:
            while worker.poll() is None and os.getppid() == parent:
                time.sleep(pause)
        finally:
            _end(worker)
        time.sleep(pause)


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
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    signal.signal(signal.SIGINT, lambda *_: sys.exit())
    keep(sys.argv[2:], parent=int(sys.argv[1]))


if __name__ == "__main__":
    main()
