"""How shares change in a year, in the reader's language."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from core.i18n import plain_text
from surveys.findings.equity.forms import chance_words
from surveys.findings.figures.comparisons import Comparison, Judged, Standing, judge
from surveys.findings.figures.forms import span_words
from surveys.findings.figures.shown import answers_of, compared_answers
from surveys.findings.figures.trends import (
    FEWEST_FOR_SLOPE,
    YEAR,
    Point,
    Slope,
    Trend,
    point_of,
    trend_of,
)
from surveys.findings.frozen_body import Body
from surveys.findings.reading.exploring.wording.forms import CHANGE_WORDS
from surveys.findings.reading.queries import InWave
from surveys.findings.showing.forms import FEW, name_of, name_said, points_words
from surveys.findings.showing.measures import Measure, Measures

Place = tuple[int, int]
"""The column of an answer, and the number of the segment of its line."""


def trend_measures(
    waves: Sequence[InWave], default: str, *, is_declared: bool
) -> Measures | None:
    """Return how everybody's shares change in a year; None for fewer than three waves.

    Args:
        waves: all of them with their bodies, the oldest first.
        default: the first language of the release.
        is_declared: whether the question is asked to be compared.
    """
    dated = [each for each in waves if each.body and (each.closes_on or each.opens_on)]
    if len(dated) < FEWEST_FOR_SLOPE:
        return None
    body = dated[-1].body or {}
    trends = {column: _trend(dated, body, column) for column in answers_of(body)}
    slopes = _slopes(trends)
    title = str(_("How it changes in a year"))
    if not slopes:
        return Measures(title, said=(_too_few(),))
    standing = Standing.DECLARED if is_declared else Standing.EXPLORATORY
    judged = _judged(body, slopes, standing)
    lines = tuple(_lines(body, dated, trends, judged, default))
    return Measures(
        title,
        [_("Answer"), _("Percentage points a year"), _("Usual range"), _("Chance?")],
        lines,
        said=tuple(_said(body, slopes, judged, default)),
        notes=(
            _(
                "A straight line through the surveys that asked the same question, at "
                "least three. Where the question changed a new line begins. Of so few "
                "surveys the range of a line is wide."
            ),
            str(CHANGE_WORDS[standing]),
        ),
    )


def _trend(waves: Sequence[InWave], latest: Body, column: int) -> Trend:
    answer = latest["columns"][column]["key"]
    return trend_of(_point(each, latest, answer) for each in waves)


def _point(wave: InWave, latest: Body, answer: str) -> Point:
    body, day = wave.body or {}, wave.closes_on or wave.opens_on
    at = day.toordinal() / YEAR if day else 0.0
    found = point_of(wave.slug, at, body, answer)
    # Shares of other people, those asked or those who answered, are on no line.
    if body["share_of"] != latest["share_of"]:
        return Point(found.wave, found.at, found.version, None)
    return found


def _slopes(trends: dict[int, Trend]) -> dict[Place, Slope]:
    return {
        (column, number): segment.slope
        for column, trend in trends.items()
        for number, segment in enumerate(trend.segments)
        if segment.slope
    }


def _judged(
    body: Body, slopes: dict[Place, Slope], standing: Standing
) -> dict[Place, Judged]:
    """Return the tests of all lines, each corrected for the others.

    Of two answers only the first is tested: the second is the first turned round.
    """
    tested = compared_answers(body)
    places = [place for place in slopes if place[0] in tested]
    found = judge(Comparison("", slopes[place].p, standing) for place in places)
    tests = dict(zip(places, found, strict=True))
    if len(tested) == 1:
        tests |= {each: tests[tested[0], each[1]] for each in slopes}
    return tests


def _lines(
    body: Body,
    waves: Sequence[InWave],
    trends: dict[int, Trend],
    judged: dict[Place, Judged],
    default: str,
) -> Iterator[Measure]:
    titles = {each.slug: plain_text(each.title, default) for each in waves}
    longest = max(len(trend.segments) for trend in trends.values())
    for number in range(longest):
        points = next(iter(trends.values())).segments[number].points
        if longest > 1:
            yield Measure(span_words(titles[points[0].wave], titles[points[-1].wave]))
        for column, trend in trends.items():
            name = name_of(body["columns"][column], default)
            slope = trend.segments[number].slope
            if slope is None:
                yield Measure(name, why=_too_few())
                continue
            yield Measure(name, _cells(slope, judged.get((column, number))))


def _cells(slope: Slope, test: Judged | None) -> tuple[str, ...]:
    ends = points_words(slope.low, FEW), points_words(slope.high, FEW)
    chance = chance_words(is_detected=test.is_detected) if test else ""
    return points_words(slope.per_unit, FEW), span_words(*ends), chance


def _said(
    body: Body, slopes: dict[Place, Slope], judged: dict[Place, Judged], default: str
) -> Iterator[str]:
    """Say which answers rise or fall by more than chance could explain."""
    sure = [place for place in slopes if place in judged and judged[place].is_detected]
    if not sure:
        yield str(_("Nothing changed by more than chance could explain."))
    for place in sure:
        yield str(
            _(
                "%(answer)s: %(points)s percentage points a year.",
                answer=name_said(body["columns"][place[0]], default),
                points=points_words(slopes[place].per_unit, FEW),
            )
        )


def _too_few() -> str:
    return str(
        _("No line is given: it needs three surveys that asked the same question.")
    )
