"""Walks through a survey as a browser without scripts would."""

import re
from html import unescape

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.waves.models import Arriving
from tests.pages import Pages

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
PRESSED = {"step", "go"}


def hidden(page: str) -> dict[str, list[str]]:
    """Return the hidden fields of a page."""
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(page):
        found.setdefault(name, []).append(unescape(value))
    return found


def stored(session: Session) -> list[dict[str, object]]:
    """Return what was sent so far, as another person's request would find it."""
    session.rollback()
    return [dict(each) for each in session.scalars(select(Arriving.answers))]


class Walk:
    """One person's way through one survey; ``page`` is what they see."""

    def __init__(self, pages: Pages, address: str = "/s/library") -> None:
        self.pages, self.address, self.language = pages, address, "en"
        self.page = pages.get(f"{address}?lang=en")

    def press(self, step: str, status: int = 200, **typed: object) -> str:
        """Fill in what is typed (by item key), press a button, get the next page."""
        names = {f"q.{key}": value for key, value in typed.items()}
        return self.send({"step": step, **names}, status)

    def change(self, key: str) -> str:
        """Press "Change" beside an answer."""
        return self.send({"go": key}, 200)

    def send(self, fields: dict[str, object], status: int) -> str:
        """Send the page with these fields and its hidden ones."""
        address = f"{self.address}?lang={self.language}"
        self.page = self.pages.post(address, hidden(self.page) | fields, status)
        return self.page

    def start(self) -> "Walk":
        """Agree and begin."""
        self.send({"agree": "1", "step": "start"}, 200)
        return self

    def fill(self, **typed: object) -> "Walk":
        """Go on from the first page to the check, skipping what is not typed."""
        while 'name="at" value=""' not in self.page:
            (at,) = hidden(self.page)["at"]
            if at in typed:
                self.press("next", **{at: typed[at]})
            else:
                self.press("skip")
        return self
