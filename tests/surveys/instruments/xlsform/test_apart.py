"""One file is read at a time, whichever worker asks; these tests are two workers."""

import os
import subprocess
import sys
from contextlib import contextmanager
from io import BytesIO

import pytest

from accounts.rules import Role
from core import gunicorn_conf
from surveys.instruments.xlsform import apart
from surveys.instruments.xlsform.apart import TURN, answer, ask
from surveys.instruments.xlsform.remarks import FileStopped, Reason
from tests.factories import make_member
from tests.surveys.instruments.xlsform.books import PLAIN
from tests.surveys.instruments.xlsform.test_files import instead_of_the_reader

READER = "surveys.instruments.xlsform.reader"
HOLDS = """
import fcntl, sys, time
file = open(sys.argv[1], "ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("mine", flush=True)
time.sleep(600)
"""


@contextmanager
def another_worker(turn):
    """Let another process read a file of its own until it is killed."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(turn)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout.readline() == "mine\n"
        yield
    finally:
        other.kill()
        other.wait()
        other.stdout.close()


def asked(turn):
    return ask(READER, ["xlsx", "a", "a"], PLAIN, turn=turn)


def test_a_second_worker_is_told_at_once_and_starts_no_process(tmp_path, monkeypatch):
    turn = tmp_path / TURN
    with another_worker(turn):
        monkeypatch.setattr(apart.sys, "executable", "nothing that could be run")
        with pytest.raises(FileStopped) as stopped:
            asked(turn)
    assert stopped.value.remark.reason is Reason.BUSY


def test_a_worker_that_dies_lets_go(tmp_path):
    turn = tmp_path / TURN
    with another_worker(turn):
        pass
    assert b"wish" in asked(turn)


def test_whoever_is_done_lets_the_next_one_in(tmp_path, monkeypatch):
    turn = tmp_path / TURN
    monkeypatch.setattr(apart, "MOST_SECONDS", 60)  # the machine may be busy
    assert asked(turn) == asked(turn)
    with monkeypatch.context() as patch:
        patch.setattr(apart, "MOST_SECONDS", 0)
        with pytest.raises(FileStopped, match="too_slow"):
            asked(turn)
    assert b"wish" in asked(turn)


def test_a_command_waits_for_nobody(tmp_path):
    with another_worker(tmp_path / TURN):
        assert b"wish" in asked(None)


def test_an_answer_that_would_fill_the_memory_is_not_given(monkeypatch, capsys):
    monkeypatch.setattr(apart, "MOST_SAID", 5)
    answer("short")
    with pytest.raises(SystemExit) as left:
        answer("longer")
    assert left.value.code == apart.TOO_LONG
    assert capsys.readouterr().out == "short"


def test_a_page_that_comes_second_says_to_try_again(app, pages, session):
    pages.sign_in(make_member(session, Role.FACILITATOR))
    with another_worker(app.config["INSTANCE"] / TURN):
        page = pages.post(
            "/desk/questions/import/",
            {"file": (BytesIO(PLAIN), "a.xlsx"), "slug": ""},
            422,
        )
    assert "Another file is being read. Please try again in a minute." in page


def test_a_busy_machine_has_time_and_a_hostile_file_has_not():
    assert apart.MOST_CPU_SECONDS == 5
    assert 4 * apart.MOST_CPU_SECONDS < apart.MOST_SECONDS < gunicorn_conf.timeout / 2


SLEEPS = """
import os, pathlib, time
pathlib.Path("started").write_text(str(os.getpid()))
time.sleep(600)
"""


def test_a_process_that_is_stuck_is_ended_and_the_next_file_is_read(
    tmp_path, monkeypatch
):
    turn = tmp_path / TURN
    with monkeypatch.context() as patch:
        instead_of_the_reader(SLEEPS, patch, tmp_path)
        patch.setattr(apart, "MOST_SECONDS", 3)
        with pytest.raises(FileStopped, match="too_slow"):
            asked(turn)
    stuck = int((tmp_path / "started").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(stuck, 0)
    monkeypatch.setattr(apart, "MOST_SECONDS", 60)  # the machine may be busy
    assert b"wish" in asked(turn)


def test_only_a_command_is_patient_with_a_busy_machine(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "MOST_SECONDS", 0)
    assert b"wish" in asked(None)
    with pytest.raises(FileStopped, match="too_slow"):
        asked(tmp_path / TURN)
