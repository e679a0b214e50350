"""What an instance really serves of a wave, and whether all of it says the same.

Numbers are taken from the JSON file. The CSV file must have the same ones in the same
places; a page may show none, in a table or in a drawing, that does not come from them.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from re import findall, sub
from typing import Any

from surveys.findings.audit.published import Published
from surveys.findings.frozen_body import Body
from surveys.findings.reading.scales import sides_of

FIGURES = ("people", "share", "range_low", "range_high")
TICKS = range(0, 101, 5)
"""Per cents that stand on the axis of a drawing."""


def published_in(text: str) -> Published:
    """Return what a wave's JSON file publishes."""
    found = json.loads(text)
    return Published(found["summary"], found["results"])


def csv_differs(text: str, bodies: Iterable[Body]) -> Iterator[str]:
    """Yield a sentence where a CSV file says something else than the tables."""
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\N{BOM}"))))
    wanted = [line for body in bodies for line in _lines(body)]
    if len(lines) != len(wanted):
        yield f"the CSV file has {len(lines)} numbers, the tables {len(wanted)}"
        return
    for line, (place, figures) in zip(lines, wanted, strict=True):
        if [line[name] for name in FIGURES] != figures:
            yield f"the CSV file says something else of {place}"


def page_differs(html: str, bodies: Iterable[Body]) -> Iterator[str]:
    """Yield a sentence for each number of a page that comes from no table."""
    reader = _Numbers()
    reader.feed(html)
    for words in reader.hidden:
        if findall(r"\d", words):
            yield f"a hidden cell says {words!r}"
    allowed = _allowed(bodies)
    for words in reader.shown:
        for number in _numbers(words):
            if number not in allowed:
                yield f"{number} comes from no table: {words[:60]!r}"


def _lines(body: Body) -> Iterator[tuple[str, list[str]]]:
    """Yield the figures of each cell as a CSV file writes them."""
    for row in body["rows"]:
        place = f"{body['item']['key']}, {row['key'] or 'everybody'}"
        cells = zip(row["counts"], row["shares"], row["ranges"], strict=True)
        for people, share, span in cells:
            figures = [people, share, *(span or (None, None))]
            yield place, ["" if each is None else str(each) for each in figures]
        if not body["columns"]:
            yield place, [""] * len(FIGURES)


def _allowed(bodies: Iterable[Body]) -> set[str]:
    """Return every number that tables may put on a page, as it is written there."""
    found = {f"{each}%" for each in TICKS}
    for body in bodies:
        found |= set(_numbers(" ".join(_words(body))))
        for place, row in enumerate(body["rows"]):
            for side in sides_of(body, place) or ():
                found |= {str(side.people)} | _per_cents(side.share)
            people = [row["base"], row["answered"], *row["counts"]]
            found |= {str(each) for each in people if each is not None}
            shares = [
                *row["shares"],
                *(e for span in row["ranges"] for e in span or ()),
            ]
            for share in shares:
                if share is not None:
                    found |= _per_cents(share)
    return found


def _per_cents(share: float) -> set[str]:
    """Return a share as a page may round it: to a whole per cent, or to a tenth."""
    exact = 100 * share
    near = {f"{exact + slip:.1f}%" for slip in (-1e-7, 1e-7)}
    near |= {f"{exact + slip:.0f}%" for slip in (-1e-7, 1e-7)}
    return {each.replace(".0%", "%") for each in near} | near


def _words(part: Any) -> Iterator[str]:
    """Yield every text of a document: names may have numbers in them."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for each in part.values():
            yield from _words(each)
    elif isinstance(part, list):
        for each in part:
            yield from _words(each)


def _numbers(words: str) -> list[str]:
    """Return the numbers of an English text; thousands together, per cents marked."""
    return findall(r"\d+(?:\.\d+)?%?", sub(r"(?<=\d),(?=\d{3})", "", words))


class _Numbers(HTMLParser):
    """Collects what tables and drawings of a page say, and what hidden cells say."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self._open: list[str] = []
        self._in_drawing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note which cells and drawings are open."""
        classes = (dict(attrs).get("class") or "").split()
        self._in_drawing = self._in_drawing or tag == "svg"
        drawn = self._in_drawing and tag in {"title", "desc", "text"}
        if "hidden-cell" in classes:
            self._open.append(f"hidden {tag}")
        elif (tag == "td" and "number" in classes) or drawn:
            self._open.append(f"shown {tag}")

    def handle_endtag(self, tag: str) -> None:
        """Note that one is closed."""
        self._in_drawing = self._in_drawing and tag != "svg"
        if self._open and self._open[-1].endswith(f" {tag}"):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep what stands in the innermost of them."""
        if self._open:
            kept = self.hidden if self._open[-1].startswith("hidden") else self.shown
            kept.append(data)
