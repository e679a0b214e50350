"""Figures in texts: a number about answers is taken from evidence, never typed.

In the texts of a proposal ``{2}`` stands for the main figure of its second piece
of evidence, ``{2:baseline}`` for a named one. The page prints the figure itself
and links it to its trace, so that no brief can misquote what it rests on.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

MAIN = ""
_TOKEN = re.compile(
    r"\{(?P<position>[0-9]{1,3})(?::(?P<name>[A-Za-z0-9_.+-]{1,120}))?\}"
)
# Percentages by hand, in the signs and words of the site's six languages.
_LOOSE = re.compile(
    r"(?<![\w{:])[0-9٠-٩][0-9٠-٩.,\u00a0\u202f]*\s?"
    r"(?:%|٪|per\s?cent\b|pour\s?cent\b|por\s?ciento\b|procent|відсот|في المئة|بالمئة)",
    re.IGNORECASE,
)


class FigureKind(StrEnum):
    """How a figure is written."""

    SHARE = "share"
    POINTS = "points"
    PEOPLE = "people"
    RATING = "rating"


@dataclass(frozen=True)
class Figure:
    """One number of a piece of evidence.

    ``value`` is 0 to 1 for a share, and a difference of two shares for points;
    people for a count; 1 to 9 for a rating; ``None`` where it is hidden because
    too few people stand behind it. ``base`` are the people a share is of.
    """

    kind: FigureKind
    value: float | None
    base: int | None = None


@dataclass(frozen=True)
class Fragment:
    """A run of plain words, or a place where a figure belongs.

    ``position`` is the number of the evidence, ``None`` for plain words.
    """

    words: str = ""
    position: int | None = None
    name: str = MAIN


Known = Mapping[int, Mapping[str, Figure]]
"""The figures of a proposal: by position of the evidence, then by name."""


def fragments(text: str) -> tuple[Fragment, ...]:
    """Split a text into plain words and places for figures, in order."""
    found: list[Fragment] = []
    done = 0
    for token in _TOKEN.finditer(text):
        if token.start() > done:
            found.append(Fragment(text[done : token.start()]))
        name = token["name"] or MAIN
        found.append(Fragment(position=int(token["position"]), name=name))
        done = token.end()
    if done < len(text):
        found.append(Fragment(text[done:]))
    return tuple(found)


def unknown_figures(texts: Iterable[str], known: Known) -> tuple[str, ...]:
    """Return the places for figures that no evidence can fill, as typed."""
    return tuple(
        _typed(part)
        for text in texts
        for part in fragments(text)
        if part.position is not None and part.name not in known.get(part.position, {})
    )


def loose_figures(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the percentages that were typed by hand, as typed.

    Other numbers (a week, a clinic, a sum of money) are the writer's own.
    """
    return tuple(
        found.group().strip() for text in texts for found in _LOOSE.finditer(text)
    )


def _typed(part: Fragment) -> str:
    name = f":{part.name}" if part.name else ""
    return f"{{{part.position}{name}}}"
