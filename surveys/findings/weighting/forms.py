"""Weighted shares in the reader's language, with the unweighted ones beside them."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel.lists import format_list
from flask_babel import format_decimal, get_locale, lazy_gettext, ngettext
from flask_babel import gettext as _

from core.i18n import Count, direction
from surveys.findings.figures.forms import span_words
from surveys.findings.figures.table import row_of
from surveys.findings.frozen_body import Body
from surveys.findings.showing.forms import name_of, share_words
from surveys.findings.showing.measures import Measure, Measures
from surveys.findings.weighting.cells import Refusal
from surveys.findings.weighting.tables import weighted_tables
from surveys.findings.weighting.weighted import Weighted, WeightedShare

Summary = Mapping[str, Any]
"""Of a release: the sizes of its groups, and the population figures it keeps."""

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


def weight_measures(body: Body, summary: Summary, default: str) -> Measures | None:
    """Return a table by groups weighted to who lives here; None without figures."""
    found = next(weighted_tables([body], summary), None)
    if found is None:
        return None
    title = str(_("Weighted to who lives here"))
    if isinstance(found.outcome, Refusal):
        return Measures(title, said=(str(REFUSAL_WORDS[found.outcome]),))
    outcome = found.outcome
    names = {column["key"]: name_of(column, default) for column in body["columns"]}
    base = _base(body)
    return Measures(
        title,
        [_("Answer"), _("Weighted share"), _("Range"), _("Share without weights")],
        tuple(
            Measure(names[share.key], _cells(share, outcome, base))
            for share in outcome.shares
        ),
        said=(_source_words(outcome),),
        notes=tuple(_notes(body, outcome, default)),
        warning=_weak_words(outcome),
    )


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
