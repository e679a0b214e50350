"""Bars of shares, one panel or several under each other.

The vertical axis counts in em from the top: each label stands above its bar, so
that a phone's width is enough and nothing has to be turned or cut.
"""

from collections.abc import Sequence

from core.chart_parts import BESIDE_SIGN, HATCH, axis, beside, errors, trace
from core.chart_pen import EM, Block, Figure, Pen, em
from core.chart_points import Panel, Point

BAR = 0.85
GAP = 0.75
UNDER = 0.25  # between a label and its bar: Arabic letters reach below the line


def bar_figure(
    panels: Sequence[Panel], pen: Pen, target: Point | None, keys: Sequence[str]
) -> Figure:
    """Return the figure's bars, words and marks; ``meta.rows`` is its height in em.

    ``keys`` may name the share that stands beside each bar.
    """
    blocks = pen.keys("key", [BESIDE_SIGN], keys, top=0)
    shapes: list[Figure] = []
    traces: list[Figure] = []
    top = sum(block.height for block in blocks) + (GAP if blocks else 0)
    if target is not None:
        blocks.append(pen.block("target", target.label, top=top))
        top += blocks[-1].height + GAP
    for panel in panels:
        if panel.title:
            blocks.append(pen.block("panel", panel.title, top=top))
            top += blocks[-1].height + GAP / 3
        middles = []
        for point in panel.points:
            blocks.append(_label(point, pen, top))
            middle = top + blocks[-1].height + BAR / 2 + UNDER
            middles.append(em(middle))
            shapes += _under_and_across(point, middle, target)
            top = middle + BAR / 2 + GAP
        traces.append(_bars(panel, middles, pen))
        top += GAP
    top -= GAP
    return {
        "data": traces,
        "layout": {
            "annotations": [line for block in blocks for line in block.lines],
            "shapes": shapes,
            "yaxis": axis([em(top), 0]),
            "meta": {"rows": em(top)},
        },
    }


def _under_and_across(
    point: Point, middle: float, target: Point | None
) -> list[Figure]:
    """Return the marks of one row besides its bar."""
    marks = [_bed(middle, hidden=point.share is None)]
    if point.share is not None and point.beside is not None:
        marks.append(beside(point.beside, middle, BAR * 0.7))
    if point.share is not None and target is not None:
        marks.append(_target(target, middle))
    return marks


def _label(point: Point, pen: Pen, top: float) -> Block:
    kind = "hidden" if point.share is None else "figure"
    figure = pen.figure_of(point)
    return pen.block("label", point.label, top=top, figure=figure, kind=kind)


def _bars(panel: Panel, middles: Sequence[float], pen: Pen) -> Figure:
    return trace(panel.title, panel.points, pen) | {
        "type": "bar",
        "orientation": "h",
        "x": [point.share for point in panel.points],
        "y": list(middles),
        "width": BAR,
        "textposition": "none",
        "error_x": errors(panel.points),
    }


def _bed(middle: float, *, hidden: bool) -> Figure:
    """Return what lies under a bar: the whole scale, or the mark of a hidden share."""
    half = 0 if hidden else BAR / 2
    place = {"x0": 0, "x1": 1, "y0": em(middle - half), "y1": em(middle + half)}
    if hidden:
        hatch = {"dash": HATCH, "width": BAR * EM, "color": "#86798c"}
        return place | {"name": "hatch", "type": "line", "line": hatch}
    return place | {
        "name": "track",
        "type": "rect",
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": "rgba(134,121,140,0.2)",
    }


def _target(target: Point, middle: float) -> Figure:
    """Return the stroke that crosses a bar where the target is."""
    return {
        "name": "target",
        "type": "line",
        "x0": target.share,
        "x1": target.share,
        "y0": em(middle - BAR * 0.8),
        "y1": em(middle + BAR * 0.8),
        "line": {"width": 3, "color": "#1d6848"},
    }
