"""What a chart shows: points in the reader's words, and panels of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One share: a bar, or one wave on a line.

    ``share`` is 0 to 1, or ``None`` where it is hidden; ``low`` and ``high``
    bound its interval. ``figure`` is the share in the reader's words, exactly as
    the table has it. ``beside`` is the share that this one is compared with.
    ``restarts`` says that the question changed, so that no line may join this wave
    to the one before.
    """

    label: str
    share: float | None
    low: float | None = None
    high: float | None = None
    figure: str = ""
    restarts: bool = False
    beside: float | None = None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the bounds, where the share is shown and has any."""
        if self.share is None or self.low is None or self.high is None:
            return None
        return self.low, self.high


@dataclass(frozen=True)
class Panel:
    """One of the small multiples: a group's name above its bars or its line."""

    points: tuple[Point, ...]
    title: str = ""


@dataclass(frozen=True)
class Split:
    """One bar of a labelled scale: everybody who answered, from one end to the other.

    ``shares`` are those of the scale's levels, from its lowest to its highest point,
    and empty where one of them is hidden; ``below`` and ``above`` say in words how
    many are on each side of the middle.
    """

    label: str
    shares: tuple[float, ...]
    below: str = ""
    above: str = ""
