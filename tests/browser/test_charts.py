"""Our drawing against Plotly's own, in a browser: the same lengths and places."""

import json
from pathlib import Path

import plotly
import pytest

from core import charts
from core.charts import Panel, Point, Split
from tests.core.test_chart_kinds import GROUPS, HIDDEN, TOWN, gaps, levels
from tests.core.test_charts import TOWN as BARS
from tests.core.test_charts import WAVES, spec, waves

WIDTH, NEAR = 800, 0.004  # of the width, a little more than half a stroke
SCRIPT = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"

DRAW = """async (figure) => {
  const place = document.body.appendChild(document.createElement("div"));
  const margin = { l: 0, r: 0, t: 0, b: 0 };
  const layout = { ...figure.layout, margin, width: %d, title: undefined };
  await Plotly.newPlot(place, figure.data, layout, { staticPlot: true });
}"""
PLACES = """(what) => {
  const frame = document.querySelector(what.frame).getBoundingClientRect();
  return [...document.querySelectorAll(what.parts)].map((part) => {
    const box = part.getBoundingClientRect();
    const across = (x) => (x - frame.x) / frame.width;
    const down = (y) => (y - frame.y) / frame.height;
    return [across(box.left), across(box.right), down(box.top), down(box.bottom)];
  });
}"""
KINDS = {
    "bars": (spec(BARS, BARS), ".bars .point path", "rect.chart-bar"),
    "bars mirrored": (
        spec(BARS, right_to_left=True),
        ".bars .point path",
        "rect.chart-bar",
    ),
    "gaps": (gaps(GROUPS, GROUPS), "path.point", "circle"),
    "gaps mirrored": (gaps(GROUPS, right_to_left=True), "path.point", "circle"),
    "waves": (waves(WAVES, WAVES), "path.point", "circle"),
    "a long wave": (
        waves(Panel((*WAVES.points, Point("Later", None), *WAVES.points))),
        "path.point",
        "circle",
    ),
}


@pytest.fixture(scope="module")
def canvas(browser):
    """An empty page that has Plotly."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 900})
    page = context.new_page()
    page.set_content("<body>")
    page.add_script_tag(path=str(SCRIPT))
    page.add_style_tag(content="body { margin: 0 } svg.chart { display: block }")
    yield page
    context.close()


def both(canvas, figure, theirs, ours):
    """Where the marks of both drawings are, as shares of the picture."""
    canvas.evaluate("document.body.replaceChildren()")
    canvas.evaluate(DRAW % WIDTH, json.loads(str(charts.figure_json(figure))))
    # Plotly has an empty mark for a bar that is hidden.
    found = [
        place
        for place in canvas.evaluate(PLACES, {"frame": ".main-svg", "parts": theirs})
        if any(place)
    ]
    canvas.evaluate(
        "html => { document.body.innerHTML = html }", str(charts.svg(figure))
    )
    return found, canvas.evaluate(PLACES, {"frame": "svg.chart", "parts": ours})


def middle(place):
    left, right, top, bottom = place
    return (left + right) / 2, (top + bottom) / 2


@pytest.mark.parametrize(("figure", "theirs", "ours"), KINDS.values(), ids=KINDS)
def test_a_mark_is_where_plotly_has_it(canvas, figure, theirs, ours):
    found, drawn = both(canvas, figure, theirs, ours)
    shown = [share for trace in figure["data"] for share in trace["y"] if share]
    assert 0 < len(drawn) <= len(shown)
    assert len(found) == len(drawn)
    for one, other in zip(found, drawn, strict=True):
        assert middle(other) == pytest.approx(middle(one), abs=NEAR)


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_bar_is_as_long_as_plotly_has_it(canvas, right_to_left):
    figure = spec(BARS, right_to_left=right_to_left)
    found, drawn = both(canvas, figure, ".bars .point path", "rect.chart-bar")
    lengths = [right - left for left, right, *_ in drawn]
    assert lengths == pytest.approx([0.486, 0.03], abs=NEAR)
    assert [right - left for left, right, *_ in found] == pytest.approx(
        lengths, abs=NEAR
    )


@pytest.mark.parametrize("right_to_left", [False, True])
def test_the_levels_of_a_scale_are_where_plotly_has_them(canvas, right_to_left):
    figure = levels(TOWN, HIDDEN, right_to_left=right_to_left)
    found, drawn = both(
        canvas,
        figure,
        ".bars .point path",
        "rect:not(.chart-track)",
    )
    assert len(drawn) == 2 * 5
    ends = sorted(place[:2] for place in found)
    assert len(ends) == len(drawn)
    for one, other in zip(ends, sorted(place[:2] for place in drawn), strict=True):
        assert other == pytest.approx(one, abs=NEAR)


def test_gaps_and_what_they_are_measured_from_are_where_plotly_has_them(canvas):
    figure = gaps(GROUPS)
    lines = [f"line.chart-{name}" for name in ("grid", "gap", "beside", "thin-hatch")]
    found, drawn = both(canvas, figure, ".shapelayer path", ", ".join(lines))
    assert len(found) == len(drawn) == len(figure["layout"]["shapes"])
    middles = sorted(round(middle(place)[0], 2) for place in found)
    assert sorted(round(middle(place)[0], 2) for place in drawn) == middles


def test_a_scale_is_read_from_the_low_side_in_both_drawings(canvas):
    one = Split("Town", (0.25, 0.75))
    figure = levels(one, names=["No", "Yes"])
    assert figure["layout"]["xaxis"]["range"] == [-0.8, 0.8]
    _found, drawn = both(canvas, figure, ".bars .point path", "rect.chart-low")
    left, right, *_ = drawn[1]
    assert (left, right) == pytest.approx(((0.8 - 0.25) / 1.6, 0.5), abs=NEAR)
