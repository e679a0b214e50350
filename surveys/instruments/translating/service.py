"""What is done with translations: kept, attempted by two, decided."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Delete, delete
from sqlalchemy.orm import Session

from core.errors import Conflict, Invalid
from surveys.instruments.translating.desk import (
    Mode,
    Refusal,
    Row,
    Typed,
    decided,
    is_clash,
    is_own,
    refusal,
)
from surveys.instruments.translating.models import Translation, TranslationAttempt
from surveys.instruments.translating.queries import Where


def save_texts(
    session: Session,
    where: Where,
    rows: Mapping[str, Row],
    typed: Sequence[Typed],
    *,
    member_id: int,
) -> None:
    """Keep what was sent of some texts, all of it or nothing.

    Args:
        session: of the page.
        where: the draft and the language.
        rows: each text as this translator sees it now, by key.
        typed: what was sent; a key that is gone is left out.
        member_id: the translator.

    Raises:
        Conflict: somebody else wrote in one of these places since; ``keys`` says where.
        Invalid: a text cannot stand there, or somebody says of their own that it was
            reviewed, or a licence lets nobody change it; ``reasons`` says why, by key.
    """
    pairs = [
        (rows[each.key], each) for each in typed if each.key in rows and each.is_touched
    ]
    clashes = [row.key for row, each in pairs if is_clash(row, each)]
    if clashes:
        raise Conflict("translation.stale", keys=clashes)
    reasons = _reasons(pairs, member_id)
    if reasons:
        raise Invalid("translation.refused", reasons=reasons)
    for row, each in pairs:
        if row.mode is Mode.ATTEMPT:
            _attempt(session, where, row, each.text, member_id)
        else:
            _keep(session, where, row, each, member_id)
    session.flush()


def _reasons(pairs: Sequence[tuple[Row, Typed]], member_id: int) -> dict[str, Refusal]:
    return {
        row.key: reason
        for row, each in pairs
        if (each.text or row.bound) and (reason := _reason(row, each, member_id))
    }


def _reason(row: Row, typed: Typed, member_id: int) -> Refusal | None:
    if row.bound and typed.text != row.text:
        return Refusal.LICENCE
    found = refusal(row.source, typed.text)
    if found is None and is_own(row, typed, member_id):
        return Refusal.OWN
    return found


def _keep(
    session: Session,
    where: Where,
    row: Row,
    typed: Typed,
    member_id: int,
) -> None:
    """Keep the text of a row; what says nothing new changes nothing."""
    made = decided(row, typed, member_id)
    if (made.text, made.state) == (row.text, row.state):
        return
    if not made.text and row.mode is Mode.DECIDE:
        return
    session.execute(
        delete(Translation).where(
            Translation.draft_id == where.draft_id,
            Translation.language == where.language,
            Translation.key == row.key,
        )
    )
    if made.state is not None:
        session.add(
            Translation(
                draft_id=where.draft_id,
                language=where.language,
                key=row.key,
                source=row.source,
                text=made.text,
                state=made.state,
                member_id=made.author,
            )
        )
    if row.mode is Mode.DECIDE:
        session.execute(_attempts_at(where, row.key))


def _attempt(
    session: Session, where: Where, row: Row, text: str, member_id: int
) -> None:
    """Keep what one of two translators wrote in the place of what they wrote before."""
    if text == row.text:
        return
    session.execute(
        _attempts_at(where, row.key).where(
            (TranslationAttempt.member_id == member_id)
            | (TranslationAttempt.source != row.source)
        )
    )
    if text:
        session.add(
            TranslationAttempt(
                draft_id=where.draft_id,
                language=where.language,
                key=row.key,
                source=row.source,
                text=text,
                member_id=member_id,
            )
        )


def _attempts_at(where: Where, key: str) -> Delete:
    return delete(TranslationAttempt).where(
        TranslationAttempt.draft_id == where.draft_id,
        TranslationAttempt.language == where.language,
        TranslationAttempt.key == key,
    )
