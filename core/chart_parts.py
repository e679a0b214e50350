"""What every chart is made of: its points in words, and the marks of a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from core.chart_text import clean, isolated, width, wrap

Figure = dict[str, Any]
"""A Plotly figure or a part of one: a plain dictionary, ready for JSON."""

EM = 16  # pixels of one em in Plotly, which knows no em
PAGE = 16.0  # em that a line of words may take: a card on a phone of 320 px
LINE = 1.35  # em from one line of words to the next
HATCH = "2px,5px"  # strokes and gaps of the mark of a hidden share
BETWEEN = 0.8  # em kept free between a label and its figure


@dataclass(frozen=True)
class Point:
    """One share: a bar, or one wave on a line.

    ``share`` is 0 to 1, or ``None`` where it is hidden; ``low`` and ``high``
    bound its interval. ``figure`` is the share in the reader's words, exactly as
    the table has it. ``restarts`` says that the question changed, so that no line
    may join this wave to the one before.
    """

    label: str
    share: float | None
    low: float | None = None
    high: float | None = None
    figure: str = ""
    restarts: bool = False

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the bounds, where the share is shown and has any."""
        if self.share is None or self.low is None or self.high is None:
            return None
        return self.low, self.high


@dataclass(frozen=True)
class Panel:
    """One of the small multiples: a group's name above its bars or its line."""

    points: tuple[Point, ...]
    title: str = ""


@dataclass(frozen=True)
class Block:
    """Lines of words under each other, and how many em they take."""

    lines: tuple[Figure, ...]
    height: float


@dataclass(frozen=True)
class Pen:
    """How words become parts of a figure, in one language."""

    hidden: str
    right_to_left: bool

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
            *self._column(name, labels, top, x=0, xanchor=self.start),
            *self._column(kind, figures, top, x=1, xanchor=self.end),
        ]
        return Block(tuple(lines), LINE * max(len(labels), len(figures)))

    def _column(
        self, name: str, lines: Sequence[str], top: float, **place: Any
    ) -> list[Figure]:
        return [
            self.text(name, line, y=em(top + LINE * (row + 0.5)), **place)
            for row, line in enumerate(lines)
        ]


def em(length: float) -> float:
    """Return a length as it is written: three decimals hold any screen."""
    return round(length, 3)


def axis(scale: Sequence[float], **more: Any) -> Figure:
    """Return an axis that is not drawn: the words stand in the picture."""
    return {"range": list(scale), "visible": False, "fixedrange": True} | more


def trace(title: str, points: Sequence[Point | None], pen: Pen) -> Figure:
    """Return what bars and lines share: whose figures these are, in words.

    ``None`` among the points is a gap in a line.
    """
    return {
        "name": pen.words(title),
        "customdata": [point and point.label for point in points],
        "text": [point and pen.words(pen.figure_of(point)) for point in points],
        "hovertext": [
            point and pen.words(f"{point.label}: {pen.figure_of(point)}")
            for point in points
        ],
        "hoverinfo": "text",
        "marker": {"color": "#7b2d63"},
    }


def errors(points: Sequence[Point | None]) -> Figure:
    """Return the intervals as Plotly has them: distances from the share."""
    bounds = [point.interval if point else None for point in points]
    shares = [(point.share if point else None) or 0.0 for point in points]
    pairs = list(zip(bounds, shares, strict=True))
    return {
        "type": "data",
        "symmetric": False,
        "array": [ends and round(ends[1] - share, 6) for ends, share in pairs],
        "arrayminus": [ends and round(share - ends[0], 6) for ends, share in pairs],
        "color": "#62576a",
        "thickness": 1.5,
        "width": 4,
    }
