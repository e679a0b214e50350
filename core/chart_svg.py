"""Our own drawing of a figure: SVG that needs no script and fits any width.

Reads the figures that ``core.charts`` makes, not Plotly in general. Across, all
lengths are shares of the width, down they are em: nothing has to be scaled, so
words keep the reader's size. Colours are classes; there is no ``style``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise
from typing import Any

from core.chart_pen import EM, Figure
from core.chart_shapes import CAP, circle, interval, line, percent, rect, short

ANCHORS = {"left": "start", "center": "middle", "right": "end"}
BASELINE = 0.35  # em from the middle of a line of words down to its foot
UNDER = {"track", "grid", "hatch", "thin-hatch", "break", "gap"}
OVER = {"beside", "target", "zero"}


@dataclass(frozen=True)
class _Scale:
    """Where the numbers of one pair of axes lie in the picture."""

    x: tuple[float, float]
    y: tuple[float, float]
    domain: tuple[float, float]
    rows: float

    @classmethod
    def of(cls, layout: Mapping[str, Any], axis: str) -> "_Scale":
        """Return the scale of a vertical axis (``y``, ``y2``) and the one across."""
        vertical = layout[axis.replace("y", "yaxis")]
        return cls(
            tuple(layout["xaxis"]["range"]),
            tuple(vertical["range"]),
            tuple(vertical.get("domain", (0, 1))),
            layout["meta"]["rows"],
        )

    def across(self, value: float) -> float:
        """Return a place across, 0 (left) to 1 (right)."""
        return (value - self.x[0]) / (self.x[1] - self.x[0])

    def down(self, value: float, shift: float = 0) -> float:
        """Return a place down from the top, in em; ``shift`` is Plotly's, upwards."""
        inside = (value - self.y[0]) / (self.y[1] - self.y[0])
        low, high = self.domain
        return (1 - low - inside * (high - low)) * self.rows - shift / EM


def draw(figure: Figure) -> str:
    """Return the figure as an ``<svg>`` element, to be put into a page as it is."""
    layout = figure["layout"]
    parts = [
        _opening(layout),
        *_shapes(layout, UNDER),
        *(part for trace in figure["data"] for part in _trace(trace, layout)),
        *_shapes(layout, OVER),
        *(_text(words, layout) for words in layout["annotations"]),
        "</svg>",
    ]
    return "".join(parts)


def _opening(layout: Figure) -> str:
    """Return the start of the picture, with its name and its description."""
    key = escape(layout["meta"]["key"])
    title = escape(unescape(layout["title"]["text"]))
    return (
        f'<svg class="chart" role="img" direction="ltr" width="100%"'
        f' height="{short(layout["meta"]["rows"])}em"'
        f' aria-labelledby="chart-{key}-title chart-{key}-desc">'
        f'<title id="chart-{key}-title">{title}</title>'
        f'<desc id="chart-{key}-desc">{escape(layout["meta"]["description"])}</desc>'
    )


def _text(words: Figure, layout: Figure) -> str:
    scale = _Scale.of(layout, words.get("yref", "y"))
    y = scale.down(words["y"], words.get("yshift", 0)) + BASELINE
    return (
        f'<text class="chart-{words["name"]}" x="{percent(scale.across(words["x"]))}"'
        f' y="{short(y)}em" text-anchor="{ANCHORS[words["xanchor"]]}">'
        f"{escape(unescape(words['text']))}</text>"
    )


def _shapes(layout: Figure, names: set[str]) -> Iterator[str]:
    for shape in layout["shapes"]:
        if shape["name"] not in names:
            continue
        scale = _Scale.of(layout, shape.get("yref", "y"))
        ends = [
            (scale.across(shape[f"x{end}"]), scale.down(shape[f"y{end}"]))
            for end in (0, 1)
        ]
        if shape["type"] == "rect":
            yield rect(shape["name"], *ends)
        else:
            if shape["name"] == "beside":
                yield line("halo", *ends)
            yield line(shape["name"], *ends)


def _trace(trace: Figure, layout: Figure) -> Iterator[str]:
    scale = _Scale.of(layout, trace.get("yaxis", "y"))
    if "base" in trace:
        yield from _levels(trace, scale)
    elif trace["type"] == "bar":
        yield from _bars(trace, scale)
    elif "error_x" in trace:
        yield from _points(trace, scale)
    else:
        yield from _stops(trace, scale)


def _bars(trace: Figure, scale: _Scale) -> Iterator[str]:
    half = trace["width"] / 2
    for number, (share, middle) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if share is None:
            continue
        y = scale.down(middle)
        yield rect("bar", (scale.across(0), y - half), (scale.across(share), y + half))
        yield from _range(trace, number, scale)


def _levels(trace: Figure, scale: _Scale) -> Iterator[str]:
    """Draw one level of a labelled scale: a filling, or stripes within an edge."""
    half, name = trace["width"] / 2, trace["meta"]
    for share, start, middle in zip(trace["x"], trace["base"], trace["y"], strict=True):
        if not share:
            continue
        y, one, other = (
            scale.down(middle),
            *map(scale.across, (start, start + share)),
        )
        yield rect(name, (one, y - half), (other, y + half))
        if "-" in name:
            yield line(name, (min(one, other), y), (max(one, other), y))


def _points(trace: Figure, scale: _Scale) -> Iterator[str]:
    for number, (share, middle) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if share is not None:
            yield from _range(trace, number, scale)
            yield circle(scale.across(share), scale.down(middle))


def _range(trace: Figure, number: int, scale: _Scale) -> Iterator[str]:
    """Draw the interval of a share that lies across."""
    y = scale.down(trace["y"][number])
    bounds = _bounds(trace["error_x"], number, trace["x"][number])
    if bounds:
        low, high = map(scale.across, bounds)
        yield from interval((low, y), (high, y), cap=(0, CAP))


def _stops(trace: Figure, scale: _Scale) -> Iterator[str]:
    found = list(enumerate(zip(trace["x"], trace["y"], strict=True)))
    stops = {
        number: (scale.across(x), scale.down(share))
        for number, (x, share) in found
        if share is not None
    }
    for number, (_, share) in found:
        bounds = _bounds(trace["error_y"], number, share)
        if bounds:
            x, _ = stops[number]
            low, high = map(scale.down, bounds)
            yield line("interval", (x, low), (x, high))
    for (number, _), (following, _) in pairwise(found):
        if number in stops and following in stops:
            yield line("line", stops[number], stops[following])
    for x, y in stops.values():
        yield circle(x, y)


def _bounds(
    errors: Figure, number: int, share: float | None
) -> tuple[float, float] | None:
    above, below = errors["array"][number], errors["arrayminus"][number]
    if share is None or above is None or below is None:
        return None
    return share - below, share + above
