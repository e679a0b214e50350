"""The server with the worker beside it, as an operator starts and stops it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import free_port, wait_for
from tests.browser.person import ROOT
from tests.core.test_keeper import wait_until


def at_work(instance):
    """Return the command of each process that runs for an instance."""
    mark, found = f"COMMONWEAL_INSTANCE={instance}".encode(), []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().decode())
        except OSError:  # it has ended, or is somebody else's
            continue
    return found


def test_who_stops_the_server_finds_nobody_writing(instance):
    bind = f"127.0.0.1:{free_port()}"
    server = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--bind", bind],
        cwd=ROOT,
        env=os.environ | {"COMMONWEAL_INSTANCE": str(instance)},
    )
    wait_for(f"http://{bind}", server)
    wait_until(lambda: any("worker" in each for each in at_work(instance)))
    server.terminate()

    assert server.wait() == 0
    assert at_work(instance) == []
