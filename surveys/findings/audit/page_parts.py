"""What a page or a drawing says, piece by piece: its texts, and words in attributes."""

from html.parser import HTMLParser
from itertools import product
from urllib.parse import urlencode

Part = tuple[str, str]
"""Where something stands in a page or a file, and what it says."""

SPOKEN = frozenset({"alt", "aria-label", "title", "content", "value", "label"})
"""Attributes that say something to a reader; others place or colour something."""

EMPTY = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
MOST_CHOICES = 5_000


def page_parts(page: str) -> list[Part]:
    """Return every text of a page, and every attribute, in order."""
    reader = _Parts()
    reader.feed(page)
    reader.close()
    return reader.found


def is_spoken(place: str) -> bool:
    """Tell whether a place of a page is read out or seen, and not only drawn."""
    _tag, at, attribute = place.partition("@")
    return not at or attribute in SPOKEN


def choices_of(page: str) -> list[str]:
    """Return the addresses that the forms of a page can lead to, by what they offer.

    Of forms that ask for a page and offer lists only; as a reader would send them.
    """
    reader = _Forms()
    reader.feed(page)
    found = []
    for action, fields in reader.forms:
        if action and fields:
            for some in product(*fields.values()):
                found.append(
                    f"{action}?{urlencode(list(zip(fields, some, strict=True)))}"
                )
                if len(found) >= MOST_CHOICES:
                    raise ValueError("a form with more choices than can be read")
    return found


class _Parts(HTMLParser):
    """Collects what stands in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Part] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes of a tag, and that it is open."""
        self.found += [(f"{tag}@{name}", value) for name, value in attrs if value]
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes of a tag that closes itself."""
        self.found += [(f"{tag}@{name}", value) for name, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        """Note that a tag is closed, and what was left open in it."""
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep a text with the innermost tag around it."""
        if data.strip():
            place = self._open[-1] if self._open else ""
            self.found.append((place, " ".join(data.split())))

    def handle_comment(self, data: str) -> None:
        """Keep a comment: whoever reads the source sees it."""
        self.found.append(("comment", data.strip()))


class _Forms(HTMLParser):
    """Collects the forms of a page that ask for another page, and their lists."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a list in it, and what it offers."""
        facts = dict(attrs)
        if tag == "form":
            asks = (facts.get("method") or "get").lower() == "get"
            self.forms.append((facts.get("action") or "" if asks else "", {}))
        elif tag == "select" and self.forms:
            self._name = facts.get("name") or ""
            self.forms[-1][1][self._name] = []
        elif tag == "option" and self._name and self.forms:
            self.forms[-1][1][self._name].append(facts.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        """Note that a list or a form is over."""
        if tag == "select":
            self._name = ""
