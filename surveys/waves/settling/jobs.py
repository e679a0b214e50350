"""The settling that follows a Send, when enough wait, and that of a wave's last few."""

import logging
from collections.abc import Callable
from functools import partial

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.db import begin_writing, db
from surveys.waves.models import Arriving, SpentToken
from surveys.waves.roll.jobs import rewrite_roll
from surveys.waves.settling.queries import waiting_beyond
from surveys.waves.settling.service import CODES_SPENT, settle, settle_counts

OVER = "settling"
"""The name of the look at waves that are over, for the bell."""

_log = logging.getLogger(__name__)


def settle_now(wave_id: int) -> None:
    """Write the answers of a wave anew, in a transaction of its own.

    What was sent is kept already: if this fails, the next Send does it.
    """
    _do_now(lambda session: settle(session, wave_id))


def settle_counts_now(wave_id: int) -> None:
    """Write the counts anew, likewise."""
    _do_now(lambda session: settle_counts(session, wave_id))


def settle_over() -> None:
    """Write anew what waits of waves whose last day is over, though it is few.

    A worker looks every minute. Whoever closes such a wave may do so weeks later.
    """
    session = db.session()
    answers = waiting_beyond(session, Arriving)
    counts = waiting_beyond(session, SpentToken)
    session.rollback()
    for wave_id in answers:
        _do_now(partial(settle, wave_id=wave_id, however_few=True))
    for wave_id in counts:
        _do_now(partial(settle_counts, wave_id=wave_id, however_few=True))


def _do_now(act: Callable[[Session], object]) -> None:
    try:
        begin_writing(db.session)
        act(db.session())
        db.session.commit()
    except DBAPIError as error:
        db.session.rollback()
        _log.error("settling: %s", type(error.orig).__name__)


@event.listens_for(db.session, "after_commit")
def _settle_roll(session: Session) -> None:
    """Write the roll anew once the answers were, apart from them."""
    if session.in_nested_transaction() or not session.info.pop(CODES_SPENT, False):
        return
    try:
        rewrite_roll()
    except DBAPIError as error:
        _log.error("roll: %s", type(error.orig).__name__)
