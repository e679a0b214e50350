"""Charts: a result as a Plotly figure, and that figure as a drawing in the page.

The page shows the drawing at once. Plotly itself is loaded only when a reader asks
to explore; it then finds the figure as JSON in the page.
"""

import json
from collections.abc import Sequence
from enum import StrEnum
from html import escape

from markupsafe import Markup

from core import chart_svg
from core.chart_bars import bar_figure
from core.chart_gaps import gap_figure
from core.chart_levels import level_figure
from core.chart_parts import axis
from core.chart_pen import EM, Figure, Pen
from core.chart_points import Panel, Point, Split
from core.chart_text import clean
from core.chart_waves import wave_figure

__all__ = [
    "ChartKind",
    "Figure",
    "Panel",
    "Point",
    "Split",
    "chart_spec",
    "figure_json",
    "level_spec",
    "svg",
]

# What would end a script element or an HTML comment, or a line of JavaScript.
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

MARGINS = {"l": 0, "r": 0, "t": 60, "b": 20}
FRAME: Figure = {
    "template": "none",
    "margin": MARGINS,
    "showlegend": False,
    "hovermode": "closest",
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
}


class ChartKind(StrEnum):
    """What is drawn."""

    BARS = "bars"
    GAPS = "gaps"
    WAVES = "waves"


def chart_spec(  # noqa: PLR0913
    panels: Sequence[Panel],
    *,
    key: str,
    title: str,
    description: str,
    hidden: str,
    kind: ChartKind = ChartKind.BARS,
    right_to_left: bool = False,
    target: Point | None = None,
    ends: tuple[str, str] = ("0%", "100%"),
    keys: Sequence[str] = (),
) -> Figure:
    """Return the Plotly figure of a result; all words come in the reader's language.

    ``panels`` share one scale; ``key`` (letters, digits, hyphens) is unique on its
    page; ``description`` says it all to those who do not see it; ``hidden`` stands
    at a share that is not shown; ``target`` is a share to compare with; ``ends``
    stand at the ends of the scale of gaps and of a line over waves; ``keys`` name
    the marks: what stands beside each bar or point, the points of a gap chart, and
    on a line that the question changed.

    Raises:
        ValueError: the key cannot stand in an identifier, or a share is not 0 to 1.
    """
    points = [point for panel in panels for point in panel.points]
    _check(key, [n for p in points for n in (p.share, p.low, p.high, p.beside)])
    pen = Pen(hidden, right_to_left)
    if kind is ChartKind.BARS:
        figure = bar_figure(panels, pen, target, keys)
    elif kind is ChartKind.GAPS:
        figure = gap_figure(panels, pen, keys, ends)
    else:
        figure = wave_figure(panels, pen, target, ends, keys)
    return _framed(figure, key, title, description, right_to_left=right_to_left)


def level_spec(  # noqa: PLR0913
    splits: Sequence[Split],
    levels: Sequence[str],
    *,
    key: str,
    title: str,
    description: str,
    hidden: str,
    right_to_left: bool = False,
) -> Figure:
    """Return the Plotly figure of a labelled scale, with a bar for each split.

    ``levels`` names the points of the scale from the lowest to the highest; all else
    is as in ``chart_spec``.

    Raises:
        ValueError: as there, or a bar has not one share for each level.
    """
    _check(key, [share for split in splits for share in split.shares])
    if any(len(split.shares) not in {0, len(levels)} for split in splits):
        raise ValueError("a bar has a share for each level of its scale, or none")
    figure = level_figure(splits, levels, Pen(hidden, right_to_left))
    return _framed(figure, key, title, description, right_to_left=right_to_left)


def _framed(
    figure: Figure, key: str, title: str, description: str, *, right_to_left: bool
) -> Figure:
    """Return a figure with all that the kinds have in common."""
    rows = figure["layout"]["meta"]["rows"]
    across = {"xaxis": axis([1, 0] if right_to_left else [0, 1])}
    layout = {
        "title": {"text": escape(clean(title), quote=False)},
        "height": round(EM * rows) + MARGINS["t"] + MARGINS["b"],
        "meta": {"rows": rows, "key": key, "description": clean(description)},
    }
    return figure | {"layout": across | figure["layout"] | FRAME | layout}


def _check(key: str, shares: Sequence[float | None]) -> None:
    if not key.replace("-", "").isalnum() or not key.isascii():
        raise ValueError("a chart's key holds letters, digits and hyphens")
    for share in shares:
        if share is not None and not 0 <= share <= 1:
            raise ValueError("a share lies between 0 and 1")


def svg(figure: Figure) -> Markup:
    """Return the drawing of a figure, safe to put into a page."""
    return Markup(chart_svg.draw(figure))  # noqa: S704


def figure_json(figure: Figure) -> Markup:
    """Return a figure as JSON, safe inside ``<script type="application/json">``."""
    text = json.dumps(figure, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(UNSAFE))  # noqa: S704
