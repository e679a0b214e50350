"""A Send, whole: the code spent, the answers kept, and a batch settled if one is due.

Each is a transaction of its own. Whatever dies in between, the same page sends
once more, and what is there is completed, once.
"""

from dataclasses import dataclass

from core.db import db
from core.web import after_reply
from surveys.instruments.questionnaire import Answers
from surveys.waves import service
from surveys.waves.anonymity import Anonymity
from surveys.waves.counting.service import count_answers
from surveys.waves.models import SpentToken
from surveys.waves.queries import Fielded, is_over, refuse_unless_open
from surveys.waves.receipts.phrase import new_phrase
from surveys.waves.receipts.service import replace_answers
from surveys.waves.roll.jobs import spend_code
from surveys.waves.secret_keys import receipt_key
from surveys.waves.sending.queries import refuse_unless_kept
from surveys.waves.sending.sent_page import Sending
from surveys.waves.service import Receipt
from surveys.waves.settling.jobs import settle_counts_now, settle_now
from surveys.waves.settling.queries import is_settling_due


@dataclass(frozen=True)
class Kept:
    """What became of a Send. ``phrase`` is to be shown now and never again."""

    receipt: Receipt
    phrase: str = ""


def keep_answers(wave: Fielded, answers: Answers, sending: Sending) -> Kept:
    """Keep what one page sent, and commit; write a batch once the reply has gone out.

    The caller has begun to write and has read the wave under a lock.

    Raises:
        Conflict: the wave is not open, the code is spent, or other answers came in
            under this token.
        Invalid: an answer does not stand, or the code or the phrase is unknown.
    """
    session = db.session()
    if is_over(wave):
        refuse_unless_kept(session, wave, answers, sending)
        return Kept(Receipt.REPEAT)
    if wave.anonymity == Anonymity.COUNTERS:
        return _counted(wave, answers, sending)
    kept = _replaced(wave, answers, sending) or _added(wave, answers, sending)
    due = is_settling_due(session, wave.id)
    session.commit()
    if due:
        after_reply(lambda: settle_now(wave.id))
    return kept


def _counted(wave: Fielded, answers: Answers, sending: Sending) -> Kept:
    session = db.session()
    receipt = count_answers(
        session,
        wave,
        answers,
        token=sending.token,
        language=sending.language,
        mode=sending.mode,
    )
    due = is_settling_due(session, wave.id, SpentToken)
    session.commit()
    if due:
        after_reply(lambda: settle_counts_now(wave.id))
    return Kept(receipt)


def _replaced(wave: Fielded, answers: Answers, sending: Sending) -> Kept | None:
    if not sending.phrase:
        return None
    replace_answers(
        db.session(),
        wave,
        answers,
        phrase=sending.phrase,
        language=sending.language,
    )
    return Kept(Receipt.CHANGED)


def _added(wave: Fielded, answers: Answers, sending: Sending) -> Kept:
    admitted = wave.anonymity == Anonymity.CODED
    if admitted:
        refuse_unless_open(wave)
        service.standing(wave.instrument, answers)  # no code is spent in vain
        spend_code(wave.slug, sending.code, sending.token)
    phrase = new_phrase() if sending.wants_phrase else ""
    receipt = service.submit_response(
        db.session(),
        wave,
        answers,
        token=sending.token,
        language=sending.language,
        mode=sending.mode,
        channel=sending.channel,
        receipt_key=receipt_key(phrase) if phrase else None,
        admitted=admitted,
    )
    return Kept(receipt, phrase if receipt is Receipt.NEW else "")
