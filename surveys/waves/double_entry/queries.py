"""What is read of paper forms that are typed twice."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.waves.double_entry.models import PaperAgreement, PaperDone, PaperEntry

FEWEST_FORMS = 10


def waiting(session: Session, wave_id: int) -> int:
    """Return how many sheets wait for a second person; their numbers stay unsaid."""
    held = select(func.count()).where(PaperEntry.wave_id == wave_id)
    return session.scalar(held) or 0


def entry_of(session: Session, wave_id: int, sheet: str) -> PaperEntry | None:
    """Return what was typed first from a sheet; nobody else may type meanwhile."""
    return session.scalar(
        select(PaperEntry)
        .where(PaperEntry.wave_id == wave_id, PaperEntry.sheet == sheet)
        .with_for_update()
    )


def is_done(session: Session, wave_id: int, sheet: str) -> bool:
    """Tell whether a sheet was typed twice already."""
    return session.get(PaperDone, (wave_id, sheet)) is not None


def agreement(session: Session, wave_id: int) -> tuple[int, int]:
    """Return how many answers were typed twice, and how many of them alike."""
    found = session.get(PaperAgreement, wave_id)
    return (0, 0) if found is None else (found.typed, found.alike)


def agreed_share(session: Session, wave_id: int) -> str | None:
    """Return the share of answers typed alike, with two decimals, to be published.

    None where so few forms were typed twice that it would tell of single ones.
    """
    forms = session.scalar(select(func.count()).where(PaperDone.wave_id == wave_id))
    typed, alike = agreement(session, wave_id)
    return f"{alike / typed:.2f}" if typed and (forms or 0) >= FEWEST_FORMS else None
