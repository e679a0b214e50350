"""Weighted shares in the reader's language, with the unweighted ones beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from babel.lists import format_list
from flask_babel import format_decimal, get_locale, lazy_gettext, ngettext
from flask_babel import gettext as _

from core.i18n import Count, direction, unbroken
from surveys.findings.equity.forms import chance_words
from surveys.findings.estimation.association import Association
from surveys.findings.figures.comparisons import LEVEL
from surveys.findings.figures.forms import number_words, span_words, why
from surveys.findings.figures.scales import Scale
from surveys.findings.figures.table import NotGiven, row_of
from surveys.findings.frozen_body import Body
from surveys.findings.showing.forms import name_of, share_words
from surveys.findings.showing.measures import Measure, Measures
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.scales import WeightedScale
from surveys.findings.weighting.stacked import Wave, stacked_rao_scott
from surveys.findings.weighting.tables import (
    figures_for,
    scale_beside,
    weighted_tables,
)
from surveys.findings.weighting.weighted import Weighted, WeightedShare, weighted

Summary = Mapping[str, Any]
"""Of a release: the sizes of its groups, and the population figures it keeps."""

SMALLEST_P = 0.001
"""Below it a test is not told more exactly."""

REFUSAL_WORDS = {
    Refusal.NO_FIGURES: lazy_gettext(
        "Not weighted: nobody said how many people of these groups live here."
    ),
    Refusal.GROUP_HIDDEN: lazy_gettext(
        "Not weighted: how many people of a group answered is not shown."
    ),
    Refusal.GROUPS_MERGED: lazy_gettext(
        "Not weighted: groups that have figures of their own are shown together."
    ),
    Refusal.FEW: lazy_gettext(
        "Not weighted: fewer than five people of a group answered, too few to stand "
        "for the others."
    ),
    Refusal.ANSWERS_HIDDEN: lazy_gettext(
        "Not weighted: the table by these groups has numbers that are not shown."
    ),
    Refusal.NOT_REACHED: lazy_gettext(
        "Not weighted: so few of some groups answered that no fair weights make up "
        "for it."
    ),
}


def weight_measures(
    body: Body, summary: Summary, default: str, order: Sequence[str] = ()
) -> Measures | None:
    """Return a table by groups weighted to who lives here; None without figures.

    ``order`` are the answers in the order of the options, as points of a scale.
    """
    found = next(weighted_tables([body], summary), None)
    if found is None:
        return None
    title = str(_("Weighted to who lives here"))
    if isinstance(found.outcome, Refusal):
        return Measures(title, said=(str(REFUSAL_WORDS[found.outcome]),))
    outcome = found.outcome
    names = {column["key"]: name_of(column, default) for column in body["columns"]}
    base = _base(body)
    middle = tuple(_middle(scale_beside(body, summary, order)))
    return Measures(
        title,
        [_("Answer"), _("Weighted"), _("Range"), _("Without weights")]
        if middle
        else [_("Answer"), _("Weighted share"), _("Range"), _("Share without weights")],
        (
            *(
                Measure(names[share.key], _cells(share, outcome, base))
                for share in outcome.shares
            ),
            *middle,
        ),
        said=(_source_words(outcome),),
        notes=tuple(_notes(body, outcome, default)),
        warning=_weak_words(outcome),
    )


def weighted_change(
    before: tuple[Body, Summary],
    after: tuple[Body, Summary],
    names: tuple[str, str],
    default: str,
) -> Measures | None:
    """Return the weighted shares of two waves, and whether all answers changed.

    None where one of them has no figures for these groups. The caller sees to it that
    the question is the same.

    Args:
        before: the earlier wave's table by groups, and the summary of its release.
        after: the later wave's.
        names: of both waves, for the columns.
        default: the first language of the release.
    """
    waves = [_weighted_wave(*each) for each in (before, after)]
    if None in waves:
        return None
    title = str(_("Weighted to who lives here"))
    for each in waves:
        if isinstance(each, Refusal):
            return Measures(title, said=(str(REFUSAL_WORDS[each]),))
    (first, old), (second, new) = (w for w in waves if isinstance(w, tuple))
    said = (_test_words(stacked_rao_scott([first, second])),)
    lines = tuple(_share_lines(after[0], old, new, default))
    if not lines:
        return Measures(title, said=said)
    notes = tuple(dict.fromkeys(map(_source_words, (old, new))))
    return Measures(title, [_("Answer"), *names], lines, said, notes)


def weight_sources(bodies: Iterable[Body], summary: Summary) -> list[str]:
    """Return who counted the people that shown tables are weighted to; each once."""
    found = [
        source
        for table in weighted_tables(bodies, summary)
        if isinstance(table.outcome, Weighted)
        for source in table.outcome.sources
    ]
    return list(dict.fromkeys(found))


def _base(body: Body) -> int:
    """Return the people of everybody's unweighted shares, for how they are rounded."""
    row = row_of(body) or {}
    return int(row.get("answered") or row.get("base") or 0)


def _cells(share: WeightedShare, found: Weighted, base: int) -> tuple[str, ...]:
    ends = (share_words(end, found.base) or "" for end in (share.low, share.high))
    plain = share_words(share.unweighted, base)
    return (
        share_words(share.share, found.base) or "",
        span_words(*ends),
        plain or str(_("not given")),
    )


def _source_words(found: Weighted) -> str:
    # In their own language: on a page that runs the other way, apart from its signs.
    apart = "\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"
    shape = apart if direction() == "rtl" else "%s"
    sources = format_list([shape % each for each in found.sources], locale=get_locale())
    told = _(
        "Each group counts as much as its part of the people who live here. Who "
        "counted them: %(source)s.",
        source=sources,
    )
    return str(told)


def _weighted_wave(
    body: Body, summary: Summary
) -> tuple[Wave, Weighted] | Refusal | None:
    """Return a wave's table with what it is weighted by, and weighted."""
    known = figures_for(body, summary)
    if known is None or len(known.populations) > 1:
        return None
    wave = Wave(body, known.sizes, known.populations[0])
    found = weighted(body, known.sizes, wave.population)
    return found if isinstance(found, Refusal) else (wave, found)


def _middle(found: WeightedScale | None) -> Iterator[Measure]:
    """Yield the weighted average and middle, with those of everybody beside them."""
    if found is None:
        return
    unknown, plain = str(_("not given")), found.unweighted
    mean = middle = unknown
    if isinstance(plain, Scale):
        mean = number_words(plain.mean.mean)
        middle = number_words(plain.median.value)
    ends = span_words(number_words(found.low), number_words(found.high))
    yield Measure(_("Average (mean)"), (number_words(found.mean), ends, mean))
    yield Measure(_("Middle (median)"), (number_words(found.median), unknown, middle))


def _share_lines(
    body: Body, old: Weighted, new: Weighted, default: str
) -> Iterator[Measure]:
    """Yield each answer's weighted share in two waves."""
    names = {column["key"]: name_of(column, default) for column in body["columns"]}
    before = {share.key: share.share for share in old.shares}
    for share in new.shares:
        if share.key in before:
            yield Measure(
                names[share.key],
                (
                    share_words(before[share.key], old.base) or "",
                    share_words(share.share, new.base) or "",
                ),
            )


def _test_words(found: Association | Refusal | NotGiven) -> str:
    """Say whether chance alone would change all answers so much, and how that is known.

    One test of all answers, so nothing has to be corrected among them.
    """
    if isinstance(found, Refusal):
        return str(REFUSAL_WORDS[found])
    if isinstance(found, NotGiven):
        return why(found)
    return unbroken(
        _(
            "All answers together, weighted in both surveys: %(chance)s (test of Rao "
            "and Scott: F = %(f)s, p %(p)s).",
            chance=chance_words(is_detected=found.p < LEVEL),
            f=format_decimal(found.f, "#,##0.00"),
            p=p_words(found.p),
        )
    )


def p_words(p: float) -> str:
    """Return a p with the sign before it, not more exactly than is of use."""
    sign, told = ("<", SMALLEST_P) if p < SMALLEST_P else ("=", p)
    return f"{sign} {format_decimal(told, '0.000')}"


def _weak_words(found: Weighted) -> str:
    if not found.weights.is_weak:
        return ""
    return str(
        _(
            "Be careful: these weights leave less than half of what so many people "
            "are worth. Look at the shares without weights first."
        )
    )


def _notes(body: Body, found: Weighted, default: str) -> list[str]:
    weights = found.weights
    notes = [
        _(
            "Range: if those who answered were a random draw from this community; "
            "they were not. Weights mend who answered, by these groups only. They do "
            "not make up for people who would have said something else."
        ),
        ngettext(
            "%(num)s person is worth as many as %(effective)s without weights (design "
            "effect %(effect)s).",
            "%(num)s people are worth as many as %(effective)s without weights (design "
            "effect %(effect)s).",
            Count(weights.people),
            effective=format_decimal(round(weights.effective)),
            effect=format_decimal(weights.design_effect, "#,##0.00"),
        ),
    ]
    if found.left_out:
        notes.append(
            ngettext(
                "%(num)s person is in no group whose size is known, and is left out.",
                "%(num)s people are in no group whose size is known, and are left out.",
                Count(found.left_out),
            )
        )
    if weights.capped:
        rows = (row_of(body, group) or {"key": group} for group in weights.capped)
        names = [str(name_of(row, default, plain=True)) for row in rows]
        groups = format_list(names, locale=get_locale())
        notes.append(
            _(
                "So few answered in these groups that they still count for too little: "
                "%(groups)s.",
                groups=groups,
            )
        )
    return [str(note) for note in notes]
