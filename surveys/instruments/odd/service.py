"""What is done about questions that read oddly: told once, marked as seen."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from core import limits
from core.constraints import add_once
from core.db import rows_changed
from core.errors import Invalid, NotFound
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.odd.models import LONGEST, OddQuestion, OddState
from surveys.instruments.queries import instrument_of

# Of everybody together, for nobody is known here.
MOST = 200
WINDOW = timedelta(hours=1)


def tell_odd(
    session: Session,
    version: InstrumentVersion,
    item_key: str,
    words: str,
    *,
    language: str,
    key: UUID,
) -> None:
    """Keep that a question reads oddly, once for each form (``key``).

    The language that is kept is the one in which the question is there.

    Raises:
        NotFound: there is no such question.
        Invalid: the words are too long.
        TooMany: very much was told about this version within an hour.
    """
    instrument = instrument_of(version)
    item = instrument.by_key.get(item_key)
    if item is None:
        raise NotFound("instrument.unknown", slug="")
    if len(words.strip()) > LONGEST:
        raise Invalid("odd.too_long")
    limits.count_attempt(session, "odd", str(version.id), most=MOST, within=WINDOW)
    told = OddQuestion(
        id=key,
        instrument_version_id=version.id,
        item_key=item_key,
        language=language if item.label.get(language) else instrument.default_language,
        words=words.strip(),
    )
    add_once(session, told)


def mark_seen(session: Session, odd_id: UUID) -> None:
    """Note that a facilitator has dealt with it; a second time changes nothing.

    Raises:
        NotFound: nobody told this.
    """
    moved = rows_changed(
        session,
        update(OddQuestion).where(OddQuestion.id == odd_id).values(state=OddState.SEEN),
    )
    if not moved:
        raise NotFound("odd.unknown")
