"""What is read of translations."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.instruments.editing.models import InstrumentDraft
from surveys.instruments.licence import licensed
from surveys.instruments.queries import first_bound
from surveys.instruments.translating.desk import Attempt, Row, rows_of
from surveys.instruments.translating.models import Translation, TranslationAttempt
from surveys.instruments.translating.states import State, Translated


@dataclass(frozen=True)
class Where:
    """One language of one draft."""

    draft_id: int
    language: str


def kept(session: Session, draft_id: int) -> dict[str, dict[str, Translated]]:
    """Return all translated texts of a draft by language and dotted key."""
    found: dict[str, dict[str, Translated]] = {}
    for row in session.scalars(
        select(Translation).where(Translation.draft_id == draft_id)
    ):
        found.setdefault(row.language, {})[row.key] = Translated(
            row.source, row.text, State(row.state), row.member_id
        )
    return found


def is_begun(session: Session, where: Where) -> bool:
    """Tell whether anybody wrote anything of a draft in a language."""
    return any(
        session.scalar(
            select(table.id)
            .where(table.draft_id == where.draft_id, table.language == where.language)
            .limit(1)
        )
        is not None
        for table in (Translation, TranslationAttempt)
    )


def attempts(session: Session, where: Where) -> dict[str, list[Attempt]]:
    """Return what single translators wrote, by dotted key, the first one first."""
    found: dict[str, list[Attempt]] = {}
    for row in session.scalars(
        select(TranslationAttempt)
        .where(
            TranslationAttempt.draft_id == where.draft_id,
            TranslationAttempt.language == where.language,
        )
        .order_by(TranslationAttempt.id)
    ):
        attempt = Attempt(row.member_id, row.source, row.text)
        found.setdefault(row.key, []).append(attempt)
    return found


def desk(
    session: Session, where: Where, source: Mapping[str, str], *, two: bool, me: int
) -> dict[str, Row]:
    """Return each text as a translator sees it now, by dotted key: two SELECTs."""
    known = kept(session, where.draft_id).get(where.language, {})
    tried = attempts(session, where)
    rows = rows_of(source, known, tried, two=two, member_id=me)
    return {row.key: row for row in rows}


def with_bound(
    session: Session, draft: InstrumentDraft, language: str, rows: Mapping[str, Row]
) -> dict[str, Row]:
    """Return the rows of a draft that nobody may change, with what came bound."""
    first = first_bound(session, draft.slug)
    texts = {} if first is None else licensed(first, language)
    return {
        key: replace(row, bound=key in texts and texts[key] == row.text)
        for key, row in rows.items()
    }
