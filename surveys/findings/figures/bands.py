"""Numbers asked for as numbers and shown in bands: the median and quantiles.

Within a band people are taken to be spread evenly. A band from 18 to 24 reaches up to
25, since 24.5 years are 24. Where the quantile falls into an open band only its known
end is told: at least, or at most, so much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from surveys.findings.figures.table import Answer, NotGiven, WhyNot, given
from surveys.findings.frozen_body import EVERYBODY, Body
from surveys.findings.intervals import wilson_of_share
from surveys.instruments.options import Band


class Bound(StrEnum):
    """How a value is to be read."""

    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True)
class Reached:
    """A number, and whether it is that, at least or at most."""

    value: float
    bound: Bound = Bound.ABOUT


@dataclass(frozen=True)
class BandQuantile:
    """The number that ``p`` of the people are at or below, interpolated in its band.

    ``low`` and ``high`` are Woodruff's interval. ``base`` is who answered;
    ``missing`` who was asked and did not.
    """

    p: float
    at: Reached
    low: Reached
    high: Reached
    base: int
    missing: int


@dataclass(frozen=True)
class Span:
    """From one number up to another, which it does not hold; None is open."""

    low: float | None
    high: float | None
    people: int


def band_quantile(
    body: Body, bands: Sequence[Band], p: float = 0.5, group: str = EVERYBODY
) -> BandQuantile | NotGiven:
    """Return the quantile of a share p, 0 < p < 1, of one row.

    Args:
        body: a frozen table of a question about a number.
        bands: of the question, as its item has them.
        p: the share; a half for the median.
        group: the key of the row; empty for everybody.
    """
    found = given(body, group)
    if isinstance(found, NotGiven):
        return found
    spans = spans_of(found.answers, bands)
    if isinstance(spans, NotGiven):
        return spans
    low, high = wilson_of_share(p, found.people)
    return BandQuantile(
        p,
        reached(spans, p * found.people),
        reached(spans, low * found.people),
        reached(spans, high * found.people),
        found.people,
        found.missing,
    )


def spans_of(answers: Iterable[Answer], bands: Sequence[Band]) -> list[Span] | NotGiven:
    """Return the spans of answers in order; bands shown together must be neighbours."""
    by_key = {band.key: band for band in bands}
    spans = []
    for answer in answers:
        if not set(answer.members) <= by_key.keys():
            return NotGiven(WhyNot.NO_BANDS)
        parts = sorted((by_key[code] for code in answer.members), key=_lowest)
        if any(not _touch(*pair) for pair in pairwise(parts)):
            return NotGiven(WhyNot.MERGED)
        spans.append(Span(parts[0].lowest, _end(parts[-1]), answer.people))
    return sorted(spans, key=lambda span: _or_least(span.low))


def reached(spans: Sequence[Span], people: float) -> Reached:
    """Return the number at or below which so many people are."""
    passed = 0.0
    filled = [span for span in spans if span.people]
    for span in filled:
        if people <= passed + span.people or span is filled[-1]:
            return _within(span, (people - passed) / span.people)
        passed += span.people
    raise ValueError("nobody is in these spans")


def _within(span: Span, part: float) -> Reached:
    if span.low is None:
        return Reached(float(span.high or 0), Bound.AT_MOST)
    if span.high is None:
        return Reached(float(span.low), Bound.AT_LEAST)
    return Reached(span.low + min(max(part, 0.0), 1.0) * (span.high - span.low))


def _end(band: Band) -> float | None:
    return None if band.highest is None else band.highest + 1


def _touch(first: Band, second: Band) -> bool:
    return _end(first) is not None and _end(first) == second.lowest


def _lowest(band: Band) -> float:
    return _or_least(band.lowest)


def _or_least(number: float | None) -> float:
    return float("-inf") if number is None else number
