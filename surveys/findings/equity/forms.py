"""Gaps between groups in the reader's language: how wide, sure or not, and changes."""

from collections.abc import Iterator

from flask_babel import format_decimal, lazy_gettext, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from core.i18n import Count
from surveys.findings.equity.beside import (
    ChangedGap,
    TableGaps,
    changed_gaps,
    gaps_beside,
)
from surveys.findings.equity.gap import GapChange, GapLabel
from surveys.findings.equity.groups import GroupGap
from surveys.findings.figures.comparisons import Standing
from surveys.findings.figures.forms import why
from surveys.findings.figures.shares import Share
from surveys.findings.figures.table import NotGiven, row_of
from surveys.findings.frozen_body import Body
from surveys.findings.showing.forms import (
    FEW,
    name_of,
    name_said,
    points_words,
    share_words,
)
from surveys.findings.showing.measures import Measure, Measures
from surveys.waves.plan import NO_GROUP

LABEL_WORDS = {
    GapLabel.WIDENING_DETECTED: lazy_gettext("wider"),
    GapLabel.WIDENING_WATCH: lazy_gettext("watch: perhaps wider"),
    GapLabel.NARROWING_DETECTED: lazy_gettext("narrower"),
    GapLabel.NARROWING_WATCH: lazy_gettext("watch: perhaps narrower"),
    GapLabel.NO_CHANGE: lazy_gettext("no clear change"),
    GapLabel.LEVELLED_DOWN: lazy_gettext(
        "levelled down: narrower mostly because the group compared with fell back"
    ),
}

STANDING_WORDS = {
    Standing.DECLARED: lazy_gettext(
        "The group compared with was named before anybody answered. So these "
        "comparisons were planned, and are judged together: by Holm's rule hardly one "
        "of them looks sure by chance alone."
    ),
    Standing.EXPLORATORY: lazy_gettext(
        "The group compared with was not named beforehand; it is the largest. So this "
        "is a search, a hint and not a proof. By the rule of Benjamini and Hochberg "
        "few of those that look sure do so by chance."
    ),
}


def gap_measures(body: Body, default: str) -> Iterator[Measures]:
    """Yield the tables of gaps and of disparity; nothing for a table of everybody."""
    found = gaps_beside(body) if body["breakdown"] else None
    if found is None:
        return
    if not any(each.groups for each in found.answers):
        yield _no_gaps(found)
        return
    yield _gaps(body, found, default)
    lines = [
        Measure(
            name_of(body["columns"][each.column], default),
            (
                _points(each.apart),
                _("not given")
                if each.disparity is None
                else format_decimal(each.disparity, "#,##0.0"),
            ),
        )
        for each in found.answers
        if each.apart is not None
    ]
    yield Measures(
        _("How far all groups lie apart"),
        [
            _("Answer"),
            _("Percentage points from lowest to highest"),
            _("Index of disparity (Pearcy and Keppel)"),
        ],
        tuple(lines),
        notes=(
            _(
                "The index: how far the groups are from everybody together on average, "
                "in percent of everybody's share. 0 means that all groups are alike."
            ),
        ),
    )


def change_measures(before: Body, after: Body, default: str) -> Measures | None:
    """Return how gaps changed between two waves of a question; None without groups."""
    reference, found = changed_gaps(before, after) if after["breakdown"] else ("", ())
    if not found:
        return None
    lines: list[Measure] = []
    for place, each in enumerate(found):
        if not place or found[place - 1].column != each.column:
            lines.append(Measure(name_of(after["columns"][each.column], default)))
        lines.append(_change_line(after, each, default))
    beside = name_said(row_of(before, reference) or {}, default)
    return Measures(
        _("How the gaps changed"),
        [
            _("Group"),
            _("Gap before"),
            _("Gap now"),
            _("How much it changed"),
            _("What it is called"),
        ],
        tuple(lines),
        said=(_("All groups are compared with the group “%(group)s”.", group=beside),),
        notes=(
            _(
                "A gap is counted from the side on which that group was ahead before, "
                "in percentage points. Watch: five points or more, but so few people "
                "that it could be chance. Levelled down: half of it or more comes from "
                "that group's own loss."
            ),
        ),
    )


def label_words(change: GapChange) -> str:
    """Return what a change of a gap is called, and that the gap turned round if so."""
    called = str(LABEL_WORDS[change.label])
    if change.before.gap_abs < 0 or change.after.gap_abs >= 0:
        return called
    if change.label is GapLabel.NO_CHANGE:
        return called
    return str(_("%(label)s (the gap has turned round)", label=called))


def chance_words(*, is_detected: bool) -> str:
    """Say whether a difference could be chance."""
    return str(_("hardly chance") if is_detected else _("could be chance"))


def _no_gaps(found: TableGaps) -> Measures:
    """Return why no gap of a table is given, each reason once."""
    reasons = (each for answer in found.answers for each in answer.not_given.values())
    said = dict.fromkeys(why(NotGiven(reason)) for reason in reasons)
    return Measures(_("Gaps between groups"), said=tuple(said))


def _gaps(body: Body, found: TableGaps, default: str) -> Measures:
    reference = name_said(row_of(body, found.reference) or {}, default)
    compared = ngettext(
        "%(num)s comparison was judged in this table.",
        "%(num)s comparisons were judged together in this table.",
        Count(found.compared),
    )
    return Measures(
        _("Gaps between groups"),
        [
            _("Group"),
            _("This group"),
            _("Group compared with"),
            _("Points apart"),
            _("Times as often"),
            _("Chance?"),
        ],
        tuple(_lines(body, found, default)),
        said=(
            _("All groups are compared with the group “%(group)s”.", group=reference),
        ),
        notes=(str(STANDING_WORDS[found.standing]), compared),
    )


def _lines(body: Body, found: TableGaps, default: str) -> Iterator[Measure]:
    for answer in found.answers:
        yield Measure(name_of(body["columns"][answer.column], default))
        for each in answer.groups:
            chance = found.may_be_chance(each.group, answer.column)
            yield _gap_line(body, each, default, is_detected=not chance)
        for group, reason in answer.not_given.items():
            if group != NO_GROUP:
                yield Measure(_name(body, group, default), why=why(NotGiven(reason)))


def _gap_line(
    body: Body, found: GroupGap, default: str, *, is_detected: bool
) -> Measure:
    ratio, pair = found.gap.gap_rel, found.pair
    return Measure(
        _name(body, found.group, default),
        (
            _share(pair.group),
            _share(pair.reference),
            points_words(
                found.gap.gap_abs, min(pair.group.base or 0, pair.reference.base or 0)
            ),
            _("not given") if ratio is None else format_decimal(ratio, "#,##0.00"),
            chance_words(is_detected=is_detected),
        ),
    )


def _change_line(body: Body, found: ChangedGap, default: str) -> Measure:
    change = found.change
    return Measure(
        _name(body, found.group, default),
        (
            points_words(change.before.gap_abs, FEW),
            points_words(change.after.gap_abs, FEW),
            points_words(change.change, FEW),
            label_words(change),
        ),
    )


def _name(body: Body, group: str, default: str) -> str | Markup:
    return name_of(row_of(body, group) or {"key": group}, default)


def _share(share: Share) -> str:
    return share_words(share.share, round(share.base or 0)) or ""


def _points(share: float | None) -> str:
    return str(format_decimal(100 * (share or 0), "#,##0.0"))
