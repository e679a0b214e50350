"""A bell for background work: a queue in a file of its own, or in Redis.

Whoever rings says which job is wanted and nothing else: what is to be done stands in
the database, written together with the act that asked for it. So a bell that is lost
costs a minute, for a worker looks by itself that often, and a queue that is read by
others tells them nothing.
"""

import json
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.exceptions import ConfigurationError
from huey.registry import Message
from huey.serializer import Serializer

from core.errors import Refused

NAME = "commonweal"
FILE = "queue.db"
SECONDS_BETWEEN_LOOKS = 2.0

Job = Callable[[], None]
"""Does whatever waits of its kind, until nothing does."""


class PlainSerializer(Serializer):  # type: ignore[misc]  # huey has no types
    """Messages as JSON: what is read from a queue is never run as code."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Any:
        return Message(*json.loads(bytes(data)))


class Bell:
    """The queue of one application, opened when it is first needed."""

    def __init__(
        self, app: Flask, jobs: Mapping[str, Job], *, can_wait: Collection[str] = ()
    ) -> None:
        """Take the jobs that may be asked for, by name; some wait for the first look.

        All others are looked at when a worker starts, and hold up whatever is next.
        """
        self._app = app
        self._jobs = jobs
        self._can_wait = can_wait
        self._rings: dict[str, Callable[[], Any]] = {}

    @cached_property
    def queue(self) -> Huey:
        """The queue, with its jobs."""
        queue = open_queue(self._app.config["INSTANCE"], self._app.config["REDIS_URL"])
        for name, job in self._jobs.items():
            done = self._in_application(job)
            self._rings[name] = queue.task(name=name)(done)
            if name not in self._can_wait:
                queue.on_startup(name=name)(done)
            queue.periodic_task(crontab(minute="*"), name=f"{name}_look")(done)
        return queue

    def ring(self, name: str) -> None:
        """Ask for a job; to be called once what it is to do is committed.

        A queue that does not answer is noted and no more: a worker looks by itself.
        """
        try:
            _ = self.queue
            self._rings[name]()
        except Exception as error:  # noqa: BLE001  # Redis and SQLite have their own
            current_app.logger.warning("queue: %s", type(error).__name__)

    def answer(self) -> None:
        """Work, one job at a time, until the process is told to end."""
        consumer = self.queue.create_consumer(
            workers=1, max_delay=SECONDS_BETWEEN_LOOKS
        )
        consumer.run()

    def _in_application(self, job: Job) -> Job:
        def done() -> None:
            with self._app.app_context():
                job()

        return done


def open_queue(instance: Path, redis_url: str) -> Huey:
    """Open the queue in Redis, or in a file that only its owner reads.

    Raises:
        Refused: Redis is wanted, and its package is not there.
    """
    shape = {"results": False, "serializer": PlainSerializer()}
    if redis_url:
        try:
            return RedisHuey(NAME, url=redis_url, **shape)
        except ConfigurationError as error:
            raise Refused(
                "COMMONWEAL_REDIS_URL is set, and the package redis is not installed."
            ) from error
    instance.mkdir(parents=True, exist_ok=True)
    file = instance / FILE
    file.touch(mode=0o600)
    return SqliteHuey(NAME, filename=str(file), **shape)


def ring(name: str) -> None:
    """Ask this application's workers for a job."""
    bell: Bell = current_app.extensions["bell"]
    bell.ring(name)
