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
from core.chart_parts import axis
from core.chart_pen import EM, Figure, Pen
from core.chart_points import Panel, Point
from core.chart_text import clean
from core.chart_waves import wave_figure

__all__ = ["ChartKind", "Figure", "Panel", "Point", "chart_spec", "figure_json", "svg"]

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
) -> Figure:
    """Return the Plotly figure of a result; all words come in the reader's language.

    ``panels`` share one scale; ``key`` (letters, digits, hyphens) is unique on its
    page; ``description`` says it all to those who do not see it; ``hidden`` stands
    at a share that is not shown; ``target`` is a share to compare with; ``ends``
    stand at the ends of the scale of a line over waves.

    Raises:
        ValueError: the key cannot stand in an identifier, or a share is not 0 to 1.
    """
    _check(panels, key)
    pen = Pen(hidden, right_to_left)
    figure = (
        bar_figure(panels, pen, target)
        if kind is ChartKind.BARS
        else wave_figure(panels, pen, target, ends)
    )
    rows = figure["layout"]["meta"]["rows"]
    layout = {
        "title": {"text": escape(clean(title), quote=False)},
        "xaxis": axis([1, 0] if right_to_left else [0, 1]),
        "height": round(EM * rows) + MARGINS["t"] + MARGINS["b"],
        "meta": {"rows": rows, "key": key, "description": clean(description)},
    }
    return figure | {"layout": figure["layout"] | FRAME | layout}


def _check(panels: Sequence[Panel], key: str) -> None:
    if not key.replace("-", "").isalnum() or not key.isascii():
        raise ValueError("a chart's key holds letters, digits and hyphens")
    for point in (point for panel in panels for point in panel.points):
        for share in (point.share, point.low, point.high):
            if share is not None and not 0 <= share <= 1:
                raise ValueError("a share lies between 0 and 1")


def svg(figure: Figure) -> Markup:
    """Return the drawing of a figure, safe to put into a page."""
    return Markup(chart_svg.draw(figure))  # noqa: S704


def figure_json(figure: Figure) -> Markup:
    """Return a figure as JSON, safe inside ``<script type="application/json">``."""
    text = json.dumps(figure, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(UNSAFE))  # noqa: S704
