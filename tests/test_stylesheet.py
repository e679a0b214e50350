"""The stylesheet: small, its own, mirrored by itself, and legible in light and dark."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static"
CSS = re.sub(
    r"/\*.*?\*/",
    "",
    "".join(
        (STATIC / f"{n}.css").read_text(encoding="utf-8") for n in ("app", "pages")
    ),
    flags=re.DOTALL,
)
MOST_BYTES = 3900
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2: contrast of text, and of what has to be seen

ON_BOTH = [
    (colour, ground, TEXT)
    for colour in ("ink", "soft", "accent", "good", "watch", "bad", "calm")
    for ground in ("paper", "sheet")
]
CONTRASTS = [
    *ON_BOTH,
    ("ink", "tint", TEXT),
    ("accent", "tint", TEXT),
    ("accent-ink", "accent", TEXT),
    ("edge", "paper", SHAPE),
    ("edge", "sheet", SHAPE),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", block))


def themes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)[:2]
    return {"light": tokens(light), "dark": tokens(light) | tokens(dark)}


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    shares = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_wcag_does():
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_the_stylesheet_leaves_room_for_the_page_on_a_slow_line():
    sent = gzip.compress((STATIC / "app.css").read_bytes(), compresslevel=9, mtime=0)

    assert len(sent) <= MOST_BYTES


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("colour", "ground", "least"), CONTRASTS)
def test_a_colour_can_be_read_on_its_ground(theme, colour, ground, least):
    named = themes()[theme]

    assert contrast(named[colour], named[ground]) >= least


def test_the_band_that_is_always_in_sight_can_be_read_in_both_themes():
    for named in themes().values():
        assert contrast("#ffffff", named["band"]) >= TEXT


def test_a_dark_theme_names_every_colour_of_the_light_one():
    light, dark = re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)[:2]

    assert set(tokens(dark)) == set(tokens(light))


def test_every_colour_outside_the_tokens_is_for_the_band_or_for_paper():
    body = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL)

    assert set(re.findall(r"#[0-9a-f]{3,8}\b", body)) <= {"#fff", "#ffffff59", "#555"}


def test_a_page_from_right_to_left_needs_no_rule_of_its_own():
    physical = (
        r"(?:^|[\s;{-])(?:left|right)\s*:|(?:margin|padding|border)-(?:left|right)"
    )

    assert not re.findall(physical, CSS)
    assert not re.findall(r"text-align:\s*(?:left|right)|float:\s*(?:left|right)", CSS)
    assert "[dir=" not in CSS


def test_the_stylesheet_fetches_nothing():
    assert "@import" not in CSS
    assert "url(" not in CSS
    assert "@font-face" not in CSS


@pytest.mark.parametrize(
    "wish",
    [
        "prefers-color-scheme: dark",
        "forced-colors: active",
        "print",
    ],
)
def test_the_reader_s_wishes_are_met(wish):
    assert re.search(rf"@media \(?{re.escape(wish)}\)?", CSS)


def test_nothing_moves():
    """Without movement there is none to reduce for those who asked for less."""
    assert not re.findall(r"animation|transition|scroll-behavior|@keyframes", CSS)


def test_focus_is_shown_and_not_hidden_under_the_band():
    assert ":focus-visible { outline: 3px solid" in CSS
    assert "scroll-padding-block" in CSS


def test_the_border_of_a_state_is_whole_in_a_reader_s_own_colours():
    """A browser paints a plate behind each word there, over the border beside it."""
    forced = re.findall(r"([^{}]*)\{ forced-color-adjust: none }", CSS)
    assert any(".status" in selector for selector in forced)


def test_figures_stand_below_each_other_by_their_last_digit_in_arabic_too():
    """They run left to right there as well, so that they begin where reading ends."""
    assert ".number, .measure { text-align: end }" in CSS
    assert ":is(.number, .measure):lang(ar) { text-align: start }" in CSS


def test_every_class_of_a_template_is_known_to_the_stylesheet():
    """A class that nothing styles is a slip of the pen."""
    named: set[str] = set()
    for path in (STATIC.parent / "templates").rglob("*.html"):
        text = re.sub(r"{[{%#].*?[}%#]}", " ", path.read_text(encoding="utf-8"))
        for group in re.findall(r'class="([^"]*)"', text):
            named |= set(group.split())

    known = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.css"))
    assert not {name for name in named if f".{name}" not in known}


def test_the_mark_is_a_small_drawing_that_fetches_nothing():
    mark = (STATIC / "mark.svg").read_text(encoding="utf-8")

    assert len(mark) <= 400
    assert "href" not in mark
    assert "<style" not in mark


ROOT = STATIC.parent
ROOMS = ("core", "accounts", "surveys", "forum", "deliberation")


def test_no_rule_is_for_a_class_that_nothing_has():
    """But for what Plotly draws, which has a sheet of its own."""
    files = [*(ROOT / "templates").rglob("*.html"), *STATIC.rglob("*.js")]
    for room in ROOMS:
        files += (ROOT / room).rglob("*.py")
    words = set(re.findall(r"[\w-]+", " ".join(f.read_text("utf-8") for f in files)))
    sheets = (sheet for sheet in STATIC.glob("*.css") if sheet.name != "explore.css")
    for sheet in sheets:
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        heads = " ".join(re.findall(r"([^{}]+)\{", rules))
        classes = set(re.findall(r"\.([a-z][\w-]*)", heads))
        assert classes
        assert sorted(classes - words) == [], sheet.name
