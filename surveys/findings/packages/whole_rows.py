"""A question as a whole, as lines of a file: the test of its answers, and averages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from surveys.findings.figures.differences import ChiSquared
from surveys.findings.figures.shown import reference_of
from surveys.findings.figures.table import NotGiven
from surveys.findings.frozen_body import Body
from surveys.findings.packages.change_rows import FigureRow, earlier_of, judged
from surveys.findings.packages.contents import PlainRelease
from surveys.findings.whole.all_answers import all_answers
from surveys.findings.whole.averages import (
    AverageBeside,
    averages_of_groups,
    averages_of_waves,
)


def whole_lines(
    release: PlainRelease, body: Body, order: Sequence[str]
) -> Iterator[FigureRow]:
    """Yield the test of a table's answers, and its averages beside others.

    ``order`` are the codes of all answers in the order of the options.
    """
    if body["breakdown"]:
        yield from _tested(body, release.summary or {"groups": {}})
        place = reference_of(body)
        if place is not None:
            beside = {"compared_with": body["rows"][place]["key"]}
            yield from _averages("mean_gap", averages_of_groups(body, order), beside)
    earlier, before = earlier_of(release, body), release.before
    if earlier and before:
        declared = body["item"]["key"] in release.instrument.pinned
        found = averages_of_waves(earlier, body, order, is_declared=declared)
        yield from _averages("mean_change", found, {"since": before.slug})


def _tested(body: Body, summary: Mapping[str, Any]) -> Iterator[FigureRow]:
    found = all_answers(body, summary)
    if isinstance(found, NotGiven):
        return
    test = found.test
    if isinstance(test, ChiSquared):
        told: FigureRow = {"figure": "chi_squared", "value": test.statistic}
    else:
        told = {"figure": "rao_scott_f", "value": test.f}
    yield told | {"base": found.people, "p": found.p}


def _averages(
    figure: str, found: Iterable[AverageBeside], beside: FigureRow
) -> Iterator[FigureRow]:
    for each in found:
        yield {
            "group_key": each.group,
            "figure": figure,
            "value": each.apart.change,
            "low": each.apart.low,
            "high": each.apart.high,
            "interval": "normal",
            "base": each.mean.base,
            **beside,
            **judged(each.test),
        }
