"""A page or a file beside what the twin of the site says at the same address."""

from collections import Counter
from collections.abc import Iterator
from re import findall

from core.crawl import HTML, lasting
from surveys.findings.audit.file_parts import PDF, SVG, XLSX, Unreadable, parts_of
from surveys.findings.audit.page_parts import Part, is_spoken

BY_PARTS = frozenset({PDF, XLSX})
"""Kinds that say when they were written: as much is said, in other bytes."""

MOST_LETTERS = 80
MOST_NAMED = 5


def differs_from_twin(
    address: str, kind: str, content: bytes, twin: bytes | None
) -> Iterator[str]:
    """Yield a sentence for each thing that a site without answers does not say.

    Args:
        address: where the content stands.
        kind: what kind of file it is.
        content: what the site says.
        twin: what its twin says; None where it says nothing.
    """
    if twin is None:
        yield f"{address}: is not there without the answers"
        return
    ours = lasting(content, kind)
    if ours == twin:
        return
    try:
        more = _more(parts_of(kind, ours), parts_of(kind, twin))
    except Unreadable as why:
        yield f"{address}: is another one without the answers, and {why}"
        return
    for place, words in more[:MOST_NAMED]:
        yield f"{address}: {place} says {words[:MOST_LETTERS]!r}, by no published table"
    if len(more) > MOST_NAMED:
        yield f"{address}: and {len(more) - MOST_NAMED} places more"
    if not more and kind not in BY_PARTS:
        yield f"{address}: is another one without the answers"


def said_in(kind: str, parts: list[Part]) -> list[Part]:
    """Return what a reader meets: not addresses, nor the geometry of drawings."""
    if kind not in {HTML, SVG}:
        return parts
    return [part for part in parts if is_spoken(part[0])]


def numbers_in(parts: list[Part]) -> int:
    """Return how many numbers stand in a page or a file."""
    return sum(len(findall(r"\d+(?:[.,]\d+)*", words)) for _place, words in parts)


def _more(ours: list[Part], twins: list[Part]) -> list[Part]:
    """Return what is said here more often than there, in order."""
    left = Counter(twins)
    found = []
    for part in ours:
        if left[part]:
            left[part] -= 1
        else:
            found.append(part)
    return found
