"""References: how the address of a trace names a thing, and how it is read."""

import re
from dataclasses import dataclass

from deliberation.proposals.evidence import TraceKind

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,120}")
_ITEM = re.compile(
    r"(?P<instrument>[a-z0-9-]{1,80})\.(?P<key>[A-Za-z][A-Za-z0-9_]{0,39})"
)


@dataclass(frozen=True)
class ItemReference:
    """A question: its instrument's slug and its key."""

    instrument: str
    key: str

    def __str__(self) -> str:
        """Return it as an address holds it."""
        return f"{self.instrument}.{self.key}"


def read_kind(text: str) -> TraceKind | None:
    """Return the kind that an address names, or ``None``."""
    return TraceKind(text) if text in set(TraceKind) else None


def read_result(text: str) -> int | None:
    """Return the id of a frozen result, or ``None`` where it cannot be one."""
    return int(text) if _NUMBER.fullmatch(text) else None


def read_item(text: str) -> ItemReference | None:
    """Return the question that an address names, or ``None``."""
    found = _ITEM.fullmatch(text)
    return ItemReference(found["instrument"], found["key"]) if found else None


def read_slug(text: str) -> str | None:
    """Return a slug, or ``None`` where it cannot be one."""
    return text if _SLUG.fullmatch(text) else None
