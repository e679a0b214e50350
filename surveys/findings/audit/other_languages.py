"""A page or a file in another language beside the same one in English.

What is attacked in English is attacked in every language, if no other number stands in
it: each number is counted, in texts, in words for those who do not see and in what a
chart can be explored by. Lengths in drawings hang on the words beside them, and are
left to the twin. Whatever the twin says word for word in that language comes from no
answer, so people may write there "five" in one language and 5 in another.
"""

import json
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from re import compile as pattern
from typing import Any

from core.crawl import HTML, Answer, lasting
from surveys.findings.audit.file_parts import PDF, SVG, Unreadable, parts_of
from surveys.findings.audit.numerals import MARKS, SPACES, numbers_written
from surveys.findings.audit.page_parts import Part

ENGLISH = "en"

IN_WORDS = frozenset({"1", "2"})
"""What a language may say without a digit: a month, and in Arabic two messages."""

APART = "\n"
PAGES = pattern(rf"{APART}\d+\s*{MARKS}*/{MARKS}*\s*\d+(?={APART}|$)")
"""Which page of a PDF it is, and of how many: words need more room in one language.

Texts stand below each other, and in Arabic such a line is three of them. The head of a
table that goes on stands there again, so it is asked which numbers a PDF has, and not
how often.
"""

BROKEN = pattern(rf"(?<!\d)(\d{{1,3}}) {APART}(?=\d{{3}}(?!\d))")
"""Thousands of which a PDF has the space in another font, and so two texts."""

ITS_LANGUAGE = pattern(r"(?<=[?&])lang=\w+")
"""What a link of an answering page carries on."""

LEADING = frozenset({"href", "src", "data-src"})
"""Attributes that lead somewhere."""

DRAWN = frozenset(
    {"class", "clip-path", "cx", "cy", "d", "dx", "dy", "font-size", "height", "id"}
    | {"points", "r", "rx", "ry", "style", "textlength", "transform", "viewbox"}
    | {"width", "x", "x1", "x2", "y", "y1", "y2"}
)
"""Attributes that place or colour something."""

BESIDE_CELLS = "data-label"
"""The attribute with the head of a cell's column."""

LAYOUT, ROWS = "layout", "y"
"""What places something in a chart's figure: numbers of the layout, rows of lying bars.

Its shares and all of its texts are read.
"""


@dataclass(frozen=True)
class Told:
    """How often each number stands in a page or a file, and where it leads."""

    numbers: Counter[str]
    links: frozenset[str]


def told_in(answer: Answer, language: str) -> Told:
    """Return what an answer says in a language.

    Raises:
        Unreadable: nobody here can read it.
    """
    parts = parts_of(answer.kind, lasting(answer.content, answer.kind))
    is_page = answer.kind in {HTML, SVG}
    if answer.kind == PDF:
        whole = PAGES.sub(APART, APART.join(words for _place, words in parts))
        parts = [("", BROKEN.sub(r"\1", whole) if language in SPACES else whole)]
    numbers: Counter[str] = Counter()
    for words in _told(parts) if is_page else (each for _place, each in parts):
        numbers.update(numbers_written(words, language))
    if not is_page:
        return Told(numbers, frozenset())
    links = (words for place, words in parts if place.partition("@")[2] in LEADING)
    return Told(numbers, frozenset(ITS_LANGUAGE.sub("", each) for each in links))


def all_told(site: Mapping[str, Answer]) -> dict[str, Told]:
    """Return what the site says in English, by address; of what nobody reads nothing.

    That is a finding already, or a program.
    """
    found = {}
    for address, answer in site.items():
        with suppress(Unreadable):
            found[address] = told_in(answer, ENGLISH)
    return found


def without_choices(site: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the pages and files that a link leads to without a question in it."""
    return {address: answer for address, answer in site.items() if "?" not in address}


def languages_differ(
    language: str,
    english: Mapping[str, Answer],
    ours: Mapping[str, Answer],
    told: Mapping[str, Told],
    twins: Container[str] = (),
) -> Iterator[str]:
    """Yield a sentence for each number or link that only one of two languages has.

    Args:
        language: the other one.
        english: what the site says in English, by address.
        ours: what it says there in the other language.
        told: of the English pages and files, what ``told_in`` says of them.
        twins: addresses at which the twin says just the same in the other language; of
            these only links are asked.
    """
    for address, answer in english.items():
        where, here = f"{address} [{language}]", ours.get(address)
        if here is None:
            yield f"{where}: is not there, and in English it is"
        elif here.kind != answer.kind:
            yield f"{where}: is {here.kind}, and in English {answer.kind}"
        elif here.content != answer.content:
            there, says = told.get(address, NOTHING), address not in twins
            for problem in _differs(language, here, there, says=says):
                yield f"{where}: {problem}"


def _differs(
    language: str, ours: Answer, english: Told, *, says: bool
) -> Iterator[str]:
    try:
        here = told_in(ours, language)
    except Unreadable as why:
        yield str(why)
        return
    if says:
        yield from _says_other(ours, here, english)
    for link in sorted(here.links - english.links):
        yield f"leads to {link}, and in English not"


def _says_other(ours: Answer, here: Told, english: Told) -> Iterator[str]:
    more, less = here.numbers - english.numbers, english.numbers - here.numbers
    if ours.kind == PDF:
        more = Counter(here.numbers.keys()) - Counter(english.numbers.keys())
        less = Counter(english.numbers.keys()) - Counter(here.numbers.keys())
    for number, times in more.items():
        yield f"says {number} more often than in English, by {times}"
    for number, times in less.items():
        if number not in IN_WORDS:
            yield f"says {number} less often than in English, by {times}"


NOTHING = Told(Counter(), frozenset())


def _told(parts: list[Part]) -> Iterator[str]:
    """Yield what a page says: texts, attributes that draw nothing, charts' figures.

    The heads of a table stand beside its cells as well where they are long.
    """
    heads = {words for place, words in parts if place == "th"}
    for place, words in parts:
        tag, at, attribute = place.partition("@")
        if attribute == BESIDE_CELLS and words in heads:
            continue
        if tag == "script" and not at:
            yield from _figure(words)
        elif attribute not in DRAWN:
            yield words


def _figure(script: str) -> Iterator[str]:
    """Yield the texts and numbers of a chart's figure, or a script as it is."""
    try:
        figure = json.loads(script)
    except ValueError:
        yield script
        return
    yield from _leaves(figure)


def _leaves(part: Any, *, places: bool = False) -> Iterator[str]:
    if isinstance(part, dict):
        lying = part.get("orientation") == "h"
        for key, each in part.items():
            placed = key == LAYOUT or (lying and key == ROWS)
            yield from _leaves(each, places=places or placed)
    elif isinstance(part, list):
        for each in part:
            yield from _leaves(each, places=places)
    elif part is not None and not (places and isinstance(part, int | float)):
        yield str(part)
