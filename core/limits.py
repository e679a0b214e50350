"""Limits on tries: counters in the database, right across workers, without addresses.

What is counted is a key that the caller makes (a pseudonym, never an address).
A hash of it is stored, so that a glance at the table shows nobody's name; it is
no secret from somebody who has the table and tries names. The row is gone with
the next try after its window is over.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import String, delete
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import now
from core.db import Base
from core.errors import TooMany


class Attempt(Base):
    """How often something was tried within a window."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_ends_at: Mapped[datetime] = mapped_column(index=True)
    times: Mapped[int] = mapped_column(default=1)


def count_attempt(
    session: Session, matter: str, key: str, *, most: int, within: timedelta
) -> None:
    """Count one try, and refuse when there were too many in this window.

    Raises:
        TooMany: ``most`` tries of this key were counted within ``within`` already.
    """
    moment = now()
    # A window that ends too late was begun by a clock that went wrong and back.
    ended = (Attempt.window_ends_at <= moment) | (
        (Attempt.key == _hashed(matter, key))
        & (Attempt.window_ends_at > moment + within)
    )
    session.execute(delete(Attempt).where(ended))
    insert = (
        insert_postgresql
        if session.get_bind().dialect.name == "postgresql"
        else insert_sqlite
    )
    times = session.scalar(
        insert(Attempt)
        .values(key=_hashed(matter, key), window_ends_at=moment + within, times=1)
        .on_conflict_do_update(
            index_elements=[Attempt.key], set_={"times": Attempt.times + 1}
        )
        .returning(Attempt.times)
    )
    if times is not None and times > most:
        raise TooMany(matter)


def _hashed(matter: str, key: str) -> str:
    return sha256(f"{matter}\0{key}".encode()).hexdigest()
