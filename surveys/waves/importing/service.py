"""Keeps answers collected elsewhere, all or none."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, union_all
from sqlalchemy.orm import Session

from core.errors import Conflict
from surveys.instruments.questionnaire import Instrument
from surveys.waves.anonymity import Anonymity
from surveys.waves.importing.rows import Taken
from surveys.waves.mode import Mode
from surveys.waves.models import Arriving, Response, Wave, WaveState
from surveys.waves.service import record_wave

_AT_ONCE = 500


def import_answers(  # noqa: PLR0913  # what an import is made of
    session: Session,
    wave: Wave,
    instrument: Instrument,
    rows: Sequence[Taken],
    *,
    mode: Mode,
    secret: str,
    role: str,
    actor_id: int | None = None,
) -> None:
    """Keep answers collected elsewhere, all or none, in no order of the file.

    The wave has to be open, whatever its days say. ``secret`` is the instance's:
    the stored key tells nobody else which row of the file it was.

    Raises:
        Conflict: the wave is not open, keeps no answers or takes one answer a code,
            or some of these rows came in before.
    """
    _refuse_unless_taking(wave)
    shared = {"wave_id": wave.id, "mode": mode}
    shared["consent_version"] = instrument.consent.version
    made: list[dict[str, Any]] = [
        {
            **shared,
            "id": uuid4(),
            "submission_key": _key(secret, wave.slug, row.fingerprint),
            "language": row.language,
            "answers": dict(row.answers),
        }
        for row in rows
    ]
    before = _count_known(session, [each["submission_key"] for each in made])
    if before:
        raise Conflict("answers.imported_before", rows=len(made), before=before)
    if made:
        session.execute(insert(Response), sorted(made, key=lambda each: each["id"]))
    # How many is not for the log: a wave that is open has no figures.
    record_wave(session, "import_answers", wave, role, actor_id)


def _refuse_unless_taking(wave: Wave) -> None:
    if wave.state != WaveState.OPEN:
        raise Conflict("wave.closed")
    if wave.anonymity == Anonymity.COUNTERS:
        raise Conflict("counters.no_answers", slug=wave.slug)
    if wave.anonymity == Anonymity.CODED:
        # Each answer in it is that of one code; nobody could say whose these are.
        raise Conflict("answers.needs_codes", slug=wave.slug)


def _key(secret: str, slug: str, fingerprint: str) -> str:
    text = f"import:{slug}:{fingerprint}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def _count_known(session: Session, keys: Sequence[str]) -> int:
    """Return how many of these submission keys are stored already."""
    return sum(
        len(
            session.scalars(
                union_all(
                    *(
                        select(table.submission_key).where(
                            table.submission_key.in_(part)
                        )
                        for table in (Response, Arriving)
                    )
                )
            ).all()
        )
        for part in _parts(keys)
    )


def _parts(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
