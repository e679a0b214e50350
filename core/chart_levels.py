"""Labelled scales: what is below the middle to one side, what is above to the other.

Whoever answered in the middle is split between both sides. Each level has its own
filling, from striped near the middle to solid at the ends, so that the picture can
be read without colours; the side says the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from core.chart_parts import HATCH, axis
from core.chart_pen import EM, LINE, PAGE, Block, Figure, Pen, em
from core.chart_points import Split
from core.chart_text import wrap

BAR = 1.0
GAP = 0.75
SWATCH = 0.06  # of the picture's width
AFTER_SWATCH = 0.09
TENTH = 0.1  # the scale ends at a whole tenth
COLOURS = {"low": "#36557f", "middle": "#86798c", "high": "#7b2d63"}


@dataclass(frozen=True)
class Face:
    """How one level is filled: its side, and how many levels lie further out."""

    side: str
    inwards: int = 0

    @property
    def name(self) -> str:
        """Return the class of its marks, as ``low`` (solid) or ``high-1``."""
        return f"{self.side}-{self.inwards}" if self.inwards else self.side

    @property
    def marker(self) -> Figure:
        """Return the filling as Plotly has it."""
        colour = COLOURS[self.side]
        striped = {"shape": "|", "solidity": 0.6 / max(self.inwards, 1)}
        return {
            "color": colour,
            "line": {"width": 1, "color": colour},
            "pattern": striped if self.is_striped else {"shape": ""},
            "opacity": 0.25 if self.side == "middle" else 1,
        }

    @property
    def is_striped(self) -> bool:
        """Tell whether its filling has stripes."""
        return self.inwards > 0


def faces(levels: int) -> tuple[Face, ...]:
    """Return how the levels of a scale are filled, from its lowest to its highest."""
    half = levels // 2
    low = tuple(Face("low", out) for out in range(half))
    middle = (Face("middle"),) if levels % 2 else ()
    return (*low, *middle, *(Face("high", out) for out in reversed(range(half))))


def starts(shares: Sequence[float]) -> tuple[float, ...]:
    """Return where each level begins, 0 being the middle of the scale."""
    half = len(shares) // 2
    left = sum(shares[:half])
    if len(shares) % 2:
        left += shares[half] / 2
    return tuple(round(at, 6) for at in accumulate(shares[:-1], initial=-left))


def reach(splits: Sequence[Split]) -> float:
    """Return how far the scale goes to each side: as far as the longest bar does."""
    farthest = TENTH
    for split in splits:
        if split.shares:
            begun = starts(split.shares)
            farthest = max(farthest, -begun[0], begun[-1] + split.shares[-1])
    return round(ceil(round(farthest / TENTH, 4)) * TENTH, 6)


def level_figure(splits: Sequence[Split], levels: Sequence[str], pen: Pen) -> Figure:
    """Return the figure's bars, words and marks; ``meta.rows`` is its height in em.

    The first bar of each trace is the swatch that stands beside the level's name.
    """
    far = reach(splits)
    pen = replace(pen, ends=(-far, far))
    blocks = list(_keys(levels, pen, far))
    rows = [em(line["y"]) for block in blocks for line in block.lines[:1]]
    shapes: list[Figure] = []
    top = sum(block.height for block in blocks) + GAP
    for split in splits:
        words = _words(split, pen, top)
        blocks += words
        middle = top + sum(block.height for block in words) + BAR / 2 + 0.15
        shapes.append(_under(middle, far, hidden=not split.shares))
        rows.append(em(middle))
        top = middle + BAR / 2 + GAP
    return {
        "data": list(_traces(splits, levels, rows, pen)),
        "layout": {
            "annotations": [line for block in blocks for line in block.lines],
            "shapes": shapes,
            "barmode": "overlay",
            "xaxis": axis([far, -far] if pen.right_to_left else [-far, far]),
            "yaxis": axis([em(top - GAP / 2), 0]),
            "meta": {"rows": em(top - GAP / 2)},
        },
    }


def _keys(levels: Sequence[str], pen: Pen, far: float) -> Iterator[Block]:
    """Yield the name of each level, with room for its swatch before it."""
    top, at = 0.0, 2 * far * AFTER_SWATCH - far
    for name in levels:
        lines = wrap(name, PAGE * (1 - AFTER_SWATCH) - 0.5)
        drawn = pen.column("key", lines, top, x=em(at), xanchor=pen.start)
        yield Block(tuple(drawn), LINE * len(lines))
        top += LINE * len(lines)


def _words(split: Split, pen: Pen, top: float) -> list[Block]:
    """Return a bar's label, and under it how many are on each side."""
    if not split.shares:
        hidden = {"figure": pen.hidden, "kind": "hidden"}
        return [pen.block("label", split.label, top=top, **hidden)]
    label = pen.block("label", split.label, top=top)
    below = top + label.height
    return [
        label,
        pen.block("figure", split.below, top=below, figure=split.above, kind="figure"),
    ]


def _traces(
    splits: Sequence[Split], levels: Sequence[str], rows: Sequence[float], pen: Pen
) -> Iterator[Figure]:
    """Yield one trace a level: its swatch, then its part of each bar."""
    swatch = (round(2 * pen.ends[1] * SWATCH, 6), pen.ends[0])
    bars = [(split, starts(split.shares)) for split in splits]
    for number, (name, face) in enumerate(zip(levels, faces(len(levels)), strict=True)):
        parts: list[tuple[float | None, float | None]] = [swatch]
        parts += [
            (split.shares[number], begun[number]) if split.shares else (None, None)
            for split, begun in bars
        ]
        yield {
            "type": "bar",
            "orientation": "h",
            "name": pen.words(name),
            "meta": face.name,
            "x": [length for length, _start in parts],
            "base": [start for _length, start in parts],
            "y": [rows[number], *rows[len(levels) :]],
            "width": BAR,
            "textposition": "none",
            "hovertext": [pen.words(name)] * len(parts),
            "hoverinfo": "text",
            "marker": face.marker,
        }


def _under(middle: float, far: float, *, hidden: bool) -> Figure:
    """Return what lies under a bar: the middle of the scale, or that it is hidden."""
    if hidden:
        hatch = {"dash": HATCH, "width": BAR * EM, "color": "#86798c"}
        place = {"x0": -far, "x1": far, "y0": em(middle), "y1": em(middle)}
        return place | {"name": "hatch", "type": "line", "line": hatch}
    return {
        "name": "zero",
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": em(middle - BAR * 0.85),
        "y1": em(middle + BAR * 0.85),
        "line": {"width": 2, "color": "#62576a"},
    }
