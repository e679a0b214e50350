"""The only place that asks what time it is; one moment lasts a whole request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """Return the present moment, in UTC; the same one within a request."""
    return _standing.get() or datetime.now(UTC)


def today() -> date:
    """Return the present day, in UTC."""
    return now().date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let time stand at a moment: for one request, the demo, a test."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)


def stop() -> None:
    """Let time stand where it is, from the start of a request."""
    if _standing.get() is None:
        _standing.set(datetime.now(UTC))


def go_on() -> None:
    """Let time go on, at the end of a request."""
    _standing.set(None)
