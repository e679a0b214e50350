"""Gaps, labelled scales, and what stands beside: drawn as Plotly would, and said."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import charts
from core.chart_levels import faces, reach, starts
from core.charts import ChartKind, Panel, Point, Split
from tests.core.test_charts import WAVES, em, parts, percent, spec, waves, words

GROUPS = Panel(
    (
        Point("Villages", 0.3, 0.22, 0.4, "30.0%", beside=0.58),
        Point("Up to 25 years", 0.7, 0.6, 0.79, "70.0%", beside=0.58),
        Point("Polish", None, beside=0.58),
    ),
    "Within 4 weeks",
)
KEYS = ["Town", "The group above the line"]
LEVELS = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
TOWN = Split("Town", (0.1, 0.2, 0.2, 0.3, 0.2), "30% disagree", "50% agree")
HIDDEN = Split("Villages", ())


def gaps(*panels, **more):
    return spec(*panels, kind=ChartKind.GAPS, **{"keys": KEYS} | more)


def levels(*splits, names=LEVELS, **more):
    facts = {"key": "q-1", "title": "Heard", "description": "d", "hidden": "not shown"}
    return charts.level_spec(splits, names, **facts | more)


EVERY = {
    "gaps": gaps(GROUPS, GROUPS),
    "gaps mirrored": gaps(GROUPS, right_to_left=True),
    "no gaps": gaps(Panel(())),
    "levels": levels(TOWN, HIDDEN, TOWN),
    "levels mirrored": levels(TOWN, HIDDEN, right_to_left=True),
    "no levels": levels(),
    "all of them hidden": levels(HIDDEN),
    "beside": spec(GROUPS, GROUPS, keys=["Everybody"]),
    "broken": waves(Panel((WAVES.points[0], Point("Later", 0.4, restarts=True)))),
}


@pytest.mark.parametrize("figure", EVERY.values(), ids=EVERY)
def test_every_figure_is_one_that_plotly_takes(figure):
    assert len(go.Figure(figure).data) == len(figure["data"])


@pytest.mark.parametrize("figure", EVERY.values(), ids=EVERY)
def test_every_part_lies_inside_the_picture_and_has_no_colour_of_its_own(figure):
    height = em(parts(figure, "svg")[0], "height")
    for part in parts(figure):
        assert not {"style", "fill", "stroke", "href"} & set(part.keys())
        for name, value in part.items():
            if name in {"x", "x1", "x2", "cx"}:
                assert 0 <= percent(part, name) <= 100, (part.tag, name, value)
            if name in {"y", "y1", "y2", "cy"}:
                assert 0 <= em(part, name) <= height, (part.tag, name, value)


# Gaps


def test_a_point_stands_at_its_share_and_a_line_joins_it_to_the_other():
    figure = gaps(GROUPS)
    assert figure["data"][0]["x"] == [0.3, 0.7, None]
    assert [percent(each, "cx") for each in parts(figure, "circle")] == [30, 70]
    joined = parts(figure, "line", "chart-gap")
    assert [(percent(g, "x1"), percent(g, "x2")) for g in joined] == [
        (58, 30),
        (58, 70),
    ]


def test_what_they_are_compared_with_is_a_stroke_in_every_row_that_is_shown():
    strokes = parts(gaps(GROUPS), "line", "chart-beside")
    assert [(percent(s, "x1"), percent(s, "x2")) for s in strokes] == [(58, 58)] * 2
    assert all(em(s, "y1") < em(s, "y2") for s in strokes)


def test_a_hidden_group_has_a_mark_with_words_and_neither_point_nor_gap():
    figure = gaps(GROUPS)
    assert words(figure, "chart-hidden") == ["not shown"]
    assert len(parts(figure, "line", "chart-thin-hatch")) == 1
    assert len(parts(figure, "line", "chart-gap")) == 2


def test_a_point_that_is_compared_with_nothing_stands_alone():
    figure = gaps(Panel((Point("Town", 0.58, figure="58%"),)))
    assert len(parts(figure, "circle")) == 1
    assert not parts(figure, "line", "chart-gap")


def test_the_marks_are_explained_first():
    said = words(gaps(GROUPS), "chart-key")
    assert said == ["│ Town", "● The group above the line"]
    tops = [em(text, "y") for text in parts(gaps(GROUPS), "text")]
    assert min(tops) == tops[0]


def test_the_range_of_a_point_runs_across():
    reach_, *_caps = parts(gaps(GROUPS), "line", "chart-interval")
    assert (percent(reach_, "x1"), percent(reach_, "x2")) == (22, 40)
    assert reach_.get("y1") == reach_.get("y2")


def test_all_panels_of_gaps_have_one_scale():
    grid = parts(gaps(GROUPS, GROUPS), "line", "chart-grid")
    assert [percent(line, "x1") for line in grid] == [0, 25, 50, 75, 100] * 2


def test_right_to_left_a_gap_is_turned_round():
    turned = gaps(GROUPS, right_to_left=True)
    assert [percent(each, "cx") for each in parts(turned, "circle")] == [70, 30]
    assert [percent(s, "x1") for s in parts(turned, "line", "chart-beside")] == [42, 42]


# What stands beside a bar


def test_a_stroke_on_each_shown_bar_is_where_everybody_is():
    figure = spec(GROUPS, keys=["Everybody together"])
    assert words(figure, "chart-key") == ["│ Everybody together"]
    strokes = parts(figure, "line", "chart-beside")
    assert [percent(stroke, "x1") for stroke in strokes] == [58, 58]


# Labelled scales


def test_a_scale_begins_so_far_left_that_its_middle_is_split():
    assert starts((0.1, 0.2, 0.2, 0.3, 0.2)) == (-0.4, -0.3, -0.1, 0.1, 0.4)
    assert starts((0.4, 0.6)) == (-0.4, 0)
    assert starts((1.0,)) == (-0.5,)


def test_the_levels_are_told_apart_by_side_and_by_filling():
    assert [face.name for face in faces(5)] == [
        "low",
        "low-1",
        "middle",
        "high-1",
        "high",
    ]
    assert [face.name for face in faces(4)] == ["low", "low-1", "high-1", "high"]
    assert [face.name for face in faces(2)] == ["low", "high"]
    for number in range(1, 12):
        names = [face.name for face in faces(number)]
        assert len(set(names)) == number


def drawn(figure, name):
    """Where the parts of a level's bars begin and end, without its swatch."""
    found = parts(figure, "rect", f"chart-{name}")[1:]
    return [
        (percent(r, "x"), round(percent(r, "x") + percent(r, "width"), 1))
        for r in found
    ]


def test_the_parts_of_a_bar_lie_beside_each_other_with_the_middle_at_the_middle():
    figure = levels(TOWN)
    # The scale goes 60 % to each side, so a whole 120 % is the width.
    assert reach([TOWN]) == 0.6
    names = ["low", "low-1", "middle", "high-1", "high"]
    ends = [end for name in names for end in drawn(figure, name)]
    assert ends[0][0] == pytest.approx(100 * 0.2 / 1.2, abs=0.1)
    assert ends[2] == (pytest.approx(41.7, abs=0.1), pytest.approx(58.3, abs=0.1))
    for (_, left), (right, _) in pairwise(ends):
        assert left == pytest.approx(right, abs=0.1)


def test_right_to_left_the_low_side_is_on_the_right():
    ((low, _),) = drawn(levels(TOWN, right_to_left=True), "low")
    ((high, _),) = drawn(levels(TOWN, right_to_left=True), "high")
    assert high < 50 < low


def test_plotly_gets_the_shares_themselves_after_the_swatch():
    figure = levels(TOWN, HIDDEN)
    lengths = [trace["x"][1:] for trace in figure["data"]]
    assert lengths == [[share, None] for share in TOWN.shares]
    assert [trace["meta"] for trace in figure["data"]][2] == "middle"


def test_each_level_is_named_beside_its_swatch():
    figure = levels(TOWN)
    assert words(figure, "chart-key") == LEVELS
    swatches = [parts(figure, "rect", f"chart-{face.name}")[0] for face in faces(5)]
    assert {(percent(s, "x"), percent(s, "width")) for s in swatches} == {(0, 6)}
    tops = [em(swatch, "y") for swatch in swatches]
    assert tops == sorted(tops)


def test_both_sides_are_said_in_figures_above_the_bar():
    assert words(levels(TOWN), "chart-figure") == ["30% disagree", "50% agree"]


def test_a_scale_with_a_hidden_level_is_not_drawn_and_says_so():
    figure = levels(TOWN, HIDDEN)
    assert words(figure, "chart-hidden") == ["not shown"]
    assert len(drawn(figure, "high")) == 1


def test_a_level_that_nobody_chose_has_no_part():
    figure = levels(Split("Town", (0.0, 0.5, 0.0, 0.5, 0.0)))
    assert not drawn(figure, "low")
    assert drawn(figure, "low-1") == [(0, 50)]


def test_a_bar_needs_a_share_for_each_level():
    with pytest.raises(ValueError, match="each level"):
        levels(Split("Town", (0.5, 0.5)))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=11).filter(any))
def test_any_scale_stays_inside_the_picture(people):
    shares = tuple(round(n / sum(people), 6) for n in people)
    figure = levels(Split("Town", shares), names=[str(n) for n in range(len(people))])
    go.Figure(figure)
    for rect in parts(figure, "rect"):
        assert percent(rect, "x") >= -0.01
        assert percent(rect, "x") + percent(rect, "width") <= 100.01


# Waves


def test_a_changed_question_is_a_stroke_between_the_waves_with_words():
    changed = "The question changed here."
    first, _, last = WAVES.points
    middle = Point("Summer", 0.4, figure="40%", restarts=True)
    figure = waves(Panel((first, middle, last)), keys=[changed])
    (stroke,) = parts(figure, "line", "chart-break")
    places = [percent(point, "cx") for point in parts(figure, "circle")]
    assert places[0] < percent(stroke, "x1") < places[1]
    assert " ".join(words(figure, "chart-key")) == f"┊ {changed}"


def test_the_stroke_is_not_explained_where_there_is_none():
    assert not words(waves(WAVES, keys=["The question changed here."]), "chart-key")
