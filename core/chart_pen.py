"""The pen that draws a chart's marks, block under block."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from core.chart_points import Point
from core.chart_text import clean, isolated, width, wrap

Figure = dict[str, Any]
"""A Plotly figure or a part of one: a plain dictionary, ready for JSON."""

EM = 16  # pixels of one em in Plotly, which knows no em
PAGE = 17.0  # em of 15 px that a line may take: a card on a phone of 320 px has 17.4
LINE = 1.35  # em from one line of words to the next
BETWEEN = 0.8  # em kept free between a label and its figure


@dataclass(frozen=True)
class Block:
    """Lines of words under each other, and how many em they take."""

    lines: tuple[Figure, ...]
    height: float


@dataclass(frozen=True)
class Pen:
    """How words become parts of a figure, in one language.

    ``ends`` are the numbers of the horizontal axis where reading starts and ends.
    """

    hidden: str
    right_to_left: bool
    ends: tuple[float, float] = (0.0, 1.0)

    @property
    def start(self) -> str:
        """Return the side on which reading starts."""
        return "right" if self.right_to_left else "left"

    @property
    def end(self) -> str:
        """Return the side on which reading ends."""
        return "left" if self.right_to_left else "right"

    def words(self, text: str) -> str:
        """Return words as Plotly takes them, which reads a little HTML."""
        turned = isolated(clean(text), right_to_left=self.right_to_left)
        return escape(turned, quote=False)

    def figure_of(self, point: Point) -> str:
        """Return a point's figure, or the words that stand for a hidden one."""
        return point.figure or (self.hidden if point.share is None else "")

    def text(self, name: str, text: str, **place: Any) -> Figure:
        """Return one line of words at a place."""
        return {
            "name": name,
            "text": self.words(text),
            "showarrow": False,
            "yanchor": "middle",
            "font": {"size": EM - 1},
        } | place

    def block(
        self, name: str, text: str, *, top: float, figure: str = "", kind: str = ""
    ) -> Block:
        """Return a text in lines from ``top`` on, its figure at the far side."""
        figures = wrap(figure, PAGE / 2) if figure else []
        taken = max(map(width, figures), default=0.0)
        labels = wrap(text, PAGE - (taken + BETWEEN if figures else 0.0))
        lines = [
            *self.column(name, labels, top, x=self.ends[0], xanchor=self.start),
            *self.column(kind, figures, top, x=self.ends[1], xanchor=self.end),
        ]
        return Block(tuple(lines), LINE * max(len(labels), len(figures)))

    def keys(
        self, name: str, signs: Sequence[str], words: Sequence[str], *, top: float
    ) -> list[Block]:
        """Return the lines that say what each mark means, under each other."""
        blocks: list[Block] = []
        for sign, said in zip(signs, words, strict=False):
            block = self.block(name, f"{sign} {said}", top=top)
            blocks.append(block)
            top += block.height
        return blocks

    def column(
        self, name: str, lines: Sequence[str], top: float, **place: Any
    ) -> list[Figure]:
        """Return lines of words under each other, from ``top`` on."""
        return [
            self.text(name, line, y=em(top + LINE * (row + 0.5)), **place)
            for row, line in enumerate(lines)
        ]


def em(length: float) -> float:
    """Return a length as it is written: three decimals hold any screen."""
    return round(length, 3)
