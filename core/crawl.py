"""Reads a site as a stranger would: every page and file that can be reached."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from re import sub
from urllib.parse import parse_qs, quote, urljoin, urlsplit

HTML = "text/html"
OK = 200
SAME_PAGE = ("lang", "next")
"""Parts of an address that say in which language, or where to go on: no new page."""

ONCE_ONLY = ("csrf_token", "token", "key", "phrase")
"""Hidden fields that are made anew for each reader; they are emptied."""


@dataclass(frozen=True)
class Answer:
    """What the site says to one address: its status, what kind of file, its bytes."""

    status: int
    kind: str
    content: bytes
    leads_to: str = ""


Ask = Callable[[str], Answer]
"""Gets an address, which is a path with or without a query."""


def crawl(ask: Ask, starts: Iterable[str]) -> Iterator[tuple[str, Answer]]:
    """Yield each address that a reader gets something at, in order, with what it is.

    Links are followed in pages; other sites, forms and languages are not.
    """
    waiting = deque(dict.fromkeys(starts))
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        answer = ask(address)
        links = links_of(answer.content.decode()) if answer.kind == HTML else []
        if answer.leads_to:
            links.append(answer.leads_to)
        for link in links:
            found = _own(address, link)
            if found and found not in seen:
                seen.add(found)
                waiting.append(found)
        if answer.status == OK:
            yield address, answer


def links_of(html: str) -> list[str]:
    """Return what a page links to and loads, in its order."""
    reader = _Links()
    reader.feed(html)
    return reader.found


def file_of(address: str, kind: str) -> str:
    """Return the name of the file that keeps an address: no query, no way out."""
    parts = urlsplit(address)
    path = parts.path.lstrip("/")
    if kind == HTML:
        path = f"{path}index.html" if path.endswith("/") or not path else f"{path}.html"
    safe = "/".join(quote(each, safe=" ~") for each in path.split("/"))
    safe = "/".join("%2E%2E" if each == ".." else each for each in safe.split("/"))
    return f"{safe}@{quote(parts.query, safe='')}" if parts.query else safe


def lasting(content: bytes, kind: str) -> bytes:
    """Return what a page says to everybody: without the fields made for one reader."""
    if kind != HTML:
        return content
    names = "|".join(ONCE_ONLY)
    field = rf'(<input[^>]*name="(?:{names})"[^>]*value=")[^"]*"'
    return sub(field, r'\1"', content.decode()).encode()


def _own(address: str, link: str) -> str:
    """Return a link as an address of this site; empty if it leads elsewhere."""
    whole = urlsplit(urljoin(f"http://here.invalid{address}", link))
    if (whole.scheme, whole.netloc) != ("http", "here.invalid"):
        return ""
    if not parse_qs(whole.query, keep_blank_values=True).keys().isdisjoint(SAME_PAGE):
        return ""
    return f"{whole.path or '/'}{f'?{whole.query}' if whole.query else ''}"


class _Links(HTMLParser):
    """Collects addresses from a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a tag leads; forms are not sent."""
        for name, value in attrs:
            if name in {"href", "src", "data-src"} and value and tag != "base":
                self.found.append(value)
