"""What is read of translations."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.instruments.translating.models import Translation, TranslationAttempt
from surveys.instruments.translating.states import State, Translated


def kept(session: Session, draft_id: int) -> dict[str, dict[str, Translated]]:
    """Return all translated texts of a draft by language and dotted key."""
    found: dict[str, dict[str, Translated]] = {}
    for row in session.scalars(
        select(Translation).where(Translation.draft_id == draft_id)
    ):
        found.setdefault(row.language, {})[row.key] = Translated(
            row.source, row.text, State(row.state)
        )
    return found


def rows(session: Session, draft_id: int, language: str) -> dict[str, Translation]:
    """Return the translated texts of one language by dotted key."""
    found = session.scalars(
        select(Translation).where(
            Translation.draft_id == draft_id, Translation.language == language
        )
    )
    return {row.key: row for row in found}


def attempts(
    session: Session, draft_id: int, language: str
) -> dict[str, list[TranslationAttempt]]:
    """Return what single translators wrote, by dotted key, the first one first."""
    found: dict[str, list[TranslationAttempt]] = {}
    for row in session.scalars(
        select(TranslationAttempt)
        .where(
            TranslationAttempt.draft_id == draft_id,
            TranslationAttempt.language == language,
        )
        .order_by(TranslationAttempt.id)
    ):
        found.setdefault(row.key, []).append(row)
    return found
