"""A chart as a file of its own: all that it needs, and nothing from elsewhere."""

import re
from base64 import b64encode
from hashlib import sha256
from xml.etree import ElementTree as ET

import pytest

from core.chart_levels import faces
from core.chart_picture import STYLE, STYLE_HASH, WIDTH, alone, plain
from tests.core import test_chart_kinds, test_charts
from tests.core.test_charts import NASTY, TOWN, spec

SVG = "{http://www.w3.org/2000/svg}"
EVERY = {**test_charts.EVERY, **test_chart_kinds.EVERY}


def picture(figure, **more):
    facts = {"title": "First contact in time", "notes": ["602 people answered."]}
    return alone(figure, **facts | {"right_to_left": False} | more)


def test_each_striped_level_is_styled_by_its_whole_name():
    """On paper nothing is known of how a name begins: both sides were black."""
    assert "^=" not in STYLE
    for face in faces(11):
        for part in ("rect", "line") if face.is_striped else ():
            assert f"{part}.chart-{face.name}" in STYLE


@pytest.mark.parametrize("figure", EVERY.values(), ids=EVERY)
def test_every_kind_of_chart_can_stand_alone_and_is_styled(figure):
    root = ET.fromstring(picture(figure))  # noqa: S314
    classes = {name for part in root.iter() if (name := part.get("class"))}
    styled = re.findall(r"[.=](?:class\^=)?([\w-]+)", STYLE)
    for name in classes - {"chart", "chart-label"}:
        assert any(name.startswith(each) for each in styled), name
    assert root.get("role") == "img"


def test_it_has_the_drawing_of_the_page_a_title_and_notes():
    text = picture(spec(TOWN), notes=["602 people answered.", "Source: Larkmoor"])
    root = ET.fromstring(text)  # noqa: S314
    said = [part.text for part in root.iter(f"{SVG}text")]
    assert said[0] == "First contact in time"
    assert said[-2:] == ["602 people answered.", "Source: Larkmoor"]
    assert "48.6%" in said
    assert root.get("aria-label") == "First contact in time"


def test_it_fetches_nothing_and_runs_nothing():
    text = picture(spec(TOWN))
    assert not re.search(r"href|url\(|@import|<script|\son\w+=", text)
    assert text.count("http") == 1, "the name of SVG itself"


def test_the_policy_may_name_its_one_style_by_hash():
    assert picture(spec(TOWN)).count("<style>") == 1
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    assert f"sha256-{digest}" == STYLE_HASH


def test_its_style_is_taken_as_it_is_by_any_reader_of_xml():
    root = ET.fromstring(picture(spec(TOWN)))  # noqa: S314
    assert root.findtext(f"{SVG}style") == STYLE


def test_long_words_take_more_lines_and_more_height():
    short, long = picture(spec(TOWN)), picture(spec(TOWN), title="word " * 60)
    heights = [float(re.search(r'height="([\d.]+)"', t)[1]) for t in (short, long)]
    assert heights[1] > heights[0] + 100


def test_right_to_left_the_words_begin_on_the_right():
    root = ET.fromstring(picture(spec(TOWN), right_to_left=True))  # noqa: S314
    title = next(root.iter(f"{SVG}text"))
    assert title.get("text-anchor") == "end"
    assert float(title.get("x")) > WIDTH / 2


def test_words_from_outside_stay_words():
    text = picture(spec(TOWN), title=NASTY, notes=[NASTY])
    root = ET.fromstring(text)  # noqa: S314
    assert root.get("aria-label") == NASTY
    assert "<script" not in text


def test_on_paper_a_letter_is_drawn_once_and_has_no_edge():
    figure = spec(TOWN)
    assert "paint-order:stroke" in picture(figure)
    drawn = plain(figure)
    assert "paint-order" not in drawn
    style = ET.fromstring(drawn).findtext(f"{SVG}style")  # noqa: S314
    assert STYLE.startswith(style), "all else looks as in the picture to share"
