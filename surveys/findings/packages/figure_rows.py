"""Figures beyond the counts as lines of a file: those of the pages, from one source.

One line a figure: of a row's answers, of a group beside the one compared with, or
weighted. A figure that is not given has a line with the reason and no value.
"""

from collections.abc import Iterable, Iterator, Sequence

from surveys.findings.equity.beside import AnswerGaps, TableGaps, gaps_beside
from surveys.findings.equity.groups import GroupGap
from surveys.findings.export import PLACE, Name, table_place
from surveys.findings.figures.bands import BandQuantile, Bound
from surveys.findings.figures.by_kind import RowFigure, figures_of
from surveys.findings.figures.distribution import Mean
from surveys.findings.figures.ranks import Ranking
from surveys.findings.figures.scales import Scale
from surveys.findings.figures.table import NotGiven, row_of
from surveys.findings.figures.ticks import Ticks
from surveys.findings.frozen_body import DIGITS, Body
from surveys.findings.packages.change_rows import FigureRow, changes, judged
from surveys.findings.packages.contents import PlainRelease
from surveys.findings.packages.figure_words import FIGURE_WORDS
from surveys.findings.packages.whole_rows import whole_lines
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.scales import WeightedScale
from surveys.findings.weighting.tables import scale_beside, weighted_tables
from surveys.findings.weighting.weighted import Weighted
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind

COLUMNS = (
    *PLACE,
    "figure",
    "value",
    "bound",
    "low",
    "high",
    "interval",
    "base",
    "compared_with",
    "since",
    "p",
    "p_adjusted",
    "tests",
    "standing",
    "label",
    "source",
    "not_given",
)

QUARTILES = {0.25: "lower_quartile", 0.5: "median", 0.75: "upper_quartile"}
FIRST_OF = {
    Kind.SCALE: "mean",
    Kind.SELECT_MULTIPLE: "share_per_person",
    Kind.RANK: "mean_place",
}
"""What a line is called that is not given; of a number it is the median."""

FIGURES = tuple(FIGURE_WORDS)
"""All that a line may be called."""

WORDS = frozenset({"survey", "question", "group", "answer"})
"""Columns that say again in words, or of the whole file, what a key says."""


def figure_rows(release: PlainRelease) -> Iterator[FigureRow]:
    """Yield every figure of a release, table by table, in the order of its tables."""
    for body in release.bodies:
        yield from rows_of_table(release, body)


def rows_of_table(release: PlainRelease, body: Body) -> Iterator[FigureRow]:
    """Yield every figure that follows from one table of a release."""
    item = release.instrument.by_key.get(body["item"]["key"])
    order = item.option_keys if item else ()
    head = _head(release, body)
    for line in (
        *(_own(body, item) if item else ()),
        *_gaps(body),
        *changes(release, body),
        *whole_lines(release, body, order),
        *_weighted(release, body, order),
    ):
        yield head | _named(body, line, release.name)


def by_keys(lines: Iterable[FigureRow]) -> Iterator[FigureRow]:
    """Yield lines without words, for a file that has the tables and their words."""
    for line in lines:
        yield {key: value for key, value in line.items() if key not in WORDS}


def _head(release: PlainRelease, body: Body) -> FigureRow:
    table = table_place(body, release.name)
    return {"survey": release.slug, **table, "group_key": ""}


def _named(body: Body, line: FigureRow, name: Name) -> FigureRow:
    """Return a line with the names of its group and its answer, and rounded."""
    group, answer = line.get("group_key"), line.get("answer_key")
    named: FigureRow = {}
    if group:
        named["group"] = name(row_of(body, str(group)) or {"key": group, "label": {}})
    if answer is not None:
        named["answer"] = _answer_name(body, str(answer), name)
    return named | {
        key: round(value, DIGITS) if isinstance(value, float) else value
        for key, value in line.items()
    }


def _answer_name(body: Body, code: str, name: Name) -> str:
    for column in body["columns"]:
        if column["key"] == code:
            return name(column)
        for member, label in zip(column["members"], column["labels"], strict=True):
            if member == code and label:
                return name({"key": code, "label": label})
    return code


def _own(body: Body, item: Item) -> Iterator[FigureRow]:
    """Yield what a question's kind has beside its shares, row by row.

    Everybody has a table of their own, and is left out of those by groups.
    """
    for found in figures_of(body, item):
        if body["breakdown"] and not found.group:
            continue
        for line in _of_row(found, item.kind):
            yield {"group_key": found.group} | line


def _of_row(found: RowFigure, kind: Kind) -> Iterator[FigureRow]:
    figure = found.figure
    if isinstance(figure, NotGiven):
        yield {"figure": FIRST_OF.get(kind, "median"), "not_given": figure.why.value}
    elif isinstance(figure, Scale):
        yield _mean("mean", figure.mean)
        for each in figure.quantiles:
            yield {
                "figure": QUARTILES[each.p],
                "value": float(each.value),
                "low": float(each.low),
                "high": float(each.high),
                "interval": "woodruff",
                "base": each.base,
            }
    elif isinstance(figure, Ticks):
        yield from _ticks(figure)
    elif isinstance(figure, Ranking):
        yield from _ranking(figure)
    else:
        yield from map(_band, figure)


def _mean(figure: str, mean: Mean) -> FigureRow:
    return {
        "figure": figure,
        "value": mean.mean,
        "low": mean.low,
        "high": mean.high,
        "interval": mean.interval,
        "base": mean.base,
    }


def _band(found: BandQuantile) -> FigureRow:
    """Return a quantile; an end that lies in an open band is not known."""
    return {
        "figure": QUARTILES[found.p],
        "value": found.at.value,
        "bound": found.at.bound.value,
        "low": None if found.low.bound is Bound.AT_MOST else found.low.value,
        "high": None if found.high.bound is Bound.AT_LEAST else found.high.value,
        "interval": "woodruff",
        "base": found.base,
    }


def _ticks(found: Ticks) -> Iterator[FigureRow]:
    for each in found.options:
        yield {
            "answer_key": each.key,
            "figure": "share_per_person",
            "value": each.per_person,
            "low": each.low,
            "high": each.high,
            "interval": "wilson",
            "base": found.base,
        }
        if each.per_answer is not None:
            yield {
                "answer_key": each.key,
                "figure": "share_per_answer",
                "value": each.per_answer,
                "base": found.ticks,
            }
    if found.per_head is not None:
        yield {
            "figure": "answers_per_person",
            "value": found.per_head,
            "base": found.base,
        }


def _ranking(found: Ranking) -> Iterator[FigureRow]:
    for each in found.options:
        for name, mean in (
            ("mean_place", each.rank),
            ("points_per_person", each.points),
        ):
            if mean is not None:
                yield {"answer_key": each.key} | _mean(name, mean)


def _gaps(body: Body) -> Iterator[FigureRow]:
    """Yield each group beside the one compared with, and how far all lie apart."""
    found = gaps_beside(body) if body["breakdown"] else None
    for answer in found.answers if found else ():
        key = {"answer_key": body["columns"][answer.column]["key"]}
        for each in answer.groups:
            for line in _gap(found, answer, each):
                yield key | line
        for group, why in answer.not_given.items():
            yield key | {"group_key": group, "figure": "gap", "not_given": why.value}
        if answer.apart is not None:
            yield key | {"figure": "groups_apart", "value": answer.apart}
        if answer.disparity is not None:
            yield key | {"figure": "index_of_disparity", "value": answer.disparity}


def _gap(
    found: TableGaps | None, answer: AnswerGaps, each: GroupGap
) -> Iterator[FigureRow]:
    if found is None:
        return
    head: FigureRow = {"group_key": each.group, "compared_with": found.reference}
    test, apart = answer.tests.get(each.group), each.difference
    base = each.pair.group.base
    yield head | {
        "figure": "gap",
        "value": each.gap.gap_abs,
        "base": None if base is None else int(base),
        **(
            {"low": apart.low, "high": apart.high, "interval": "newcombe"}
            if apart
            else {}
        ),
        **judged(test),
    }
    if each.gap.gap_rel is not None:
        yield head | {"figure": "ratio", "value": each.gap.gap_rel}


def _weighted(
    release: PlainRelease, body: Body, order: Sequence[str]
) -> Iterator[FigureRow]:
    """Yield the weighted shares of a table, and what its weights cost."""
    summary = release.summary or {"groups": {}}
    for table in weighted_tables([body], summary):
        found = table.outcome
        if isinstance(found, Refusal):
            yield {"figure": "weighted_share", "not_given": found.value}
        else:
            yield from _weighted_lines(found)
            source = {"source": "; ".join(found.sources)}
            scale = scale_beside(body, summary, order)
            yield from (line | source for line in _weighted_middle(scale))


def _weighted_middle(found: WeightedScale | None) -> Iterator[FigureRow]:
    if found is None:
        return
    base = {"base": found.base}
    yield base | {
        "figure": "weighted_mean",
        "value": found.mean,
        "low": found.low,
        "high": found.high,
        "interval": "t",
    }
    yield base | {"figure": "weighted_median", "value": found.median}


def _weighted_lines(found: Weighted) -> Iterator[FigureRow]:
    source: FigureRow = {"source": "; ".join(found.sources)}
    for each in found.shares:
        yield {
            "answer_key": each.key,
            "figure": "weighted_share",
            "value": each.share,
            "low": each.low,
            "high": each.high,
            "interval": each.method.value,
            "base": found.base,
            **source,
        }
    weights = found.weights
    for group, weight in weights.by_group.items():
        name = "trimmed_weight" if group in weights.capped else "weight"
        yield {"group_key": group, "figure": name, "value": weight} | source
    people = {"base": weights.people, **source}
    yield {"figure": "effective_people", "value": weights.effective} | people
    yield {"figure": "design_effect", "value": weights.design_effect} | people
