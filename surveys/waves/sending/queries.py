"""What is known of a form that comes when its wave takes no more answers.

Mostly its reply was lost, and the phone or the person sends it once more. Whoever was
counted must not be told that they came too late.
"""

from sqlalchemy.orm import Session

from core.errors import Conflict
from surveys.instruments.questionnaire import Answers
from surveys.waves.anonymity import Anonymity
from surveys.waves.models import WaveState
from surveys.waves.queries import Fielded, earlier_answers, is_counted
from surveys.waves.sending.sent_page import Sending


def refuse_unless_kept(
    session: Session, wave: Fielded, answers: Answers, sending: Sending
) -> None:
    """Pass where these very answers came in under this form's token in time.

    Raises:
        Conflict: they did not (``wave.closed``); the form's did, and nobody can tell
            whether these are the same (``response.counted``); or nobody can tell
            whether they did (``response.may_count``): the hash of the token went with
            the close, or the answers took the place of others.
    """
    if sending.phrase:
        raise Conflict("response.may_count")
    if wave.anonymity == Anonymity.COUNTERS:
        _refuse_unless_counted(session, wave, sending.token)
        return
    earlier = earlier_answers(session, wave, sending.token)
    if earlier is None:
        raise Conflict("wave.closed")
    if earlier != wave.instrument.complete(wave.instrument.clean(answers)):
        raise Conflict("response.counted")


def _refuse_unless_counted(session: Session, wave: Fielded, token: str) -> None:
    if not is_counted(session, wave, token):
        is_known = wave.state == WaveState.OPEN
        raise Conflict("wave.closed" if is_known else "response.may_count")
