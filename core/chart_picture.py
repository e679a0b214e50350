"""A chart as a picture of its own, to be sent on: one SVG with its style and source.

It stands wherever somebody puts it, so its colours are its own and light, and it
fetches nothing. The drawing is the very one of the page.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape

from core.chart_pen import EM, Figure
from core.chart_shapes import short
from core.chart_svg import draw
from core.chart_text import clean, isolated, wrap

WIDTH = 640
MARGIN = 28
TITLE, NOTE = 24, 15  # pixels of the letters
LINE = 1.35


def _striped(part: str, side: str) -> str:
    """Return what selects the striped levels of a side, of eleven points at most.

    Each is named: typesetters know no selector for the beginning of a name.
    """
    return ",".join(f"{part}.chart-{side}-{out}" for out in range(1, 5))


DRAWING = (
    "svg{font-family:'Noto Sans','Noto Sans Arabic','DejaVu Sans',sans-serif;"
    "fill:#2b2333}"
    ".ground{fill:#fffdf9}.title{font-weight:600}.note{fill:#62576a}"
    ".chart-panel,.chart-figure{font-weight:600}"
    ".chart-wave,.chart-end,.chart-hidden,.chart-key{fill:#62576a}"
    ".chart-hidden{font-style:italic}"
    ".chart-track{fill:#f4e8ef}.chart-bar,.chart-point{fill:#7b2d63}"
    ".chart-halo{stroke:#fffdf9;stroke-width:4}"
    ".chart-interval{stroke:#2b2333;stroke-width:1.5}"
    ".chart-line{stroke:#7b2d63;stroke-width:2}.chart-grid{stroke:#ddd2c6}"
    ".chart-hatch{stroke:#86798c;stroke-width:.85em;stroke-dasharray:2 5}"
    ".chart-thin-hatch{stroke:#86798c;stroke-width:.5em;stroke-dasharray:2 5}"
    ".chart-gap{stroke:#86798c;stroke-width:4}"
    ".chart-beside,.chart-zero{stroke:#2b2333;stroke-width:3}"
    ".chart-break{stroke:#2b2333;stroke-width:2;stroke-dasharray:2 4}"
    "line.chart-target{stroke:#1d6848;stroke-width:3}text.chart-target{fill:#1d6848}"
    ".chart-low{fill:#36557f}.chart-high{fill:#7b2d63}"
    ".chart-middle{fill:#f4e8ef;stroke:#86798c}"
    f"{_striped('rect', 'low')}{{fill:#fffdf9;stroke:#36557f}}"
    f"{_striped('rect', 'high')}{{fill:#fffdf9;stroke:#7b2d63}}"
    f"{_striped('line', 'low')}{{stroke:#36557f;stroke-width:1em;"
    "stroke-dasharray:5 3}"
    f"{_striped('line', 'high')}{{stroke:#7b2d63;stroke-width:1em;"
    "stroke-dasharray:5 3}"
    "line.chart-low-2,line.chart-high-2{stroke-dasharray:2 5}"
)

STYLE = DRAWING + (
    ".chart text{paint-order:stroke;stroke:#fffdf9;stroke-width:3;"
    "stroke-linejoin:round}"
)

STYLE_HASH = f"sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}"
"""What a content security policy calls the style."""


def alone(
    figure: Figure, *, title: str, notes: Iterable[str], right_to_left: bool
) -> str:
    """Return a figure as an SVG document with a title above it and notes below.

    ``notes`` say how many people stand behind it and where it comes from.
    """
    inner = WIDTH - 2 * MARGIN
    heading = wrap(title, inner / TITLE)
    said = [line for note in notes for line in wrap(note, inner / NOTE)]
    top = MARGIN + LINE * TITLE * len(heading) + MARGIN / 2
    chart = EM * float(figure["layout"]["meta"]["rows"])
    foot = top + chart + MARGIN
    height = foot + LINE * NOTE * len(said) + MARGIN / 2
    label = escape(clean(title))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}"'
        f' height="{short(height)}" viewBox="0 0 {WIDTH} {short(height)}"'
        f' role="img" aria-label="{label}"><style>{STYLE}</style>'
        '<rect class="ground" width="100%" height="100%"/>'
    )
    drawn = (
        f'<svg x="{MARGIN}" y="{short(top)}" width="{inner}"'
        f' height="{short(chart)}" font-size="{EM}">{draw(figure)}</svg>'
    )
    return "".join(
        (
            opening,
            *_lines("title", heading, MARGIN, TITLE, right_to_left=right_to_left),
            drawn,
            *_lines("note", said, foot, NOTE, right_to_left=right_to_left),
            "</svg>\n",
        )
    )


def _lines(
    name: str, lines: Sequence[str], top: float, size: int, *, right_to_left: bool
) -> list[str]:
    x, anchor = (WIDTH - MARGIN, "end") if right_to_left else (MARGIN, "start")
    return [
        f'<text class="{name}" x="{x}" y="{short(top + size * (LINE * row + 0.85))}"'
        f' font-size="{size}" text-anchor="{anchor}">'
        f"{escape(isolated(line, right_to_left=right_to_left))}</text>"
        for row, line in enumerate(lines)
    ]


def plain(figure: Figure) -> str:
    """Return a figure as an SVG document of the drawing alone, for a page of paper.

    Its words have no light edge, for a typesetter draws that letter by letter: half
    of a PDF was edges. Bars and scales have no mark under a word.
    """
    height = short(EM * float(figure["layout"]["meta"]["rows"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
        f' viewBox="0 0 {WIDTH} {height}" font-size="{EM}"><style>{DRAWING}</style>'
        f"{draw(figure)}</svg>"
    )
