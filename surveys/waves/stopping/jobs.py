"""Counts a page turn of somebody who agreed to it; now and then, writes a batch."""

import logging

from sqlalchemy.exc import DBAPIError

from core.clock import now
from core.db import begin_writing, db
from core.shared_counts import SharedCounts
from core.web import after_reply
from surveys.waves.queries import Fielded
from surveys.waves.stopping.pages import is_further
from surveys.waves.stopping.service import add_batch
from surveys.waves.stopping.waiting import Moves, waiting

_log = logging.getLogger(__name__)

# A form leaves each page once: a double tap or a reload is known for an hour, in
# memory, under a salt that is thrown away.
_left = SharedCounts()


def note_turn(
    wave: Fielded, token: str | None, furthest: str | None, at: str
) -> str | None:
    """Count that somebody came to a page, and return the furthest one they know now.

    ``furthest`` is the one before, None for whoever did not agree: then nothing is
    done. One turn in many writes, once ten more people have begun and its page has
    gone out; without a page it ends the present transaction, which may not write.
    """
    if furthest is None or not is_further(wave.instrument, at, furthest):
        return furthest
    if token is not None and _left.count("left", f"{token} {furthest}", now()) == 1:
        batch = waiting.add(wave.id, {furthest: -1, at: 1})
        if batch:
            after_reply(lambda: _write(wave.id, batch))
    return at


def _write(wave_id: int, batch: Moves) -> None:
    """Write a batch in a transaction of its own; if this fails, the next turn does."""
    try:
        db.session.rollback()  # what was read for this page is in memory
        begin_writing(db.session)
        add_batch(db.session(), wave_id, batch)
        db.session.commit()
    except DBAPIError as error:
        db.session.rollback()
        waiting.put_back(wave_id, batch)
        _log.error("where people stop: %s", type(error.orig).__name__)
