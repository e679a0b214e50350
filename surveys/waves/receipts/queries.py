"""Answers that are found by the phrase of whoever sent them, and by nothing else."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Invalid
from surveys.instruments.questionnaire import Answers
from surveys.waves.models import Arriving
from surveys.waves.queries import Fielded, refuse_unless_open
from surveys.waves.secret_keys import receipt_key


def answers_of(session: Session, wave: Fielded, phrase: str) -> Answers:
    """Return the answers that a phrase opens.

    Raises:
        Conflict: the wave takes no more answers.
        Invalid: no answers of this wave have this phrase.
    """
    refuse_unless_open(wave)
    found = session.execute(
        select(Arriving.answers).where(
            Arriving.wave_id == wave.id, Arriving.receipt_key == receipt_key(phrase)
        )
    ).one_or_none()
    if found is None:
        raise Invalid("receipt.unknown")
    answers: Answers = found.answers
    return answers
