"""Writes answers anew in the order of their random keys, so that nothing tells when.

What each database would otherwise keep, and how it was measured: docs/privacy.md.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from core.db import empty_log_on_commit
from surveys.waves.anonymity import Anonymity
from surveys.waves.double_entry.models import PaperEntry
from surveys.waves.models import Arriving, ChannelCount, Response, SpentToken, Wave
from surveys.waves.rewriting.service import write_anew
from surveys.waves.settling.queries import is_settling_due

_KEPT = ("wave_id", "submission_key", "language", "mode", "consent_version", "answers")

CODES_SPENT = "codes_spent"
"""What a session is told when the roll is to be written anew after its commit."""


def settle(session: Session, wave_id: int, *, however_few: bool = False) -> bool:
    """Write the answers of a wave anew, if enough of them wait; tell whether they did.

    To be called in a transaction of its own, after the one that kept an answer;
    ``however_few`` wait where nobody can answer any more.
    """
    _lock(session, wave_id)
    lock_arriving(session)
    if not however_few and not is_settling_due(session, wave_id):
        return False  # a colleague in another process was faster
    _count_channels(session, wave_id)
    session.execute(
        update(Arriving)
        .where(Arriving.wave_id == wave_id, Arriving.settled.is_(False))
        .values(channel=None, settled=True)
        .execution_options(synchronize_session=False)
    )
    _note_codes(session, wave_id)
    rewrite_arriving(session)
    return True


def settle_counts(session: Session, wave_id: int, *, however_few: bool = False) -> bool:
    """Write the counts anew, if enough people were added to those of a wave since.

    Likewise in a transaction of its own.
    """
    if session.get_bind().dialect.name == "postgresql":
        # In the order in which a Send writes into them.
        for table in ("spent_token", "counter"):
            session.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
    if not however_few and not is_settling_due(session, wave_id, SpentToken):
        return False  # as above
    session.execute(
        update(SpentToken)
        .where(SpentToken.wave_id == wave_id, SpentToken.settled.is_(False))
        .values(settled=True)
        .execution_options(synchronize_session=False)
    )
    rewrite_counts(session)
    return True


def move_to_responses(session: Session, wave_id: int) -> None:
    """Move all answers of a wave that closes to where they stay, under new keys.

    How they came in and how their owners could have found them is left behind.
    """
    lock_arriving(session)
    _count_channels(session, wave_id)
    # In the database, so that no process has to hold all of them.
    key = _new_key(session).label("new_key")
    found = (
        select(key, *(getattr(Arriving, name) for name in _KEPT))
        .where(Arriving.wave_id == wave_id)
        .order_by(key)
    )
    session.execute(insert(Response).from_select(["id", *_KEPT], found))
    session.execute(delete(Arriving).where(Arriving.wave_id == wave_id))
    session.execute(delete(SpentToken).where(SpentToken.wave_id == wave_id))
    _note_codes(session, wave_id)
    rewrite_arriving(session)
    rewrite_counts(session)


def drop_paper(session: Session, wave_id: int) -> int:
    """Forget the paper forms of a wave that were typed once; return how many.

    To be called before anything that locks answers: who types a second form holds
    its first typing, and then asks for those.
    """
    table = PaperEntry.__tablename__
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
    mine = PaperEntry.wave_id == wave_id
    waiting = session.scalar(select(func.count()).where(mine)) or 0
    if waiting:
        session.execute(delete(PaperEntry).where(mine))
        write_anew(session, table, PaperEntry.id.key)
        empty_log_on_commit(session)
    return waiting


def rewrite_arriving(session: Session) -> None:
    """Write the answers of all open waves anew, in the order of their keys."""
    write_anew(session, Arriving.__tablename__, Arriving.id.key)
    empty_log_on_commit(session)


def rewrite_counts(session: Session) -> None:
    """Write the counts anew: who was added last is in no row, page or log any more."""
    # In the order in which a Send writes into them.
    write_anew(session, "spent_token", "key")
    write_anew(session, "counter", "wave_id, item, answer, people_of")
    empty_log_on_commit(session)


def lock_arriving(session: Session) -> None:
    """Let nobody else write answers before this transaction ends, where many can.

    Whoever rewrites the table after a change of their own asks for it first: two
    who ask for it last would wait for each other.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE arriving IN ACCESS EXCLUSIVE MODE"))


def _lock(session: Session, wave_id: int) -> None:
    session.execute(select(Wave.id).where(Wave.id == wave_id).with_for_update())


def _new_key(session: Session) -> ColumnElement[Any]:
    """Return what makes a random key for each row, in the form that each one keeps."""
    if session.get_bind().dialect.name == "postgresql":
        return func.gen_random_uuid()
    return func.lower(func.hex(func.randomblob(16)))


def _note_codes(session: Session, wave_id: int) -> None:
    anonymity = session.scalar(select(Wave.anonymity).where(Wave.id == wave_id))
    if anonymity == Anonymity.CODED:
        session.info[CODES_SPENT] = True


def _count_channels(session: Session, wave_id: int) -> None:
    """Add the channels of the answers that wait to the counts, and to nothing else."""
    found = (
        select(Arriving.wave_id, Arriving.channel, func.count())
        .where(Arriving.wave_id == wave_id, Arriving.channel.is_not(None))
        .group_by(Arriving.wave_id, Arriving.channel)
    )
    columns = ["wave_id", "channel", "people"]
    at, more = (
        columns[:2],
        {"people": ChannelCount.people + literal_column("excluded.people")},
    )
    if session.get_bind().dialect.name == "postgresql":
        on_postgresql = insert_postgresql(ChannelCount).from_select(columns, found)
        session.execute(
            on_postgresql.on_conflict_do_update(index_elements=at, set_=more)
        )
    else:
        on_sqlite = insert_sqlite(ChannelCount).from_select(columns, found)
        session.execute(on_sqlite.on_conflict_do_update(index_elements=at, set_=more))
