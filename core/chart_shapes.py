"""Shapes of SVG, measured in shares of the drawing's width."""

from collections.abc import Iterator

CAP = 0.3  # em: half the cross stroke of an interval

Place = tuple[float, float]
"""A place in the picture: a share of its width, and em from its top."""


def interval(low: Place, high: Place, *, cap: Place) -> Iterator[str]:
    """Draw an interval with a light edge around it, so that it shows on its bar."""
    for name in ("halo", "interval"):
        yield line(name, low, high)
        for x, y in (low, high):
            yield line(name, (x - cap[0], y - cap[1]), (x + cap[0], y + cap[1]))


def rect(name: str, one: Place, other: Place) -> str:
    """Return a rectangle between two corners, of the class ``chart-<name>``."""
    x, y = min(one[0], other[0]), min(one[1], other[1])
    size = abs(one[0] - other[0]), abs(one[1] - other[1])
    return (
        f'<rect class="chart-{name}" x="{percent(x)}" y="{short(y)}em"'
        f' width="{percent(size[0])}" height="{short(size[1])}em"/>'
    )


def line(name: str, start: Place, stop: Place) -> str:
    """Return a straight line of the class ``chart-<name>``."""
    return (
        f'<line class="chart-{name}" x1="{percent(start[0])}" y1="{short(start[1])}em"'
        f' x2="{percent(stop[0])}" y2="{short(stop[1])}em"/>'
    )


def circle(x: float, y: float) -> str:
    """Return a point."""
    place = f'cx="{percent(x)}" cy="{short(y)}em"'
    return f'<circle class="chart-point" {place} r=".35em"/>'


def percent(value: float) -> str:
    """Return a share as SVG has it."""
    return f"{short(100 * value)}%"


def short(value: float) -> str:
    """Return a number with at most two decimals, the shortest way."""
    return f"{round(value, 2) + 0:g}"
