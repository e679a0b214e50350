"""Changing one's answers and taking them out, while a wave is open."""

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from core.db import rows_changed
from core.errors import Invalid
from surveys.instruments.questionnaire import Answers
from surveys.waves.models import Arriving
from surveys.waves.queries import Fielded, refuse_unless_open
from surveys.waves.secret_keys import receipt_key
from surveys.waves.service import standing
from surveys.waves.settling.service import lock_arriving, rewrite_arriving


def replace_answers(
    session: Session, wave: Fielded, answers: Answers, *, phrase: str, language: str
) -> None:
    """Put other answers in the place of those that a phrase opens; the row stays.

    It waits for its batch again, like one that is new. The old answers are gone.

    Raises:
        Conflict: the wave takes no more answers.
        Invalid: no answers have this phrase, or the new ones do not stand.
    """
    refuse_unless_open(wave)
    lock_arriving(session)
    replaced = rows_changed(
        session,
        update(Arriving)
        .where(Arriving.wave_id == wave.id)
        .where(Arriving.receipt_key == receipt_key(phrase))
        .values(
            answers=standing(wave.instrument, answers),
            language=language,
            consent_version=wave.instrument.consent.version,
            settled=False,
        )
        .execution_options(synchronize_session=False),
    )
    if not replaced:
        raise Invalid("receipt.unknown")
    rewrite_arriving(session)


def take_out(session: Session, wave: Fielded, phrase: str) -> None:
    """Delete the answers that a phrase opens, from the file too.

    Raises:
        Conflict: the wave takes no more answers.
        Invalid: no answers of this wave have this phrase.
    """
    refuse_unless_open(wave)
    lock_arriving(session)
    gone = rows_changed(
        session,
        delete(Arriving)
        .where(Arriving.wave_id == wave.id)
        .where(Arriving.receipt_key == receipt_key(phrase))
        .execution_options(synchronize_session=False),
    )
    if not gone:
        raise Invalid("receipt.unknown")
    rewrite_arriving(session)
