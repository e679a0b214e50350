"""Moves open texts out of the responses when a wave is frozen, and deletes them.

The database moves them by itself, so that no process holds them all and nobody sees
which came from where. The responses are then written anew: a gap in a page would
tell how long the text was that stood there.
"""

from collections.abc import Iterator
from secrets import token_hex
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    cast,
    delete,
    false,
    func,
    insert,
    literal,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Session
from sqlalchemy.types import JSON, Text

from core import audit
from core.db import empty_log_on_commit, rows_changed
from surveys.findings.alike import banded
from surveys.findings.coding.models import CodingSet, OpenText
from surveys.findings.coding.texts.taken import keys_taken
from surveys.instruments.own_words import (
    CONSENTS,
    QUOTE_CONSENT,
    may_ask_to_quote,
    text_keys,
)
from surveys.instruments.queries import instrument_of
from surveys.waves.models import Response, Wave, WaveState
from surveys.waves.queries import plan_of_wave
from surveys.waves.queries import wave as wave_called
from surveys.waves.rewriting.service import write_anew

_COLUMNS = ["id", "wave_id", "item_key", "language", "text", "may_quote"]


def move_open_texts(session: Session, wave: Wave) -> int:
    """Move the texts of a closed wave to where nothing leads back from them.

    To be called once its tables are counted, in the transaction that freezes it.
    Each question that somebody answered in words gets a set to be coded.

    Args:
        session: of the caller, who commits.
        wave: loaded with its version.

    Returns:
        How many texts were moved.
    """
    instrument = instrument_of(wave.version)
    keys = text_keys(instrument)
    if not keys:
        return 0
    _lock(session)
    _copy(session, wave.id, keys, quotable=may_ask_to_quote(instrument))
    moved = _make_sets(session, wave.id)
    if moved:
        _take_out(session, wave)
        empty_log_on_commit(session)
    return moved


def delete_open_texts(
    session: Session, wave: Wave, *, role: str, actor_id: int | None = None
) -> int:
    """Delete the texts of a wave for good, with all codings of them.

    What was published of them stays. How many there were stands in the log, as
    fewer than ten where they were. A wave that was frozen before texts stood apart
    has them in its responses still: they are taken out there.
    """
    texts = delete(OpenText).where(OpenText.wave_id == wave.id)
    deleted = rows_changed(session, texts)
    if wave.state == WaveState.FROZEN:
        deleted += _delete_in_responses(session, wave)
    empty_log_on_commit(session)
    audit.record(
        session,
        "texts.delete",
        f"wave:{wave.slug}",
        role=role,
        actor_id=actor_id,
        texts=banded(deleted),
    )
    return deleted


def _delete_in_responses(session: Session, wave: Wave) -> int:
    """Take texts out of the responses of a wave; return how many there were."""
    wave = wave_called(session, wave.slug)  # with its version, whoever asks
    keys = text_keys(instrument_of(wave.version))
    if not keys:
        return 0
    _lock(session)
    texts = union_all(
        *(_texts_of(session, wave.id, key, quotable=False) for key in keys)
    ).subquery()
    left = session.scalar(select(func.count()).select_from(texts)) or 0
    if left:
        _take_out(session, wave)
    return left


def _lock(session: Session) -> None:
    """Keep others from the responses: who asks for more later waits for them."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE response IN ACCESS EXCLUSIVE MODE"))


def _copy(
    session: Session, wave_id: int, keys: tuple[str, ...], *, quotable: bool
) -> None:
    """Copy all texts in one statement, in the order of new random keys."""
    found = union_all(
        *(_texts_of(session, wave_id, key, quotable=quotable) for key in keys)
    ).order_by("new_key")
    session.execute(insert(OpenText).from_select(_COLUMNS, found))


def _texts_of(
    session: Session, wave_id: int, key: str, *, quotable: bool
) -> Select[Any]:
    """Return the texts that answer one question; a blank one is none."""
    words = Response.answers[key].as_string()
    said = Response.answers[QUOTE_CONSENT].as_string().in_(CONSENTS)
    may_quote = func.coalesce(said, false()) if quotable else false()
    return select(
        _new_key(session).label("new_key"),
        Response.wave_id,
        literal(key).label("item_key"),
        Response.language,
        words.label("words"),
        may_quote.label("may_quote"),
    ).where(Response.wave_id == wave_id, func.trim(words) != "")


def _make_sets(session: Session, wave_id: int) -> int:
    """Make a set of each question that has texts; return how many texts there are."""
    counted = session.execute(
        select(OpenText.item_key, func.count())
        .where(OpenText.wave_id == wave_id)
        .group_by(OpenText.item_key)
        .order_by(OpenText.item_key)
    ).all()
    session.add_all(
        CodingSet(wave_id=wave_id, item_key=key, texts=texts, salt=token_hex(32))
        for key, texts in counted
    )
    session.flush()
    return sum(texts for _key, texts in counted)


def _take_out(session: Session, wave: Wave) -> None:
    """Take texts, and what tells of them, out of every response, and write all anew."""
    keys = keys_taken(instrument_of(wave.version), plan_of_wave(wave))
    for part in _parts(session):
        session.execute(
            update(Response)
            .where(Response.wave_id == wave.id, *part)
            .values(answers=_without(session, keys))
            .execution_options(synchronize_session=False)
        )
    write_anew(session, Response.__tablename__, Response.id.key)


def _parts(session: Session) -> Iterator[list[ColumnElement[bool]]]:
    """Yield conditions that part the responses by the first byte of their keys.

    To undo a statement alone SQLite keeps in memory what it changed: not all at once.
    PostgreSQL does not, and gets them all.
    """
    if session.get_bind().dialect.name == "postgresql":
        yield []
        return
    for first in range(256):
        least, most = first << 120, ((first + 1) << 120) - 1
        yield [Response.id.between(UUID(int=least), UUID(int=most))]


def _without(session: Session, keys: tuple[str, ...]) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "postgresql":
        names = cast(list(keys), ARRAY(Text))
        return cast(cast(Response.answers, JSONB).op("-")(names), JSON)
    paths = [literal(f'$."{key}"', Text) for key in keys]
    return func.json(func.json_remove(Response.answers, *paths))


def _new_key(session: Session) -> ColumnElement[Any]:
    """Return what makes a random key for each row, in the form that each one keeps."""
    if session.get_bind().dialect.name == "postgresql":
        return func.gen_random_uuid()
    return func.lower(func.hex(func.randomblob(16)))
