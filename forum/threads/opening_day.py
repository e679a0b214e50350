"""Before which day a conversation may not be public: rooms above know, and are asked.

A room registers its question when its pages are registered, so that whoever publishes
never has to know the rooms that conversations are about.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

KEY = "opening_day"

Ask = Callable[[Any, int], date | None]
"""From a session and a thread's id to the day; None where it may be public now."""


def register(extensions: dict[str, Any], ask: Ask) -> None:
    """Add a room's question to an application's extensions."""
    extensions[KEY] = [*extensions.get(KEY, []), ask]


def opening_day(
    extensions: Mapping[str, Any], session: Any, thread_id: int
) -> date | None:
    """Return the latest day that any room names; None where none does."""
    found = (ask(session, thread_id) for ask in extensions.get(KEY, []))
    return max(filter(None, found), default=None)
