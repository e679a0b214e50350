"""Charts: the figure is what Plotly takes, and the drawing is what the figure says."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import chart_text, charts
from core.chart_pen import LINE
from core.charts import ChartKind, Panel, Point

ISOLATES = str.maketrans("", "", "\u2066\u2067\u2069")
TOWN = Panel(
    (
        Point("Yes", 0.486, 0.433, 0.538, "48.6%"),
        Point("No, or not within the four weeks", 0.03, None, None, "under 5%"),
        Point("Prefer not to say", None),
    ),
    "Town, 238 people",
)
WAVES = Panel(
    (
        Point("Spring 2026", 0.382, 0.34, 0.42, "38.2%"),
        Point("Summer 2026", 0.472, 0.43, 0.51, "47.2%"),
        Point("Autumn 2026", 0.486, 0.433, 0.538, "48.6%"),
    ),
    "All",
)


def spec(*panels, **more):
    words = {
        "key": "bm-2",
        "title": "First contact in time",
        "description": "48.6 of 100 people heard within four weeks.",
        "hidden": "not shown",
    }
    return charts.chart_spec(panels, **words | more)


def waves(*panels, **more):
    return spec(*panels, kind=ChartKind.WAVES, **more)


def parts(figure, kind=None, name=None):
    """The drawing's elements of a kind, of a class."""
    root = ET.fromstring(str(charts.svg(figure)))  # noqa: S314
    return [
        part
        for part in root.iter()
        if kind in (None, part.tag) and name in (None, part.get("class"))
    ]


def percent(part, attribute):
    assert part.get(attribute).endswith("%")
    return float(part.get(attribute)[:-1])


def em(part, attribute):
    assert part.get(attribute).endswith("em")
    return float(part.get(attribute)[:-2])


def words(figure, name=None):
    return [part.text.translate(ISOLATES) for part in parts(figure, "text", name)]


EVERY = {
    "bars": spec(TOWN),
    "groups": spec(TOWN, TOWN, target=Point("Target: 60%", 0.6)),
    "mirrored": spec(TOWN, right_to_left=True),
    "waves": waves(WAVES, WAVES, target=Point("Target: 60%", 0.6)),
    "waves mirrored": waves(WAVES, right_to_left=True),
    "empty": spec(Panel(())),
}


@pytest.mark.parametrize("figure", EVERY.values(), ids=EVERY)
def test_every_figure_is_one_that_plotly_takes(figure):
    taken = go.Figure(figure)
    assert len(taken.data) == len(figure["data"])
    assert taken.layout.template == go.Figure(layout_template="none").layout.template


def test_plotly_is_not_loaded_to_draw():
    code = (
        "import sys; from core import charts; "
        "assert not any(name.startswith('plotly') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_lengths_are_the_shares_in_plotly_and_in_the_drawing():
    figure = spec(TOWN)
    shares = [point.share for point in TOWN.points]
    assert figure["data"][0]["x"] == list(go.Figure(figure).data[0].x) == shares
    drawn = [percent(bar, "width") for bar in parts(figure, "rect", "chart-bar")]
    assert drawn == [48.6, 3]


def test_the_interval_is_drawn_from_its_low_to_its_high_end():
    figure = spec(TOWN)
    error = figure["data"][0]["error_x"]
    assert error["arrayminus"] == [0.053, None, None]
    assert error["array"] == [0.052, None, None]
    reach, *caps = parts(figure, "line", "chart-interval")
    assert (percent(reach, "x1"), percent(reach, "x2")) == (43.3, 53.8)
    assert [percent(cap, "x1") for cap in caps] == [43.3, 53.8]


def test_every_label_stands_above_its_bar_and_none_on_another():
    figure = spec(TOWN, TOWN)
    beds = parts(figure, "rect", "chart-track") + parts(figure, "line", "chart-hatch")
    assert len(beds) == 6
    lines = sorted(
        em(text, "y") for text in parts(figure, "text") if text.get("x") == "0%"
    )
    assert all(lower - upper > 1.3 for upper, lower in pairwise(lines))
    assert words(figure, "chart-label")[:3] == [
        "Yes",
        "No, or not within the",
        "four weeks",
    ]


def test_the_words_at_a_bar_are_those_of_the_table():
    assert words(spec(TOWN), "chart-figure") == ["48.6%", "under 5%"]


def test_a_hidden_share_is_a_mark_with_words_and_no_length():
    figure = spec(TOWN)
    assert words(figure, "chart-hidden") == ["not shown"]
    (hatch,) = parts(figure, "line", "chart-hatch")
    assert (percent(hatch, "x1"), percent(hatch, "x2")) == (0, 100)
    assert figure["data"][0]["x"][2] is None


def test_zero_is_a_share_and_is_shown():
    figure = spec(Panel((Point("None", 0.0, 0.0, 0.04, "0%"),)))
    assert words(figure, "chart-figure") == ["0%"]
    (bar,) = parts(figure, "rect", "chart-bar")
    assert percent(bar, "width") == 0
    assert not parts(figure, "line", "chart-hatch")


@pytest.mark.parametrize(
    ("target", "is_below"),
    [(0.3, False), (0.45, False), (0.6, True), (0.9, False), (None, False)],
)
def test_no_target_strikes_out_the_figure_of_a_wave(target, is_below):
    """Where its line would cross what stands above a point, it stands below."""
    one = Panel((Point("Autumn 2026", 0.486, 0.433, 0.538, "48.6%"),), "All")
    aim = target and Point("Target", target)
    figure = waves(one, target=aim)
    [said] = parts(figure, "text", "chart-figure")
    [point] = parts(figure, "circle")
    assert (em(said, "y") > em(point, "cy")) == is_below
    for line in parts(figure, "line", "chart-target"):
        assert abs(em(line, "y1") - em(said, "y")) > LINE / 2


def test_a_target_crosses_every_shown_bar_and_is_named_first():
    figure = spec(TOWN, target=Point("Target: 60%", 0.6))
    assert words(figure)[0] == "Target: 60%"
    strokes = parts(figure, "line", "chart-target")
    assert [percent(stroke, "x1") for stroke in strokes] == [60, 60]


def test_right_to_left_the_picture_is_turned_round():
    plain, turned = spec(TOWN), spec(TOWN, right_to_left=True)
    for left, right in zip(
        parts(plain, "rect", "chart-bar"),
        parts(turned, "rect", "chart-bar"),
        strict=True,
    ):
        assert percent(left, "x") == 0
        assert percent(right, "x") == pytest.approx(100 - percent(left, "width"))
    sides = {
        text.get("class"): (text.get("x"), text.get("text-anchor"))
        for text in parts(turned, "text")
    }
    assert sides["chart-label"] == ("100%", "end")
    assert sides["chart-figure"] == ("0%", "start")
    assert sides["chart-panel"] == ("100%", "end")


def test_right_to_left_every_line_of_words_says_its_own_direction():
    lines = parts(spec(TOWN, right_to_left=True), "text")
    assert all(re.fullmatch("[\u2066\u2067].*\u2069", line.text) for line in lines)
    assert parts(spec(TOWN), "svg")[0].get("direction") == "ltr"


def test_the_months_below_a_line_are_all_broken_where_one_is():
    most = chart_text.width("Nov 2026")
    assert chart_text.width("Mar 2026") > most
    months = ["Mar 2026", "Nov 2026"]
    assert chart_text.wrap_alike(months, most) == [["Mar", "2026"], ["Nov", "2026"]]
    assert chart_text.wrap_alike(months, 2 * most) == [["Mar 2026"], ["Nov 2026"]]
    assert chart_text.wrap_alike(["Spring", "Last autumn"], 5) == [
        ["Spring"],
        ["Last", "autumn"],
    ]


@pytest.mark.parametrize(
    ("words", "starts_with"),
    [
        ("نعم", "\u2067"),
        ("1, very bad", "\u2066"),
        ("English، 64 شخصًا", "\u2067"),
        ("64", "\u2067"),
    ],
)
def test_words_that_stand_in_for_arabic_ones_run_as_they_do(words, starts_with):
    turned = chart_text.isolated(words, right_to_left=True)
    assert turned == f"{starts_with}{words}\u2069"
    assert chart_text.isolated(words, right_to_left=False) == words


def test_the_latest_wave_stands_where_reading_ends():
    across = [percent(point, "cx") for point in parts(waves(WAVES), "circle")]
    mirrored = parts(waves(WAVES, right_to_left=True), "circle")
    assert across == sorted(across)
    assert [100 - percent(point, "cx") for point in mirrored] == pytest.approx(across)


def test_a_higher_share_stands_higher_and_full_shares_fill_the_scale():
    points = tuple(Point(str(share), share, figure="") for share in (0.0, 0.5, 1.0))
    figure = waves(Panel(points))
    low, middle, high = (em(point, "cy") for point in parts(figure, "circle"))
    grid = [em(line, "y1") for line in parts(figure, "line", "chart-grid")]
    assert [low, middle, high] == pytest.approx(grid, abs=0.02)
    assert low - middle == pytest.approx(middle - high, abs=0.02) == 4.5


def test_an_interval_of_a_wave_runs_up_and_down():
    reach = parts(waves(WAVES), "line", "chart-interval")[0]
    assert reach.get("x1") == reach.get("x2")
    assert em(reach, "y1") - em(reach, "y2") == pytest.approx(
        9 * (0.42 - 0.34), abs=0.02
    )


@pytest.mark.parametrize(
    "gap", [Point("Summer", None), Point("Summer", 0.4, restarts=True)]
)
def test_the_line_breaks_at_a_hidden_share_and_at_a_changed_question(gap):
    first, _, last = WAVES.points
    whole = waves(WAVES)
    broken = waves(Panel((first, gap, last)))
    assert len(parts(whole, "line", "chart-line")) == 2
    assert len(parts(broken, "line", "chart-line")) == (1 if gap.restarts else 0)
    assert go.Figure(broken).data[0].connectgaps is False


def test_many_waves_keep_the_words_of_some_and_always_of_the_latest():
    points = tuple(Point(f"Wave {n}", n / 20, figure=f"{5 * n}%") for n in range(11))
    figure = waves(Panel(points))
    assert len(parts(figure, "circle")) == 11
    assert words(figure, "chart-figure") == ["5%", "20%", "35%", "50%"]


def test_each_panel_has_a_scale_of_its_own_and_none_overlap():
    figure = waves(WAVES, WAVES, WAVES)
    domains = [
        figure["layout"][name]["domain"] for name in ("yaxis", "yaxis2", "yaxis3")
    ]
    for upper, lower in pairwise(domains):
        assert 0 <= lower[0] < lower[1] < upper[0] < upper[1] <= 1


def test_the_drawing_names_itself_once_and_in_full():
    figure = spec(TOWN)
    (frame,) = parts(figure, "svg")
    assert frame.get("role") == "img"
    named = frame.get("aria-labelledby").split()
    assert named == [
        part.get("id") for part in (*frame.iter("title"), *frame.iter("desc"))
    ]
    assert parts(figure, "title")[0].text == "First contact in time"
    assert "four weeks" in parts(figure, "desc")[0].text


@pytest.mark.parametrize("figure", EVERY.values(), ids=EVERY)
def test_no_drawing_has_a_style_a_colour_or_an_address_in_it(figure):
    for part in parts(figure):
        assert not {"style", "fill", "stroke", "href", "onload"} & set(part.keys())


@pytest.mark.parametrize("figure", EVERY.values(), ids=EVERY)
def test_every_part_lies_inside_the_picture(figure):
    height = em(parts(figure, "svg")[0], "height")
    for part in parts(figure):
        for name, value in part.items():
            if name in {"x", "x1", "x2", "cx"}:
                assert 0 <= percent(part, name) <= 100
            if name in {"y", "y1", "y2", "cy"}:
                assert 0 <= em(part, name) <= height, (part.tag, value)


NASTY = "<script>alert('&amp;')</script> & \"x\""


def test_words_from_outside_stay_words():
    point = Point(NASTY, 0.5, figure=NASTY)
    more = {"title": NASTY, "description": NASTY, "hidden": NASTY}
    figure = spec(Panel((point, Point("a", None)), NASTY), **more)
    assert parts(figure, "title")[0].text == parts(figure, "desc")[0].text == NASTY
    label = "".join(words(figure, "chart-label")).replace(" ", "")
    assert label.startswith(NASTY.replace(" ", ""))
    assert not [part for part in parts(figure) if part.tag == "script"]


def test_plotly_gets_no_markup_that_it_would_take_for_its_own():
    figure = spec(Panel((Point('<a href="javascript:x">b</a>', 0.5),), "<b>"))
    layout = figure["layout"]
    read = [figure["data"][0]["name"], *figure["data"][0]["hovertext"]]
    read += [line["text"] for line in layout["annotations"]]
    assert not [text for text in read if "<" in text]


class Scripts(HTMLParser):
    """Collects what a browser would take for the contents of a script element."""

    def __init__(self):
        super().__init__()
        self.inside, self.text = 0, ""

    def handle_starttag(self, tag, _attrs):
        self.inside += tag == "script"

    def handle_endtag(self, tag):
        self.inside -= tag == "script"

    def handle_data(self, data):
        self.text += data if self.inside else ""


@pytest.mark.parametrize(
    "nasty", ["</script>", "<!--<script>", "]]>", "\u2028", "&lt;"]
)
def test_the_figure_as_json_cannot_leave_its_script(nasty):
    figure = spec(Panel((Point(nasty, 0.5),)), title=nasty, description=nasty)
    page = Scripts()
    page.feed(f'<script type="application/json">{charts.figure_json(figure)}</script>')
    assert json.loads(page.text) == figure


def test_both_are_markup_that_a_template_leaves_alone():
    figure = spec(TOWN)
    assert charts.svg(figure).__html__() == str(charts.svg(figure))
    assert charts.figure_json(figure).__html__() == str(charts.figure_json(figure))


@pytest.mark.parametrize("key", ["", "a b", 'a"b', "é", "a/b"])
def test_a_key_that_cannot_be_an_identifier_is_refused(key):
    with pytest.raises(ValueError, match="key"):
        spec(TOWN, key=key)


@pytest.mark.parametrize("share", [-0.1, 1.01, float("nan")])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        spec(Panel((Point("a", share),)))


@given(st.text(), st.floats(1.1, 20))
def test_no_line_is_wider_than_it_may_be_and_no_word_is_lost(text, most):
    lines = chart_text.wrap(text, most)
    assert lines
    assert all(chart_text.width(line) <= most for line in lines)
    kept = chart_text.wrap(text, 1e9)[0]
    assert "".join(lines).replace(" ", "") == kept.replace(" ", "")


@given(st.text(min_size=1))
def test_any_words_at_all_make_a_drawing_that_can_be_read(text):
    figure = spec(
        Panel((Point(text, 0.5, figure=text),), text), title=text, hidden=text
    )
    assert parts(figure, "rect", "chart-bar")
    go.Figure(figure)
