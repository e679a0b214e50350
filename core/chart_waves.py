"""A line over waves, one panel or several under each other.

Waves stand at equal distances, each share between the ends 0 and 1 of its panel;
a hidden share or a changed question breaks the line. All words are tied to a
place in their panel's scale and shifted from there, so that they stay beside what
they name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from core.chart_parts import BREAK_SIGN, HATCH, axis, errors, trace
from core.chart_pen import EM, LINE, PAGE, Figure, Pen, em
from core.chart_points import Panel, Point
from core.chart_text import wrap, wrap_alike

PLOT = 9.0  # em from the share 0 to the share 1
HEADROOM = 1.5  # em above the share 1, for a figure that stands there
GAP = 1.0
MARGIN = 0.12  # of the picture's width, for the ends of the scale
MOST_LABELS = 4  # what a phone's width can hold beside each other
APART = 0.4  # em between a point and its figure
HIDDEN_TO = 0.6  # how high the mark of a hidden share reaches


@dataclass(frozen=True)
class _Frame:
    """One panel's place: its axis, and where its waves stand along the picture."""

    number: int
    waves: int

    @property
    def axis(self) -> str:
        """Return Plotly's name of the panel's vertical axis."""
        return "y" if self.number == 1 else f"y{self.number}"

    @property
    def column(self) -> float:
        """Return the share of the picture's width that one wave has."""
        return (1 - MARGIN) / self.waves

    @property
    def every(self) -> int:
        """Return how many waves share one label."""
        return ceil(self.waves / MOST_LABELS)

    @property
    def room(self) -> float:
        """Return the em that a wave's words may take."""
        return self.column * self.every * PAGE - 0.4

    def across(self, wave: int) -> float:
        """Return where a wave stands, 0 to 1."""
        return em(MARGIN + (wave + 0.5) * self.column)

    def centre(self, wave: int, pen: Pen) -> Figure:
        """Return how a wave's words are tied; at the far edge they stay inside."""
        if self.every > 1 and wave == self.waves - 1:
            return {"x": 1, "xanchor": pen.end}
        return {"x": self.across(wave), "xanchor": "center"}

    def is_labelled(self, wave: int) -> bool:
        """Tell whether a wave has words; the latest always has."""
        return (self.waves - 1 - wave) % self.every == 0


def wave_figure(
    panels: Sequence[Panel],
    pen: Pen,
    target: Point | None,
    ends: tuple[str, str],
    keys: Sequence[str] = (),
) -> Figure:
    """Return the figure's lines, words and marks; ``meta.rows`` is its height in em.

    ``keys`` may say what a stroke down the picture means: that the question changed.
    """
    words: list[Figure] = []
    shapes: list[Figure] = []
    traces: list[Figure] = []
    places: list[tuple[_Frame, float]] = []
    top = 0.0
    for number, panel in enumerate(panels, start=1):
        frame = _Frame(number, len(panel.points))
        heading = _heading(panel, target, pen, keys)
        labels = _labels(panel, pen, frame)
        top += LINE * len(heading) + HEADROOM
        places.append((frame, top))
        lines = [*heading, *labels, *_ends(ends, pen)]
        lines += _figures(panel, pen, frame, target)
        words += [line | {"yref": frame.axis} for line in lines]
        shapes += [mark | {"yref": frame.axis} for mark in _marks(panel, target, frame)]
        traces.append(_line(panel, pen, frame))
        depth = max((-line["yshift"] for line in labels), default=0) / EM
        top += PLOT + depth + LINE / 2 + GAP
    axes = {
        frame.axis.replace("y", "yaxis"): axis(
            [0, 1],
            domain=[round(1 - (place + PLOT) / top, 6), round(1 - place / top, 6)],
        )
        for frame, place in places
    }
    layout = {"annotations": words, "shapes": shapes, "meta": {"rows": em(top)}}
    return {"data": traces, "layout": layout | axes}


def _heading(
    panel: Panel, target: Point | None, pen: Pen, keys: Sequence[str]
) -> list[Figure]:
    """Return the lines above a panel: its title, its target, what a stroke means."""
    named = [("panel", panel.title), ("target", target.label if target else "")]
    if any(point.restarts for point in panel.points[1:]):
        named += [("key", f"{BREAK_SIGN} {words}") for words in keys]
    lines = [(name, line) for name, text in named if text for line in wrap(text, PAGE)]
    return [
        pen.text(
            name,
            line,
            x=0,
            xanchor=pen.start,
            y=1,
            yshift=EM * (HEADROOM + LINE * (len(lines) - row - 0.5)),
        )
        for row, (name, line) in enumerate(lines)
    ]


def _ends(ends: tuple[str, str], pen: Pen) -> list[Figure]:
    return [
        pen.text("end", words, x=0, xanchor=pen.start, y=share, yshift=0)
        for share, words in enumerate(ends)
    ]


def _labels(panel: Panel, pen: Pen, frame: _Frame) -> list[Figure]:
    labels = [point.label for point in panel.points]
    return [
        pen.text(
            "wave",
            line,
            **frame.centre(wave, pen),
            y=0,
            yshift=-EM * (0.4 + LINE * (row + 0.5)),
        )
        for wave, lines in enumerate(wrap_alike(labels, frame.room))
        if frame.is_labelled(wave)
        for row, line in enumerate(lines)
    ]


def _figures(
    panel: Panel, pen: Pen, frame: _Frame, target: Point | None
) -> list[Figure]:
    found = []
    for wave, point in enumerate(panel.points):
        hidden = point.share is None
        if not hidden and not frame.is_labelled(wave):
            continue
        lines = wrap(pen.figure_of(point), frame.room)
        place, lowest = _beside(point, len(lines), target)
        found += [
            pen.text(
                "hidden" if hidden else "figure",
                line,
                **frame.centre(wave, pen),
                y=place,
                yshift=EM * (lowest + LINE * (len(lines) - row - 0.5)),
            )
            for row, line in enumerate(lines)
        ]
    return found


def _beside(point: Point, lines: int, target: Point | None) -> tuple[float, float]:
    """Return the share a figure of so many lines is tied to, and its foot in em.

    It stands above its point, or below where the target's line would strike it out.
    """
    if point.share is None:
        return HIDDEN_TO, APART
    low, high = point.interval or (point.share, point.share)
    depth = APART + LINE * lines
    is_struck = (
        target is not None
        and target.share is not None
        and 0 < (target.share - high) * PLOT < depth + APART
    )
    return (low, -depth) if is_struck and low * PLOT > depth else (high, APART)


def _marks(panel: Panel, target: Point | None, frame: _Frame) -> list[Figure]:
    across: Figure = {"type": "line", "x0": MARGIN, "x1": 1}
    grid = {"width": 1, "color": "rgba(134,121,140,0.4)"}
    marks: list[Figure] = [
        across | {"name": "grid", "y0": share, "y1": share, "line": grid}
        for share in (0, 0.5, 1)
    ]
    if target is not None:
        dash = {"dash": "dash", "width": 2, "color": "#1d6848"}
        place = {"y0": target.share, "y1": target.share, "line": dash}
        marks.append(across | place | {"name": "target"})
    marks += _breaks(panel, frame)
    hatch = {"dash": HATCH, "width": EM, "color": "#86798c"}
    for wave, point in enumerate(panel.points):
        if point.share is None:
            x = frame.across(wave)
            place = {"x0": x, "x1": x, "y0": 0, "y1": HIDDEN_TO, "line": hatch}
            marks.append({"type": "line", "name": "hatch"} | place)
    return marks


def _breaks(panel: Panel, frame: _Frame) -> list[Figure]:
    """Return a stroke before each wave that asked another question."""
    dots = {"dash": "dot", "width": 2, "color": "#62576a"}
    return [
        {"name": "break", "type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1}
        | {"line": dots}
        for wave, point in enumerate(panel.points)
        if wave and point.restarts
        for x in [em(frame.across(wave) - frame.column / 2)]
    ]


def _line(panel: Panel, pen: Pen, frame: _Frame) -> Figure:
    stops: list[tuple[Point | None, float | None]] = []
    for wave, point in enumerate(panel.points):
        if point.restarts:
            stops.append((None, None))
        stops.append((point, frame.across(wave)))
    points = [point for point, _ in stops]
    return trace(panel.title, points, pen) | {
        "type": "scatter",
        "mode": "lines+markers",
        "yaxis": frame.axis,
        "x": [x for _, x in stops],
        "y": [point and point.share for point in points],
        "connectgaps": False,
        "cliponaxis": False,
        "error_y": errors(points),
    }
