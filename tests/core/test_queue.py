import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from core import queue
from core.cli import find_problems
from core.errors import Refused
from core.queue import Bell, open_queue

ROOT = Path(__file__).parents[2]


def rung(bell):
    """The messages that lie in the queue."""
    return [json.loads(bytes(each)) for each in bell.queue.storage.enqueued_items()]


def test_a_bell_says_which_job_and_nothing_else(app):
    bell = Bell(app, {"freezing": lambda: None})
    bell.ring("freezing")
    (message,) = rung(bell)
    _id, name, *rest = message
    assert name == "huey.api.freezing" or name.endswith(".freezing")
    assert not any(rest[4:6])  # neither words nor numbers


def test_what_was_rung_is_done_in_the_application(app):
    done = []
    bell = Bell(app, {"freezing": lambda: done.append(app.name)})
    bell.ring("freezing")
    bell.queue.execute(bell.queue.dequeue())
    assert done == [app.name]
    assert rung(bell) == []


def test_a_worker_looks_when_it_starts_and_every_minute(app):
    bell = Bell(app, {"freezing": lambda: None})
    assert list(bell.queue._startup) == ["freezing"]  # noqa: SLF001
    (look,) = bell.queue._registry.periodic_tasks  # noqa: SLF001
    assert type(look).__name__ == "freezing_look"


def test_a_job_that_can_wait_does_not_hold_up_a_worker_that_starts(app):
    bell = Bell(app, {"freezing": list, "ready": list}, can_wait={"ready"})
    assert list(bell.queue._startup) == ["freezing"]  # noqa: SLF001
    looks = {each.name for each in bell.queue._registry.periodic_tasks}  # noqa: SLF001
    assert looks == {"freezing_look", "ready_look"}


def test_the_queue_s_file_is_its_owner_s_alone(tmp_path):
    open_queue(tmp_path, "").storage.enqueue(b"[]")
    modes = {each.name: each.stat().st_mode & 0o077 for each in tmp_path.iterdir()}
    assert modes["queue.db"] == 0
    assert set(modes.values()) == {0}


def test_the_doctor_says_that_others_can_read_the_queue(app):
    open_queue(app.config["INSTANCE"], "")
    (app.config["INSTANCE"] / "queue.db").chmod(0o644)
    assert any("queue.db can be read" in each for each in find_problems())


def test_redis_is_asked_where_it_is_set(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(
        queue, "RedisHuey", lambda *a, **words: asked.append((a, words))
    )
    open_queue(tmp_path, "redis://queue/1")
    ((names, words),) = asked
    assert names == ("commonweal",)
    assert words["url"] == "redis://queue/1"
    assert not (tmp_path / "queue.db").exists()


def test_redis_without_its_package_is_refused_in_words(monkeypatch, tmp_path):
    monkeypatch.setattr("huey.storage.Redis", None)
    with pytest.raises(Refused, match="the package redis is not installed"):
        open_queue(tmp_path, "redis://queue/1")


def test_a_queue_that_does_not_answer_stops_nobody(app, monkeypatch, caplog):
    def locked(*_words, **_more):
        raise sqlite3.OperationalError("the file name may tell something")

    monkeypatch.setattr(queue, "SqliteHuey", locked)
    Bell(app, {"freezing": lambda: None}).ring("freezing")
    assert "queue: OperationalError" in caplog.text
    assert "tell something" not in caplog.text


PAGES = """
import sys
from app import create_app
app = create_app()
client = app.test_client()
for path in ("/livez", "/help", "/sign-in", "/unknown", "/results/plotly.min.js"):
    assert client.get(path).status_code == 200, path
heavy = {"numpy", "scipy", "typst", "openpyxl", "plotly.graph_objects"}
print(sorted(heavy & sys.modules.keys()))
"""


def test_a_web_process_loads_nothing_heavy(tmp_path):
    said = subprocess.run(
        [sys.executable, "-c", PAGES],
        cwd=ROOT,
        env={"COMMONWEAL_INSTANCE": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout == "[]\n", said.stderr
