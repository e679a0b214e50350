"""Every gap of a benchmark in the reader's language, breakdown by breakdown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel.lists import format_list
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from core.i18n import plain_text, text
from deliberation.benchmarks.equity.by_group import (
    ByGroup,
    GroupInWave,
    WaveGaps,
    by_group,
)
from deliberation.benchmarks.indicator import Count
from deliberation.benchmarks.measurement import Watch, WaveTables
from surveys.findings.equity.forms import LABEL_WORDS, label_words
from surveys.findings.equity.gap import GapLabel
from surveys.findings.figures.forms import WHY_WORDS
from surveys.findings.figures.table import WhyNot, row_of
from surveys.findings.frozen_body import Body
from surveys.findings.models import FrozenResult
from surveys.findings.reading.forms import NO_GROUPS
from surveys.findings.showing.forms import name_of, points_words, share_words
from surveys.findings.showing.measures import Measure, Measures

DEFAULT = "en"


@dataclass(frozen=True)
class Part:
    """A breakdown: what it is called, and the tables of its gaps."""

    name: Markup
    measures: tuple[Measures, ...]


def parts_of(
    watch: Watch,
    breakdown: str,
    waves: Sequence[FrozenResult],
    by_groups: Sequence[FrozenResult],
) -> list[Part]:
    """Return the gaps of every declared breakdown; none where none was declared.

    Args:
        watch: what is counted, and the pair of groups if one is watched.
        breakdown: whose groups these two are; empty if none are.
        waves: the tables of everybody, the start first, loaded with their releases.
        by_groups: all tables by groups of the same releases.
    """
    found = {(each.release_id, each.breakdown): each.body for each in by_groups}
    keys = dict.fromkeys(each.breakdown for each in by_groups)
    return [
        _part(watch if key == breakdown else _unwatched(watch), key, waves, found)
        for key in keys
        if (waves[0].release_id, key) in found
    ]


def groups_notes() -> list[str]:
    """Return what has to be known of these tables: of all of them, so said once."""
    return [
        _(
            "The group compared with is fixed: named with the benchmark or before "
            "anybody answered, else the one that was best off at the start."
        ),
        _(
            "In percentage points; above 0 the group is worse off than the one "
            "compared with. Watch: five points or more, but so few people that it "
            "could be chance. Levelled down: half of it or more comes from the loss of "
            "the group compared with."
        ),
        _(
            "The index: how far the groups are from everybody together on average, in "
            "percent of everybody's share. 0 means that all groups are alike."
        ),
        _(
            "The index of HP2010: how far the group that is best off is "
            "ahead of the plain average of all others, in percent."
        ),
    ]


def _unwatched(watch: Watch) -> Watch:
    return Watch(watch.indicator, watch.direction, watch.target)


def _part(
    watch: Watch,
    key: str,
    waves: Sequence[FrozenResult],
    found: Mapping[tuple[int, str], Body],
) -> Part:
    told = [each for each in waves if (each.release_id, key) in found]
    bodies = [found[each.release_id, key] for each in told]
    gaps = by_group(
        watch,
        [
            WaveTables(each.body, body, each.release.summary)
            for each, body in zip(told, bodies, strict=True)
        ],
    )
    name = text(bodies[0]["breakdown"]["label"])
    if gaps is None:
        return Part(name, (Measures(_("Gaps between groups"), said=(str(NO_GROUPS),)),))
    titles = [plain_text(each.release.wave.title) for each in told]
    return Part(name, (_gaps(gaps, titles, bodies), _apart(gaps, titles)))


def _gaps(gaps: ByGroup, titles: Sequence[str], bodies: Sequence[Body]) -> Measures:
    reference = name_of(row_of(bodies[0], gaps.reference) or {}, DEFAULT, plain=True)
    said = _("All groups are compared with the group “%(group)s”.", group=reference)
    labels = _labels(gaps.newest, bodies[-1])
    starts = [_("Only the start is known"), *[_("not given")] * (len(titles) - 1)]
    return Measures(
        _("Gaps between groups"),
        [
            _("Group"),
            _("This group"),
            _("Group compared with"),
            _("Points apart"),
            _("Times as many"),
            _("What it is called"),
        ],
        tuple(
            line
            for start, title, wave, body in zip(
                starts, titles, gaps.waves, bodies, strict=True
            )
            for line in _lines(title, wave, body, start)
        ),
        said=(str(said), *labels),
    )


def _labels(groups: Sequence[GroupInWave], body: Body) -> list[str]:
    """Say in which groups the newest gap is another one than at the start."""
    changed = {each.group: each.change for each in groups if each.change}
    told = [
        _said_of(_name(body, group, plain=True), label_words(change))
        for group, change in changed.items()
        if change.label is not GapLabel.NO_CHANGE
    ]
    if not changed:
        return []
    # The style "unit" fails on three in Spanish, and says the second of two twice
    # in Arabic.
    listed = format_list(
        told or [str(LABEL_WORDS[GapLabel.NO_CHANGE])], locale=get_locale()
    )
    return [_said_of(_("How the gaps changed"), listed)]


def _said_of(what: object, said: str) -> str:
    return str(_("%(answer)s: %(number)s", answer=what, number=said))


def _lines(title: str, wave: WaveGaps, body: Body, unknown: str) -> Iterator[Measure]:
    """Yield the groups of one wave; what has no label is called ``unknown``."""
    yield Measure(title)
    for each in wave.groups:
        name = _name(body, each.group)
        if each.gap is None or each.share is None or each.beside is None:
            yield Measure(name, why=str(WHY_WORDS[WhyNot.HIDDEN]))
            continue
        ratio, few = each.gap.gap_rel, min(each.share.base, each.beside.base)
        yield Measure(
            name,
            (
                _share(each.share),
                _share(each.beside),
                points_words(each.gap.gap_abs, few),
                _("not given") if ratio is None else format_decimal(ratio, "#,##0.00"),
                label_words(each.change) if each.change else unknown,
            ),
        )


def _apart(gaps: ByGroup, titles: Sequence[str]) -> Measures:
    """Return how far all groups lie apart, a line a survey."""
    lines = []
    for title, wave in zip(titles, gaps.waves, strict=True):
        if wave.points is None or wave.pearcy_keppel is None:
            lines.append(Measure(title, why=str(WHY_WORDS[WhyNot.HIDDEN])))
            continue
        figures = (100 * wave.points, wave.pearcy_keppel, wave.healthy_people)
        lines.append(Measure(title, tuple(map(_tenths, figures))))
    return Measures(
        _("How far all groups lie apart"),
        [
            _("Survey"),
            _("Percentage points from lowest to highest"),
            _("Index of disparity (Pearcy and Keppel)"),
            _("Index of disparity (HP2010)"),
        ],
        tuple(lines),
    )


def _name(body: Body, group: str, *, plain: bool = False) -> str | Markup:
    return name_of(row_of(body, group) or {"key": group}, DEFAULT, plain=plain)


def _tenths(figure: float | None) -> str:
    return str(_("not given") if figure is None else format_decimal(figure, "#,##0.0"))


def _share(count: Count) -> str:
    return share_words(count.people / count.base, count.base) or ""
