"""The averages of a scale beside each other: groups with one of them, or two waves.

Each family is corrected as shares are: declared comparisons by Holm's rule, others as
a search.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveys.findings.figures.comparisons import Comparison, Judged, Standing, judge
from surveys.findings.figures.differences import Difference, between_means
from surveys.findings.figures.distribution import Mean
from surveys.findings.figures.scales import Scale, scale_of
from surveys.findings.figures.shown import reference_of, shown_groups
from surveys.findings.figures.side_by_side import is_same_question
from surveys.findings.frozen_body import EVERYBODY, Body


@dataclass(frozen=True)
class AverageBeside:
    """The mean of a row less another: ``apart`` is its own less the one beside it."""

    group: str
    mean: Mean
    beside: Mean
    apart: Difference
    test: Judged

    @property
    def may_be_chance(self) -> bool:
        """Tell whether its range or its test among all others allows chance."""
        return self.apart.may_be_chance or not self.test.is_detected


Pair = tuple[str, Mean, Mean]


def averages_of_groups(body: Body, order: Sequence[str]) -> tuple[AverageBeside, ...]:
    """Return each group's mean beside that of the group compared with.

    Empty where the question is no scale, or fewer than two means can be given.

    Args:
        body: a frozen table by groups.
        order: codes of all answers in the order of the options.
    """
    place = reference_of(body) if _is_scale(body) else None
    if place is None:
        return ()
    reference = body["rows"][place]["key"]
    beside = _mean(body, reference, order)
    if beside is None:
        return ()
    declared = body["breakdown"].get("reference") == reference
    keys = (body["rows"][row]["key"] for row in shown_groups(body) if row != place)
    means = ((key, _mean(body, key, order)) for key in keys)
    return _judged(
        ((key, mean, beside) for key, mean in means if mean), is_declared=declared
    )


def averages_of_waves(
    earlier: Body, body: Body, order: Sequence[str], *, is_declared: bool
) -> tuple[AverageBeside, ...]:
    """Return the means of a wave beside those of an earlier one.

    Of everybody, or of each group where the tables are by groups. Empty where the
    question is another one, or no scale.
    """
    if not _is_scale(body) or not is_same_question(earlier, body):
        return ()
    groups = [body["rows"][row]["key"] for row in shown_groups(body)]
    keys = groups if body["breakdown"] else [EVERYBODY]
    return _judged(_in_both(earlier, body, keys, order), is_declared=is_declared)


def _in_both(
    earlier: Body, body: Body, keys: Iterable[str], order: Sequence[str]
) -> Iterator[Pair]:
    for key in keys:
        mean, before = _mean(body, key, order), _mean(earlier, key, order)
        if mean and before:
            yield key, mean, before


def _judged(pairs: Iterable[Pair], *, is_declared: bool) -> tuple[AverageBeside, ...]:
    standing = Standing.DECLARED if is_declared else Standing.EXPLORATORY
    found = [(*pair, between_means(pair[2], pair[1])) for pair in pairs]
    tests = judge(Comparison(key, apart.p, standing) for key, _m, _b, apart in found)
    return tuple(
        AverageBeside(*each, test) for each, test in zip(found, tests, strict=True)
    )


def _is_scale(body: Body) -> bool:
    return bool(body["item"]["kind"] == "scale")


def _mean(body: Body, group: str, order: Sequence[str]) -> Mean | None:
    found = scale_of(body, group, order=order)
    return found.mean if isinstance(found, Scale) else None
