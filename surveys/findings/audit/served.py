"""What an instance really serves of a wave, and whether all of it says the same.

Numbers are taken from the JSON file. The CSV file must have the same ones in the same
places; a page may show none, in a table or in a drawing, that does not come from them.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from re import findall, sub

from surveys.findings.audit.published import Published
from surveys.findings.audit.tables_in_files import sheet_differs, words_in
from surveys.findings.frozen_body import Body
from surveys.findings.reading.scales import sides_of

TICKS = range(0, 101, 5)
"""Per cents that stand on the axis of a drawing."""


def published_in(text: str) -> Published:
    """Return what a wave's JSON file publishes."""
    found = json.loads(text)
    return Published(found["summary"], found["results"])


def csv_differs(text: str, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield a sentence where a CSV file says something else than the tables."""
    yield from sheet_differs(text.encode(), bodies)


def page_differs(html: str, bodies: Iterable[Body]) -> Iterator[str]:
    """Yield a sentence for each number of a page that comes from no table."""
    reader = _Numbers()
    reader.feed(html)
    for words in reader.hidden:
        if findall(r"\d", words):
            yield f"a hidden cell says {words!r}"
    allowed = allowed_by(bodies)
    for words in reader.shown:
        for number in numbers_of(words):
            if number not in allowed:
                yield f"{number} comes from no table: {words[:60]!r}"


def allowed_by(bodies: Iterable[Body]) -> set[str]:
    """Return every number that tables may put on a page, as it is written there."""
    found = {f"{each}%" for each in TICKS}
    for body in bodies:
        found |= set(numbers_of(" ".join(words_in(body))))
        for place, row in enumerate(body["rows"]):
            for side in sides_of(body, place) or ():
                found |= {str(side.people)} | per_cents(side.share)
            people = [row["base"], row["answered"], *row["counts"]]
            found |= {str(each) for each in people if each is not None}
            shares = [
                *row["shares"],
                *(e for span in row["ranges"] for e in span or ()),
            ]
            for share in shares:
                if share is not None:
                    found |= per_cents(share)
    return found


def per_cents(share: float) -> set[str]:
    """Return a share as a page may round it: to a whole per cent, or to a tenth."""
    exact = 100 * share
    near = {f"{exact + slip:.1f}%" for slip in (-1e-7, 1e-7)}
    near |= {f"{exact + slip:.0f}%" for slip in (-1e-7, 1e-7)}
    return {each.replace(".0%", "%") for each in near} | near


def numbers_of(words: str) -> list[str]:
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
