"""What is read of themes: those at work, and the reports that residents see."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from core.errors import NotFound
from surveys.findings.coding.models import CodingSet, Theme, ThemeReport
from surveys.findings.coding.stages import ReportState


def themes_of(session: Session, set_id: int) -> list[Theme]:
    """Return the themes of a set as they are being worked on: 1 SELECT."""
    return list(
        session.scalars(
            select(Theme).where(Theme.coding_set_id == set_id).order_by(Theme.id)
        )
    )


def theme_of(session: Session, set_id: int, theme_id: int) -> Theme:
    """Return one theme of a set: 1 SELECT.

    Raises:
        NotFound: there is none.
    """
    found = session.scalar(
        select(Theme).where(Theme.coding_set_id == set_id, Theme.id == theme_id)
    )
    if found is None:
        raise NotFound("themes.unknown")
    return found


def reports_of(session: Session, set_id: int) -> list[ThemeReport]:
    """Return every report of a set, the newest first: 1 SELECT."""
    return list(
        session.scalars(
            select(ThemeReport)
            .where(ThemeReport.coding_set_id == set_id)
            .order_by(ThemeReport.number.desc())
        )
    )


def public_reports(session: Session, wave_id: int) -> list[ThemeReport]:
    """Return the drafts and adopted reports of a wave, question by question: 1 SELECT.

    Where a draft is to follow an adopted report, the draft comes first.
    """
    return list(session.scalars(of_wave(wave_id)))


def of_wave(wave_id: int) -> Select[ThemeReport]:
    """Select the drafts and adopted reports of a wave, in the order of its pages."""
    return (
        select(ThemeReport)
        .join(ThemeReport.coding_set)
        .options(contains_eager(ThemeReport.coding_set))
        .where(
            CodingSet.wave_id == wave_id,
            ThemeReport.state != ReportState.REPLACED,
        )
        .order_by(CodingSet.id, ThemeReport.number.desc())
    )
