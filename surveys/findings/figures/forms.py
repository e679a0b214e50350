"""Means, medians, several answers and ranks of a question, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from babel.lists import format_list
from flask_babel import format_decimal, get_locale, lazy_gettext, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from core.i18n import Count
from surveys.findings.figures.bands import BandQuantile, Bound, Reached
from surveys.findings.figures.by_kind import Figure, RowFigure, figures_of
from surveys.findings.figures.distribution import Mean, Quantile
from surveys.findings.figures.ranks import Ranked, Ranking
from surveys.findings.figures.scales import Scale
from surveys.findings.figures.table import NotGiven, WhyNot, row_of
from surveys.findings.figures.ticks import Ticks
from surveys.findings.frozen_body import Body
from surveys.findings.showing.forms import name_of, name_said, share_words
from surveys.findings.showing.measures import Measure, Measures
from surveys.instruments.items import Item

WHY_WORDS = {
    WhyNot.HIDDEN: lazy_gettext("Not given: a number that it needs is not shown."),
    WhyNot.MERGED: lazy_gettext(
        "Not given: answers that it needs one by one are shown together only."
    ),
    WhyNot.MIXED: lazy_gettext(
        "Not given: some answers are shown together with those of people who gave none."
    ),
    WhyNot.NOBODY: lazy_gettext("Not given: nobody answered."),
    WhyNot.ONE_PERSON: lazy_gettext(
        "Not given: one answer does not say how far answers lie apart."
    ),
    WhyNot.NO_POINTS: lazy_gettext("Not given: the answers are no points of a scale."),
    WhyNot.NO_BANDS: lazy_gettext(
        "Not given: the answers are no ranges of numbers any more."
    ),
    WhyNot.SEVERAL: lazy_gettext(
        "Not given: people could tick several answers, so they cannot be added up."
    ),
    WhyNot.NO_GROUP: lazy_gettext("Not given: the table has no such group."),
}


def measures_of(body: Body, item: Item, default: str) -> Measures | None:
    """Return the table of what a frozen table says beyond its shares.

    Everybody together, or group by group; None for a question that has shares only.
    ``default`` is the first language of the release.
    """
    found = figures_of(body, item)
    lines = [each for each in found if bool(each.group) == bool(body["breakdown"])]
    given = [each.figure for each in lines if not isinstance(each.figure, NotGiven)]
    if body["item"].get("score_of") and not body["breakdown"]:
        return Measures(_("Average and middle"), said=(_no_average(),))
    if not lines:
        return None
    if not given:
        said = dict.fromkeys(why(each.figure) for each in lines)
        return Measures(_("Beyond the shares"), said=tuple(said))
    first = given[0]
    if isinstance(first, Ranking):
        return _places(body, first, default)
    if isinstance(first, Ticks):
        return _ticked(body, lines, default)
    return _middles(body, lines, first, default)


def _no_average() -> str:
    return str(
        _(
            "No average is given: only these ranges of the score are published, and an "
            "average does not follow from them."
        )
    )


def why(figure: object) -> str:
    """Return why a figure is not given, in words; empty for one that is."""
    return str(WHY_WORDS[figure.why]) if isinstance(figure, NotGiven) else ""


def outside_words(body: Body, default: str) -> str:
    """Say how many of everybody gave no answer that counts, by what they said.

    Empty where all did, and where a number of them is not shown.
    """
    return _outside(body, "", default)


def number_words(value: float) -> str:
    """Return a mean or a median, with two places at most."""
    return str(format_decimal(round(value, 2), "#,##0.##"))


def span_words(low: str, high: str) -> str:
    """Return a range from its two ends."""
    return str(_("%(low)s to %(high)s", low=low, high=high))


def _outside(body: Body, group: str, default: str) -> str:
    row = row_of(body, group)
    if row is None or body["share_of"] != "answered" or not row["counts"]:
        return ""
    found = [
        (name_said(column, default), people)
        for column, people in zip(body["columns"], row["counts"], strict=True)
        if column["missing"] and people
    ]
    told = [
        str(_("%(answer)s: %(number)s", answer=name, number=format_decimal(people)))
        for name, people in found
    ]
    return str(format_list(told, locale=get_locale())) if told else ""


def _row_name(body: Body, group: str, default: str) -> str | Markup:
    if not group:
        return str(_("Everybody"))
    return name_of(row_of(body, group) or {}, default)


def _middles(
    body: Body, lines: Sequence[RowFigure], first: Figure, default: str
) -> Measures:
    """Return means and medians of a scale, or medians of a number, line by line."""
    scale = isinstance(first, Scale)
    group = _("Group") if body["breakdown"] else _("Who")
    mean = [_("Average (mean)"), _("Usual range")] if scale else []
    tail = [_("Half of the people are between"), _("People who answered")]
    columns = [group, *mean, _("Middle (median)"), _("Usual range"), *tail]
    notes = [
        _(
            "Middle: half of the people who answered are at or below it. Where it "
            "lies among the last numbers, which have no end, only “at least” is known."
        )
        if not scale
        else _("Middle: half of the people who answered are at or below it.")
    ]
    if isinstance(first, Scale):
        notes.append(_points_words(body, first, default))
    return Measures(
        _("Average and middle") if scale else _("The middle"),
        [*columns, _("Not in these figures")],
        tuple(_middle_line(body, each, default) for each in lines),
        notes=tuple(map(str, notes)),
    )


def _middle_line(body: Body, line: RowFigure, default: str) -> Measure:
    name, figure = _row_name(body, line.group, default), line.figure
    if isinstance(figure, Scale):
        low, middle, high = figure.quantiles
        ends = span_words(number_words(low.value), number_words(high.value))
        cells = [*_mean_cells(figure.mean), *_quantile_cells(middle)]
        base = figure.base
    elif isinstance(figure, tuple):
        lower, centre, upper = figure
        ends = _reached_span(lower.at, upper.at)
        cells, base = _band_cells(centre), centre.base
    else:
        return Measure(name, why=why(figure))
    outside = _outside(body, line.group, default) or format_decimal(0)
    return Measure(name, (*cells, ends, format_decimal(base), outside))


def _mean_cells(mean: Mean) -> list[str]:
    ends = number_words(mean.low), number_words(mean.high)
    return [number_words(mean.mean), span_words(*ends)]


def _quantile_cells(found: Quantile) -> list[str]:
    ends = number_words(found.low), number_words(found.high)
    return [number_words(found.value), span_words(*ends)]


def _band_cells(found: BandQuantile) -> list[str]:
    return [reached_words(found.at), _reached_span(found.low, found.high)]


def _reached_span(low: Reached, high: Reached) -> str:
    if low == high and low.bound is not Bound.ABOUT:
        return reached_words(low)
    return span_words(reached_words(low), reached_words(high))


def reached_words(found: Reached) -> str:
    """Return a number that is known, or of which only one end is."""
    number = str(format_decimal(round(found.value, 1), "#,##0.#"))
    if found.bound is Bound.AT_LEAST:
        return str(_("at least %(number)s", number=number))
    if found.bound is Bound.AT_MOST:
        return str(_("at most %(number)s", number=number))
    return number


def _points_words(body: Body, scale: Scale, default: str) -> str:
    """Say which points the answers count as."""
    if scale.by_code:
        return str(_("Each answer counts as the number in front of it."))
    names = [
        name_said(column, default)
        for column in body["columns"]
        if not column["missing"]
    ]
    return str(
        _(
            "The answers count in their order: “%(first)s” as 1, “%(last)s” as "
            "%(points)s.",
            first=names[0],
            last=names[-1],
            points=format_decimal(len(names)),
        )
    )


def _ticked(body: Body, lines: Sequence[RowFigure], default: str) -> Measures:
    """Return several answers per person and per answer; how many each ticked."""
    if body["breakdown"]:
        return _per_head(body, lines, default)
    figure = lines[0].figure
    if not isinstance(figure, Ticks):
        raise TypeError("these are no ticks")
    names = {column["key"]: name_of(column, default) for column in body["columns"]}
    people = Count(figure.base)
    whole = (
        ngettext("Of %(num)s person who answered", "Of %(num)s people who answered",
                 people)
        if figure.of_answered
        else ngettext("Of %(num)s person asked", "Of %(num)s people asked", people)
    )  # fmt: skip
    unknown = _("not given")
    told = tuple(
        Measure(
            names[each.key],
            (
                share_words(each.per_person, figure.base) or "",
                span_words(
                    share_words(each.low, figure.base) or "",
                    share_words(each.high, figure.base) or "",
                ),
                share_words(each.per_answer, figure.ticks or figure.base) or unknown,
            ),
        )
        for each in figure.options
    )
    columns = [_("Answer"), whole, _("Usual range"), _("Of all ticks")]
    return Measures(
        _("Per person and per tick"), columns, told, notes=tuple(_tick_notes(figure))
    )


def _tick_notes(figure: Ticks) -> list[str]:
    notes = [
        str(_("Shares of people add up to more than all; shares of ticks do not."))
    ]
    if figure.per_head is None:
        notes.append(
            str(
                _(
                    "Shares of all ticks are not given where an answer is not shown by "
                    "itself."
                )
            )
        )
    else:
        head = number_words(figure.per_head)
        notes.append(
            str(_("On average a person ticked %(number)s answers.", number=head))
        )
    return notes


def _per_head(body: Body, lines: Sequence[RowFigure], default: str) -> Measures:
    told = []
    for line in lines:
        name, figure = _row_name(body, line.group, default), line.figure
        if isinstance(figure, Ticks) and figure.per_head is not None:
            cells = number_words(figure.per_head), format_decimal(figure.base)
            told.append(Measure(name, cells))
        else:
            hidden = NotGiven(WhyNot.HIDDEN)
            words = why(figure if isinstance(figure, NotGiven) else hidden)
            told.append(Measure(name, why=words))
    columns = [_("Group"), _("Answers ticked by a person, on average"), _("People")]
    return Measures(_("How many answers people ticked"), columns, tuple(told))


def _places(body: Body, ranking: Ranking, default: str) -> Measures:
    """Return how often each option was given each place, its mean place and points."""
    names = _option_names(body, default)
    places = range(1, len(next(iter(ranking.places.values()), ())) + 1)
    columns = [
        _("Answer"),
        *(_("Place %(number)s", number=format_decimal(place)) for place in places),
        _("Placed by"),
        _("Mean place"),
        _("Usual range"),
        _("Points a person"),
        _("Usual range"),
    ]
    people = ngettext(
        "%(num)s person put answers in order.",
        "%(num)s people put answers in order.",
        Count(ranking.people),
    )
    rule = _(
        "Mean place: of those who placed the answer. Points: of %(options)s answers "
        "the first place gives %(most)s, each next one fewer; an answer without a "
        "place gets none. Most points stand first.",
        options=format_decimal(len(ranking.options)),
        most=format_decimal(len(ranking.options) - 1),
    )
    return Measures(
        _("All places"),
        columns,
        tuple(
            _place_line(each, names.get(each.key, each.key), ranking.places[each.key])
            for each in ranking.options
        ),
        said=(people,),
        notes=(rule,),
    )


def _place_line(option: Ranked, name: str | Markup, places: Sequence[int]) -> Measure:
    nothing = [str(_("not given"))] * 2
    means = [
        cell
        for mean in (option.rank, option.points)
        for cell in (nothing if mean is None else _mean_cells(mean))
    ]
    return Measure(
        name,
        (*map(format_decimal, places), format_decimal(option.placed), *means),
    )


def _option_names(body: Body, default: str) -> Mapping[str, str | Markup]:
    """Return what each option is called, also one that is shown with others."""
    columns: Sequence[Mapping[str, Any]] = body["columns"]
    return {
        code: name_of({"key": code, "label": label}, default)
        for column in columns
        for code, label in zip(column["members"], column["labels"], strict=True)
        if label
    }
