"""What is done with themes: written, opened for comments, adopted when these are over.

Functions add and flush; the view commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import audit
from core.clock import today
from core.constraints import flush_or
from core.errors import Conflict, Invalid
from surveys.findings.coding.agreement import Agreement, agreements
from surveys.findings.coding.answers.queries import Reading, readings
from surveys.findings.coding.codebook.entry import LONGEST, LONGEST_NAME
from surveys.findings.coding.final_codes import people_by_theme
from surveys.findings.coding.models import CodingSet, Theme, ThemeReport
from surveys.findings.coding.queries import codebook, question_of
from surveys.findings.coding.stages import ReportState, SetState, Stage
from surveys.findings.coding.themes.bases import bases_of
from surveys.findings.coding.themes.queries import reports_of, theme_of, themes_of
from surveys.findings.coding.themes.report import Asked, Named, report_of
from surveys.findings.coding.themes.theme_gate import (
    protected,
    tell_too_much,
    themes_told,
)
from surveys.findings.gate import rule_of
from surveys.findings.models import Release
from surveys.findings.queries import published_release, results_of_everybody
from surveys.findings.release import checksum
from surveys.instruments.piping import without_answers
from surveys.instruments.queries import instrument_of
from surveys.waves.queries import plan_of_wave

FEWEST_DAYS = 14
"""Days for residents to comment before themes are adopted; no screen lowers it."""

MOST_DAYS = 90
PARTS = ("name", "definition", "missed")


@dataclass(frozen=True)
class Typed:
    """What is said of a theme in one language, and the codes that make it up."""

    words: Mapping[str, str]
    codes: tuple[str, ...]
    language: str


def write_theme(
    session: Session, found: CodingSet, typed: Typed, theme_id: int | None = None
) -> Theme:
    """Write a new theme, or change one.

    Raises:
        Conflict: not all answers are read yet.
        Invalid: a part lacks or is too long; a code is unknown, in another theme, or
            there is none.
        NotFound: there is no such theme.
    """
    if found.state != SetState.CODED:
        raise Conflict("themes.not_coded")
    theme = theme_of(session, found.id, theme_id) if theme_id else None
    _check_codes(session, found, typed, theme)
    parts = _parts(theme, typed)
    if theme is None:
        theme = Theme(coding_set_id=found.id)
        session.add(theme)
    for part, words in parts.items():
        setattr(theme, part, words)
    theme.codes = sorted(set(typed.codes))
    session.flush()
    return theme


def drop_theme(session: Session, found: CodingSet, theme_id: int) -> None:
    """Take a theme away; reports that have it stay as they are.

    Raises:
        NotFound: there is no such theme.
    """
    session.delete(theme_of(session, found.id, theme_id))
    session.flush()


def report_now(session: Session, found: CodingSet) -> dict[str, Any]:
    """Return the themes as residents would read them, through the gate.

    Members read results under an embargo, so themes can be put before them: the days
    of their comments are what it is for.

    Raises:
        Conflict: not all answers are read, texts are gone, or there is no theme.
        NotFound: the results of the wave are not published.
    """
    if found.state != SetState.CODED:
        raise Conflict("themes.not_coded")
    themes = [_named(each) for each in themes_of(session, found.id)]
    read = readings(session, found, tuple(Stage))
    if len(read) != found.texts:
        raise Conflict("themes.texts_gone")
    if not themes:
        raise Conflict("themes.none")
    # The days to comment run within an embargo: then only members see the draft.
    release = published_release(session, found.wave.slug, early=True)
    item = question_of(found)
    counted, in_none = people_by_theme(
        [each.final for each in read], {each.key: each.codes for each in themes}
    )
    shown = protected(
        counted,
        in_none,
        len(read),
        rule=_rule(found),
        bases=_bases(session, found, release),
    )
    twice = readings(session, found, (Stage.SAMPLE,))
    asked = Asked(item.key, without_answers(item.label))
    return report_of(asked, themes, shown, _agreed(themes, twice), len(twice))


def open_draft(
    session: Session,
    found: CodingSet,
    days: int,
    *,
    role: str,
    actor_id: int | None = None,
) -> ThemeReport:
    """Put the themes before residents; an open draft before it is replaced.

    Raises:
        Conflict: as for ``report_now``; or beside an earlier report the numbers
            would point at a few answers; or a colleague was faster.
        Invalid: fewer than 14 days, or very many.
        NotFound: the results of the wave are not published.
    """
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise Invalid("themes.days", least=FEWEST_DAYS, most=MOST_DAYS)
    body, earlier = report_now(session, found), reports_of(session, found.id)
    rule = _rule(found)
    told = themes_told(body)
    if any(tell_too_much(themes_told(old.body), told, rule) for old in earlier):
        raise Conflict("themes.too_close")
    _replace(session, found, ReportState.DRAFT)
    made = ThemeReport(
        coding_set_id=found.id,
        number=1 + max((old.number for old in earlier), default=0),
        state=ReportState.DRAFT,
        body=body,
        checksum=checksum(body),
        opened_on=today(),
        open_until=today() + timedelta(days=days),
    )
    session.add(made)
    flush_or(session, Conflict("themes.faster"))
    _log(session, made, "themes.open", role=role, actor_id=actor_id)
    return made


def adopt(
    session: Session, found: CodingSet, *, role: str, actor_id: int | None = None
) -> ThemeReport:
    """Adopt the draft, once residents had their days to comment on it.

    Raises:
        Conflict: there is no draft, or its days are not over.
    """
    draft = session.scalar(
        select(ThemeReport).where(
            ThemeReport.coding_set_id == found.id,
            ThemeReport.state == ReportState.DRAFT,
        )
    )
    if draft is None:
        raise Conflict("themes.no_draft")
    if today() <= draft.open_until:
        raise Conflict("themes.still_open")
    _replace(session, found, ReportState.ADOPTED)
    draft.state, draft.adopted_on = ReportState.ADOPTED, today()
    session.flush()
    _log(session, draft, "themes.adopt", role=role, actor_id=actor_id)
    return draft


def _check_codes(
    session: Session, found: CodingSet, typed: Typed, theme: Theme | None
) -> None:
    known = {each.key for each in codebook(session, found.id, retired=True)}
    if not typed.codes:
        raise Invalid("themes.no_codes", part="codes")
    if not known.issuperset(typed.codes):
        raise Invalid("coding.code_unknown", part="codes")
    for other in themes_of(session, found.id):
        if other is not theme and not set(typed.codes).isdisjoint(other.codes):
            raise Invalid("themes.code_taken", part="codes")


def _parts(theme: Theme | None, typed: Typed) -> dict[str, dict[str, str]]:
    """Return the words of a theme with what was typed; other languages keep theirs."""
    parts = {}
    for part in PARTS:
        words = typed.words.get(part, "").strip()
        if len(words) > (LONGEST_NAME if part == "name" else LONGEST):
            raise Invalid("codebook.too_long", part=part)
        kept = {} if theme is None else dict(getattr(theme, part))
        kept.pop(typed.language, None)
        parts[part] = kept | ({typed.language: words} if words else {})
        if not parts[part]:
            raise Invalid(f"themes.{part}_missing", part=part)
    return parts


def _named(theme: Theme) -> Named:
    return Named(
        str(theme.id), theme.name, theme.definition, theme.missed, tuple(theme.codes)
    )


def _rule(found: CodingSet) -> Any:
    item = question_of(found)
    thresholds = plan_of_wave(found.wave).thresholds(item)
    return rule_of(thresholds, sensitive=item.sensitive)


def _bases(session: Session, found: CodingSet, release: Release) -> list[int]:
    """Return published numbers that the number of answers stands beside."""
    bodies = (each.body for each in results_of_everybody(session, release.id))
    instrument, people = instrument_of(found.wave.version), release.summary["people"]
    return list(bases_of(instrument, question_of(found), people, bodies))


def _agreed(themes: list[Named], twice: list[Reading]) -> Mapping[str, Agreement]:
    """Return how far the two agree whether an answer is in a theme."""

    def seen(codes: tuple[str, ...]) -> list[str]:
        return [each.key for each in themes if not set(codes).isdisjoint(each.codes)]

    pairs = [(seen(each.codes[1]), seen(each.codes[2])) for each in twice]
    return agreements(pairs, [each.key for each in themes])


def _replace(session: Session, found: CodingSet, state: ReportState) -> None:
    session.execute(
        update(ThemeReport)
        .where(ThemeReport.coding_set_id == found.id, ThemeReport.state == state)
        .values(state=ReportState.REPLACED)
    )


def _log(
    session: Session,
    report: ThemeReport,
    action: str,
    *,
    role: str,
    actor_id: int | None,
) -> None:
    audit.record(
        session,
        action,
        f"coding_set:{report.coding_set_id}",
        role=role,
        actor_id=actor_id,
        report=report.number,
        checksum=report.checksum,
    )
