import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Says that it began, and ends at once or never.
WORKER = "import sys, time; open(sys.argv[1], 'a').write('x'); time.sleep({seconds})"
# A server: it has a keeper beside it, and lives until it is killed.
SERVER = """
import os, subprocess, sys, time
keeper = [sys.executable, "-m", "core.keeper", str(os.getpid()), *sys.argv[1:]]
print(subprocess.Popen(keeper).pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def serve(tmp_path):
    """Start a server with a keeper and a worker; return both and the worker's marks."""
    marks, servers = tmp_path / "marks", []

    def start(seconds):
        worker = [sys.executable, "-c", WORKER.format(seconds=seconds), str(marks)]
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, *worker], cwd=ROOT, stdout=subprocess.PIPE
        )
        servers.append(server)
        return server, int(server.stdout.readline()), marks

    yield start
    for server in servers:
        with server:
            server.kill()


def wait_until(true):
    for _ in range(3_000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def begun(marks):
    return len(marks.read_text()) if marks.exists() else 0


def lives(process):
    """Tell whether it runs; one that ended and waits for its parent does not."""
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def workers_of(keeper):
    children = Path(f"/proc/{keeper}/task/{keeper}/children")
    return [int(each) for each in children.read_text().split()]


def test_a_worker_that_ends_is_begun_anew(serve):
    _server, _keeper, marks = serve(0)
    wait_until(lambda: begun(marks) >= 2)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_the_worker_ends_with_the_server(serve, ending):
    server, keeper, marks = serve(600)
    wait_until(lambda: begun(marks))
    (worker,) = workers_of(keeper)
    os.kill(server.pid, ending)
    wait_until(lambda: not lives(keeper) and not lives(worker))


def test_the_worker_ends_with_its_keeper(serve):
    _server, keeper, marks = serve(600)
    wait_until(lambda: begun(marks))
    (worker,) = workers_of(keeper)
    os.kill(keeper, signal.SIGTERM)
    wait_until(lambda: not lives(worker))


# A server that is asked to end: it ends the worker first, and then itself.
ENDING = """
import os, subprocess, sys
from core.keeper import end
worker = [sys.executable, "-c", "import time; print(end=chr(46), flush=True); \
time.sleep(600)"]
keeper = [sys.executable, "-m", "core.keeper", str(os.getpid()), *worker]
beside = subprocess.Popen(keeper, stdout=subprocess.PIPE)
beside.stdout.read(1)
worker, = open(f"/proc/{beside.pid}/task/{beside.pid}/children").read().split()
end(beside.pid)
print(beside.pid, worker, flush=True)
end(beside.pid)
"""


def test_nobody_writes_any_more_once_the_server_has_ended():
    ended = subprocess.run(
        [sys.executable, "-c", ENDING], cwd=ROOT, capture_output=True, check=True
    )
    keeper, worker = map(int, ended.stdout.split())
    assert not lives(keeper)
    assert not lives(worker)


def test_a_keeper_of_somebody_else_is_left_alone():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as other:
        child = [sys.executable, "-c", f"from core.keeper import end; end({other.pid})"]
        subprocess.run(child, cwd=ROOT, check=True)
        assert other.poll() is None
        other.kill()


KEPT = """
import os, time
from core.keeper import end_with
end_with(os.getppid(), pause=0.01)
print(os.getpid(), flush=True)
time.sleep(600)
"""
PARENT = """
import subprocess, sys
subprocess.run([sys.executable, "-c", sys.argv[1]], check=False)
"""


def test_a_worker_notices_itself_that_its_parent_was_killed():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, KEPT], cwd=ROOT, stdout=subprocess.PIPE
    ) as parent:
        worker = int(parent.stdout.readline())
        parent.kill()
    wait_until(lambda: not lives(worker))
