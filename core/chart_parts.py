"""The marks that bars and lines share, as Plotly has them."""

from collections.abc import Sequence
from typing import Any

from core.chart_pen import Figure, Pen, em
from core.chart_points import Point

HATCH = "2px,5px"  # strokes and gaps of the mark of a hidden share


BESIDE_SIGN = "\N{BOX DRAWINGS LIGHT VERTICAL}"
POINT_SIGN = "\N{BLACK CIRCLE}"
BREAK_SIGN = "\N{BOX DRAWINGS LIGHT QUADRUPLE DASH VERTICAL}"


def beside(share: float, middle: float, half: float) -> Figure:
    """Return the stroke across a row where the share to compare with is."""
    return {
        "name": "beside",
        "type": "line",
        "x0": share,
        "x1": share,
        "y0": em(middle - half),
        "y1": em(middle + half),
        "line": {"width": 2.5, "color": "#36557f"},
    }


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
