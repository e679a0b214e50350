"""Results in sentences: what most people said, where groups differ, what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import current_app, render_template, url_for
from flask_babel import format_decimal, lazy_gettext, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from core.chart_picture import alone
from core.errors import NotFound
from core.i18n import Count, plain_text, text
from surveys.findings.figures.differences import Difference
from surveys.findings.figures.forms import outside_words
from surveys.findings.figures.shown import ShownShare, reference_of
from surveys.findings.forms import METHOD_WORDS, default_language, is_early, pinned_of
from surveys.findings.frozen_body import Body
from surveys.findings.models import FrozenResult, Release
from surveys.findings.reading.measured.forms import measured, weighted_beside
from surveys.findings.reading.pictures import picture
from surveys.findings.reading.queries import Other
from surveys.findings.reading.said.forms import everybody_changed, group_said
from surveys.findings.reading.telling import (
    Contrast,
    Told,
    gaps_in,
    largest_changes,
    largest_gaps,
    strongest,
    sure_gaps,
)
from surveys.findings.showing.forms import (
    FEW,
    Shown,
    name_of,
    name_said,
    sentence,
    share_note,
    share_words,
    shown,
    span_note,
    wording,
)
from surveys.findings.weighting.forms import weight_sources
from surveys.waves.outreach.forms import qr_code, site_address

# By checksum: what it stands for is the same in any database.
MOST_GAPS_KEPT = 64
_gaps: dict[str, Told] = {}

WORDS = {
    "results.no_group": lazy_gettext("There are no results by such groups."),
}

NO_GAP = lazy_gettext(
    "No group differs from the one it is compared with by more than chance could "
    "explain."
)
NO_GROUPS = lazy_gettext(
    "There are not two groups that can be shown beside each other."
)


@dataclass(frozen=True)
class Saying:
    """One message: the question it is about, what is said, and with how many people."""

    number: int
    question: Markup
    said: str
    people: str = ""
    by: Markup | str = ""


@dataclass(frozen=True)
class Messages:
    """All messages of a release, and out of how many comparisons they were chosen.

    ``before`` is the title of the survey before, empty where there is none.
    """

    first: tuple[Saying, ...]
    gaps: tuple[Saying, ...]
    gaps_compared: int
    changes: tuple[Saying, ...]
    changes_compared: int
    changed_questions: tuple[Saying, ...]
    each: tuple[Saying, ...]
    before: Markup


def messages_piece(
    release: Release, before: Other | None, results: Iterable[FrozenResult]
) -> str:
    """Return what a release says in sentences, as a piece of its page."""
    return render_template(
        "findings/_messages.html",
        release=release,
        said=messages(release, before, results),
        compared_words=compared_words,
        default=default_language(release),
    )


def question_piece(
    release: Release, number: int, results: Sequence[FrozenResult]
) -> str:
    """Return everything about one question, as a piece of its page."""
    default = default_language(release)
    return render_template(
        "findings/_question.html",
        release=release,
        number=number,
        results=[shown(each, default) for each in results],
        early=is_early(release),
        measured=measured(release, results),
        outside=outside_words(results[0].body, default),
        apart=gap_sentences([each.body for each in results], default),
        default=default,
        span_note=span_note(),
    )


def everything_piece(release: Release, results: Iterable[FrozenResult]) -> str:
    """Return all tables of a release and how it was done, as a piece of its page."""
    default = default_language(release)
    by_question: dict[str, list[Shown]] = {}
    found = list(results)
    for each in found:
        table = shown(each, default, drawn=False)
        by_question.setdefault(each.item_key, []).append(table)
    return render_template(
        "findings/_everything.html",
        release=release,
        questions=list(by_question.values()),
        weighted=weighted_beside(release, found),
        sources=weight_sources((each.body for each in found), release.summary),
        statement=release.method_statement or {},
        method_words=METHOD_WORDS,
        default=default,
        name_of=name_of,
        span_note=span_note(),
    )


def shared_picture(release: Release, number: int, result: FrozenResult) -> str:
    """Return the picture of a question with its people and its source.

    Raises:
        NotFound: nothing can be shown of it, so there is no picture.
    """
    default, body = default_language(release), result.body
    words = wording(body, default)
    figure = picture(body, words, f"q-{number}")
    if figure is None:
        raise NotFound("results.no_item", number=number)
    address = url_for("findings.result", slug=release.wave.slug, number=number)
    site = current_app.config["SITE_NAME"]
    source = _(
        "Source: %(site)s, %(survey)s. %(address)s",
        site=site,
        survey=plain_text(release.wave.title, default),
        address=site_address().rstrip("/") + address,
    )
    return alone(
        figure,
        title=words.title,
        notes=[*fiction(), words.description, share_note(body), source],
        right_to_left=words.right_to_left,
    )


def fiction() -> list[str]:
    """Return what must stand on all that leaves a demonstration; else nothing."""
    if not (current_app.config["INSTANCE"] / "demo").exists():
        return []
    said = _(
        "This is a demonstration. The community, its people and its numbers are "
        "fictional."
    )
    return [str(said)]


def poster_piece(
    release: Release, before: Other | None, results: Iterable[FrozenResult]
) -> str:
    """Return what a release says first, in big type, with the way to the rest."""
    address = site_address() + url_for("findings.survey", slug=release.wave.slug)[1:]
    return render_template(
        "findings/_poster.html",
        release=release,
        said=messages(release, before, results),
        default=default_language(release),
        address=address,
        qr=qr_code(address),
    )


def messages(
    release: Release, before: Other | None, results: Iterable[FrozenResult]
) -> Messages:
    """Return what a release says in sentences, beside the survey before."""
    default, found = default_language(release), list(results)
    own = [each.body for each in found if each.release_id == release.id]
    everybody = [body for body in own if body["breakdown"] is None]
    old = {e.item_key: e.body for e in found if e.release_id != release.id}
    pairs = [
        (old[body["item"]["key"]], body)
        for body in everybody
        if body["item"]["key"] in old
    ]
    say = _Speaker(
        {body["item"]["key"]: number for number, body in enumerate(everybody, 1)},
        default,
    )
    gaps = _gaps_of(release, own)
    changes = largest_changes(pairs, pinned_of(release))
    return Messages(
        first=tuple(say.result(body) for body in strongest(everybody)),
        gaps=tuple(map(say.gap, gaps.largest)),
        gaps_compared=gaps.compared,
        changes=tuple(map(say.change, changes.largest)),
        changes_compared=changes.compared,
        changed_questions=tuple(
            say.result(body)
            for one, body in pairs
            if one["item"]["version"] != body["item"]["version"]
        ),
        each=tuple(map(say.result, everybody)),
        before=text(before.title, default) if before else Markup(),
    )


def _gaps_of(release: Release, bodies: Iterable[Body]) -> Told:
    """Return the largest gaps, worked out once for the pages in all languages."""
    found = _gaps.get(release.checksum)
    if found is None:
        if len(_gaps) >= MOST_GAPS_KEPT:
            _gaps.clear()
        found = largest_gaps(body for body in bodies if body["breakdown"])
        _gaps[release.checksum] = found
    return found


@dataclass(frozen=True)
class _Speaker:
    """Says things about tables; knows the number of each question."""

    numbers: Mapping[str, int]
    default: str

    def result(self, body: Body) -> Saying:
        """Say what most people said."""
        return self._about(body, sentence(body, self.default))

    def gap(self, gap: Contrast) -> Saying:
        """Say how a group differs from the one compared with."""
        label = text(gap.body["breakdown"]["label"], self.default)
        said, people = gap_words(gap, self.default)
        return self._about(gap.body, said, people, label)

    def change(self, change: Contrast) -> Saying:
        """Say how an answer's share changed."""
        return self._about(change.body, *change_words(change, self.default))

    def _about(
        self, body: Body, said: str, people: str = "", by: Markup | str = ""
    ) -> Saying:
        item = body["item"]
        label = text(item["label"], self.default)
        return Saying(self.numbers[item["key"]], label, said, people, by)


def gap_words(gap: Contrast, default: str) -> tuple[str, str]:
    """Return a gap in a sentence, and with how many people."""
    body = gap.body
    said = group_said(
        body,
        share=share_words(gap.share.share, gap.share.base),
        group=name_said(body["rows"][gap.row], default),
        answer=name_said(body["columns"][gap.column], default),
        other=name_said(body["rows"][reference_of(body) or 0], default),
        beside=share_words(gap.beside.share, gap.beside.base),
    )
    people = _(
        "People: %(ours)s and %(theirs)s.",
        ours=Count(gap.share.base),
        theirs=Count(gap.beside.base),
    )
    return f"{said} {apart_words(gap.apart, gap.share, gap.beside)}", people


def change_words(change: Contrast, default: str) -> tuple[str, str]:
    """Return a change between two waves in a sentence, and with how many people."""
    said = everybody_changed(
        change.body,
        share=share_words(change.share.share, change.share.base),
        answer=name_said(change.body["columns"][change.column], default),
        beside=share_words(change.beside.share, change.beside.base),
    )
    people = _(
        "People: %(ours)s now, %(theirs)s before.",
        ours=Count(change.share.base),
        theirs=Count(change.beside.base),
    )
    return f"{said} {apart_words(change.apart, change.share, change.beside)}", people


def apart_words(apart: Difference, *figures: ShownShare) -> str:
    """Return how many points more or less a share is than the other."""
    points = points_of(apart, *figures)
    if apart.change > 0:
        return str(_("That is %(points)s percentage points more.", points=points))
    if apart.change < 0:
        return str(_("That is %(points)s percentage points less.", points=points))
    return str(_("That is the same."))


def points_of(apart: Difference, *figures: ShownShare) -> str:
    """Return a difference in points without its sign; whole ones where few answered."""
    few = min(figure.base for figure in figures) < FEW
    pattern = "#,##0" if few else "#,##0.0"
    return str(format_decimal(abs(apart.change) * 100, pattern))


def compared_words(number: int) -> str:
    """Say out of how many comparisons something was chosen, and what follows."""
    told = ngettext(
        "%(num)s pair of figures was compared.",
        "%(num)s pairs of figures were compared.",
        Count(number),
    )
    hint = _(
        "Out of so many, a few look large by chance alone: take them as a hint, "
        "not as proof."
    )
    return f"{told} {hint}"


def gap_sentence(body: Body, default: str) -> str:
    """Say where the groups of a table differ most, or that they hardly do."""
    sure = sure_gaps(body)
    if sure:
        largest = max(sure, key=lambda each: abs(each.apart.change))
        return gap_words(largest, default)[0]
    return str(NO_GAP if gaps_in(body) else NO_GROUPS)


def gap_sentences(bodies: Sequence[Body], default: str) -> dict[str, str]:
    """Return the sentence of each table by groups, by the key of its breakdown."""
    return {
        body["breakdown"]["key"]: gap_sentence(body, default)
        for body in bodies
        if body["breakdown"]
    }
