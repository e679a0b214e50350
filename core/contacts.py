"""Where people can turn: what the operator wrote into ``instance/contacts.toml``.

Nothing is shipped for any place: a number that nobody has checked is worse than
none. A file looks like this; every text may also be ``{en = "...", ar = "..."}``::

    emergency = "112"                  # may be left out

    [[contacts]]
    name = "Listening line"
    shown = "0800 000 000"
    link = "tel:0800000000"            # tel:, sms: or https:
    note = "Every evening, free, English and Arabic"
    checked = 2026-11-01               # by somebody who called
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

FRESH_FOR = timedelta(days=90)
LINKS = ("tel:", "sms:", "https:")


class ContactsRefused(ValueError):
    """The file cannot be used; the text says why."""


@dataclass(frozen=True)
class Contact:
    """One place to turn to; texts by language."""

    name: Mapping[str, str]
    shown: str
    link: str
    note: Mapping[str, str]
    checked: date

    def is_fresh(self, today: date) -> bool:
        """Tell whether somebody checked it within the last 90 days."""
        return today - self.checked <= FRESH_FOR


@dataclass(frozen=True)
class Contacts:
    """All that the help page shows of a place."""

    emergency: str = ""
    people: tuple[Contact, ...] = ()


def read_contacts(file: Path) -> Contacts:
    """Return the contacts of a file; none where there is no file.

    Raises:
        ContactsRefused: the file is there and does not hold.
    """
    if not file.exists():
        return Contacts()
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        people = tuple(_contact(each) for each in raw.get("contacts", ()))
    except (KeyError, TypeError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContactsRefused(f"{file.name}: {error}") from error
    return Contacts(str(raw.get("emergency", "")), people)


def contacts_to_show(file: Path) -> Contacts:
    """Return the contacts of a file, read again only when it was written again.

    For pages that have to stand whatever is in the file: one that does not hold gives
    none, and ``doctor`` says so.
    """
    try:
        written = file.stat().st_mtime_ns
        return _as_written(file, written)
    except (OSError, ContactsRefused):
        return Contacts()


@lru_cache(maxsize=8)
def _as_written(file: Path, _written: int) -> Contacts:
    return read_contacts(file)


def _contact(raw: Mapping[str, Any]) -> Contact:
    link = str(raw["link"])
    if not link.startswith(LINKS):
        raise TypeError(f"{link}: a link begins with {', '.join(LINKS)}")
    if not isinstance(raw["checked"], date):
        raise TypeError("checked is a day, like 2026-11-01")
    return Contact(
        name=_words(raw["name"]),
        shown=str(raw["shown"]),
        link=link,
        note=_words(raw.get("note", "")),
        checked=raw["checked"],
    )


def _words(raw: str | Mapping[str, str]) -> dict[str, str]:
    return {"en": raw} if isinstance(raw, str) else dict(raw)
