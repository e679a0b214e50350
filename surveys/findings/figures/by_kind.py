"""The figures that fit a question's kind, for every row of its table.

A scale has a mean and quantiles, a number its quartiles within bands, several answers
their shares per person and per answer, a rank its places, of everybody only. A choice
of one has shares only: its options have no order that a mean could be taken of,
whatever their codes look like.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.findings.figures.bands import BandQuantile, band_quantile
from surveys.findings.figures.ranks import Ranking, ranking_of
from surveys.findings.figures.scales import QUARTERS, Scale, scale_of
from surveys.findings.figures.table import NotGiven
from surveys.findings.figures.ticks import Ticks, ticks_of
from surveys.findings.frozen_body import EVERYBODY, REST, Body
from surveys.instruments.items import Item
from surveys.instruments.kinds import NUMBERS, Kind

Figure = Scale | Ticks | Ranking | tuple[BandQuantile, ...] | NotGiven


@dataclass(frozen=True)
class RowFigure:
    """What is said of one row beside its shares; ``group`` is empty for everybody."""

    group: str
    figure: Figure


def figures_of(body: Body, item: Item) -> tuple[RowFigure, ...]:
    """Return one figure a row, everybody first; none for kinds that have shares only.

    Args:
        body: a frozen table of the item.
        item: as the wave's version of the questionnaire has it.
    """
    if item.kind is Kind.RANK:
        everybody = RowFigure(EVERYBODY, ranking_of(body))
        return () if body["breakdown"] else (everybody,)
    if item.kind not in {Kind.SCALE, Kind.SELECT_MULTIPLE, *NUMBERS}:
        return ()
    return tuple(RowFigure(key, _figure(body, item, key)) for key in _keys(body))


def _keys(body: Body) -> Iterator[str]:
    return (row["key"] for row in body["rows"] if row["key"] != REST)


def _figure(body: Body, item: Item, group: str = EVERYBODY) -> Figure:
    if item.kind is Kind.SCALE:
        return scale_of(body, group, order=item.option_keys)
    if item.kind is Kind.SELECT_MULTIPLE:
        return ticks_of(body, group)
    found = [band_quantile(body, item.bands, p, group) for p in QUARTERS]
    quartiles = tuple(each for each in found if isinstance(each, BandQuantile))
    missing = [each for each in found if isinstance(each, NotGiven)]
    return missing[0] if missing else quartiles
