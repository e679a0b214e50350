"""Gaps: each share as a point, joined to the share that it is compared with.

The vertical axis counts in em from the top, as that of the bars does. The share to
compare with is a stroke and not a second colour, so that nobody has to tell colours.
"""

from collections.abc import Sequence

from core.chart_parts import (
    BESIDE_SIGN,
    HATCH,
    POINT_SIGN,
    axis,
    beside,
    errors,
    trace,
)
from core.chart_pen import EM, LINE, Block, Figure, Pen, em
from core.chart_points import Panel, Point

ROW = 1.1  # em that the marks of a row take
GAP = 0.6
SIZE = 0.7  # em across a point
GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


def gap_figure(
    panels: Sequence[Panel], pen: Pen, keys: Sequence[str], ends: tuple[str, str]
) -> Figure:
    """Return the figure's points, words and marks; ``meta.rows`` is its height in em.

    ``keys`` name the share to compare with, then the point.
    """
    blocks = pen.keys("key", [BESIDE_SIGN, POINT_SIGN], keys, top=0)
    shapes: list[Figure] = []
    traces: list[Figure] = []
    top = sum(block.height for block in blocks) + (GAP if blocks else 0)
    for number, panel in enumerate(panels, start=1):
        if panel.title:
            blocks.append(pen.block("panel", panel.title, top=top))
            top += blocks[-1].height + GAP / 3
        first, middles = top, []
        for point in panel.points:
            blocks.append(_label(point, pen, top))
            middle = top + blocks[-1].height + ROW / 2
            middles.append(em(middle))
            shapes += _marks(point, middle)
            top = middle + ROW / 2 + GAP / 2
        shapes += [_grid(share, first, top) for share in GRID]
        traces.append(_points(panel, middles, pen))
        if number == len(panels):
            blocks.append(_ends(ends, pen, top))
            top += LINE
        top += GAP
    return {
        "data": traces,
        "layout": {
            "annotations": [line for block in blocks for line in block.lines],
            "shapes": shapes,
            "yaxis": axis([em(max(top - GAP, LINE)), 0]),
            "meta": {"rows": em(max(top - GAP, LINE))},
        },
    }


def _label(point: Point, pen: Pen, top: float) -> Block:
    kind = "hidden" if point.share is None else "figure"
    figure = pen.figure_of(point)
    return pen.block("label", point.label, top=top, figure=figure, kind=kind)


def _ends(ends: tuple[str, str], pen: Pen, top: float) -> Block:
    return pen.block("end", ends[0], top=top, figure=ends[1], kind="end")


def _points(panel: Panel, middles: Sequence[float], pen: Pen) -> Figure:
    drawn = trace(panel.title, panel.points, pen)
    return drawn | {
        "type": "scatter",
        "mode": "markers",
        "x": [point.share for point in panel.points],
        "y": list(middles),
        "cliponaxis": False,
        "error_x": errors(panel.points),
        "marker": drawn["marker"] | {"symbol": "circle", "size": SIZE * EM},
    }


def _marks(point: Point, middle: float) -> list[Figure]:
    """Return the marks of one row besides its point."""
    level = {"type": "line", "y0": em(middle), "y1": em(middle)}
    if point.share is None:
        hatch = {"dash": HATCH, "width": ROW / 2 * EM, "color": "#86798c"}
        return [level | {"name": "thin-hatch", "x0": 0, "x1": 1, "line": hatch}]
    if point.beside is None:
        return []
    joined = level | {"name": "gap", "x0": point.beside, "x1": point.share}
    joined["line"] = {"width": 4, "color": "#86798c"}
    return [joined, beside(point.beside, middle, ROW / 2)]


def _grid(share: float, top: float, foot: float) -> Figure:
    return {
        "name": "grid",
        "type": "line",
        "layer": "below",
        "x0": share,
        "x1": share,
        "y0": em(top),
        "y1": em(foot),
        "line": {"width": 1, "color": "rgba(134,121,140,0.4)"},
    }
