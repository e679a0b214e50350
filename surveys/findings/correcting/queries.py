"""The answers of a wave as they are to be counted, corrections included."""

import json
from collections.abc import Iterator

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session, undefer

from surveys.findings.columns import Written
from surveys.findings.correcting.changes import NO_CHANGES, Changes
from surveys.findings.models import Release
from surveys.waves.models import Response

READ_AT_ONCE = 2_000


def read_answers(
    session: Session, wave_id: int, changes: Changes = NO_CHANGES
) -> Iterator[Written]:
    """Yield answers, some at a time, in the order of their keys; retyped ones last."""
    rows = session.execute(
        select(cast(Response.answers, Text), Response.language, Response.mode)
        .where(Response.wave_id == wave_id, Response.id.not_in(changes.touched))
        .order_by(Response.id),
        execution_options={"yield_per": READ_AT_ONCE},
    )
    yield from rows
    if changes.retype:
        yield from _retyped(session, wave_id, changes)


def known_responses(session: Session, wave_id: int, changes: Changes) -> int:
    """Count the responses of a wave that changes are about: 1 SELECT."""
    found = session.scalar(
        select(func.count()).where(
            Response.wave_id == wave_id, Response.id.in_(changes.touched)
        )
    )
    return found or 0


def releases_of(session: Session, wave_id: int) -> list[Release]:
    """Return every release of a wave, the first one first: 1 SELECT."""
    return list(
        session.scalars(
            select(Release)
            .where(Release.wave_id == wave_id)
            .options(undefer(Release.changes))
            .order_by(Release.number)
        )
    )


def _retyped(session: Session, wave_id: int, changes: Changes) -> Iterator[Written]:
    rows = session.execute(
        select(Response.id, Response.answers, Response.language, Response.mode)
        .where(Response.wave_id == wave_id, Response.id.in_(changes.retype))
        .order_by(Response.id)
    )
    for key, answers, language, mode in rows:
        said = answers | dict(changes.retype[key])
        kept = {item: value for item, value in said.items() if value != ""}
        yield json.dumps(kept), language, mode
