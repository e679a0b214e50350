"""The settling that follows a Send, when enough answers wait."""

import logging

from sqlalchemy.exc import DBAPIError

from core.db import begin_writing, db
from surveys.waves.settling.service import settle

_log = logging.getLogger(__name__)


def settle_now(wave_id: int) -> None:
    """Write the answers of a wave anew, in a transaction of its own.

    What was sent is kept already: if this fails, the next Send does it.
    """
    try:
        begin_writing(db.session)
        settle(db.session(), wave_id)
        db.session.commit()
    except DBAPIError as error:
        db.session.rollback()
        _log.error("settling: %s", type(error.orig).__name__)
