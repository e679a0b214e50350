"""What the rooms keep of one member: each room says how much, and lets go of it.

A room registers its holding when its pages are registered
(``app.extensions[KEY]``), so that accounts never has to know the higher rooms.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

KEY = "own_data"


@dataclass(frozen=True)
class Holding:
    """What one room keeps of members.

    Attributes:
        words: what it is, in the reader's language (lazy).
        count: how many of them a member has, given a session and the member's id.
        erase: takes them away when the member leaves, given a session, the
            member's id and ``everything``: whether published ones go as well.
    """

    words: object
    count: Callable[[Any, int], int]
    erase: Callable[..., None]


def register(extensions: dict[str, Any], holding: Holding) -> None:
    """Add a room's holding to an application's extensions."""
    extensions[KEY] = [*extensions.get(KEY, []), holding]


def holdings(extensions: Mapping[str, Any]) -> list[Holding]:
    """Return every room's holding, in the order of registration."""
    return list(extensions.get(KEY, []))
