"""The life of a wave, and the way that a person's answers come in."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from core import audit
from core.clock import today
from core.constraints import flush_or
from core.db import Base, rows_changed
from core.errors import Conflict, Invalid
from surveys.instruments.blanks import blanks
from surveys.instruments.models import InstrumentVersion, VersionState
from surveys.instruments.queries import instrument_of, version_of
from surveys.instruments.questionnaire import Answers, Instrument
from surveys.instruments.strict_toml import Place
from surveys.waves.anonymity import Anonymity
from surveys.waves.counting.cells import uncountable
from surveys.waves.mode import Mode
from surveys.waves.models import Arriving, Wave, WaveState
from surveys.waves.plan import Plan
from surveys.waves.plan_file import plan_of, refuse_channel_item
from surveys.waves.queries import Fielded, refuse_unless_open
from surveys.waves.sealed.service import drop_key, make_key
from surveys.waves.secret_keys import answer_key
from surveys.waves.settling.service import drop_paper, move_to_responses
from surveys.waves.stopping.service import add_last
from surveys.waves.stopping.waiting import waiting

# Made once: to build a statement costs more than to run it.
_ARRIVING = Base.metadata.tables[Arriving.__tablename__]
_ONCE = ["submission_key"]
_INSERTS = {
    "postgresql": insert_postgresql(_ARRIVING)
    .on_conflict_do_nothing(index_elements=_ONCE)
    .returning(_ARRIVING.c.id),
    "sqlite": insert_sqlite(_ARRIVING)
    .on_conflict_do_nothing(index_elements=_ONCE)
    .returning(_ARRIVING.c.id),
}


class Receipt(StrEnum):
    """What became of answers that were sent."""

    NEW = "new"
    REPEAT = "repeat"
    CHANGED = "changed"


def create_wave(  # noqa: PLR0913  # what a wave is made of
    session: Session,
    slug: str,
    version: InstrumentVersion,
    plan: Mapping[str, Any],
    *,
    role: str,
    actor_id: int | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
    anonymity: Anonymity = Anonymity.OPEN,
) -> Wave:
    """Make a wave in draft from an instrument's version and its analysis plan.

    The plan has the shape of ``surveys.waves.plan_file``. Without days the wave lasts
    from when it is opened to when it is closed. No verb changes its anonymity.

    Raises:
        Conflict: there is a wave of this name.
        Invalid: it would end before it begins, or its tables cannot be counted at once.
        FileRefused: the plan does not hold.
    """
    if opens_on and closes_on and closes_on < opens_on:
        raise Invalid("wave.ends_before_it_begins")
    read = _read(Place(slug), plan, instrument_of(version), anonymity)
    wave = Wave(
        slug=slug,
        anonymity=anonymity,
        title=dict(read.title),
        instrument_version_id=version.id,
        opens_on=opens_on,
        closes_on=closes_on,
        plan=dict(plan),
        method={key: dict(words) for key, words in read.method.items()},
    )
    _add(session, wave, slug)
    promised = {"instrument": version.checksum, "anonymity": str(anonymity)}
    record_wave(session, "create", wave, role, actor_id, **promised)
    return wave


def _read(
    place: Place, raw: Mapping[str, Any], instrument: Instrument, anonymity: Anonymity
) -> Plan:
    """Return a plan, if a wave that keeps so much can follow it."""
    plan = plan_of(place, raw, instrument)
    if anonymity is Anonymity.COUNTERS:
        refuse_channel_item(place, raw)
        found = uncountable(plan, instrument)
        if found is not None:
            raise Invalid(found[0], key=found[1])
    return plan


def _add(session: Session, wave: Wave, slug: str) -> None:
    session.add(wave)
    flush_or(session, Conflict("wave.exists", slug=slug))


def open_wave(
    session: Session, wave: Wave, *, role: str, actor_id: int | None = None
) -> None:
    """Let answers in, from today unless an earlier or later day was set.

    Raises:
        Conflict: it is not in draft (any more), nobody agreed to its questions, or
            words in [brackets] are left to be filled in.
    """
    version = version_of(session, wave.instrument_version_id)
    if version.state != VersionState.AGREED:
        raise Conflict("wave.not_agreed", slug=wave.slug)
    left = blanks(instrument_of(version))
    if left:
        raise Conflict("wave.blanks_left", slug=wave.slug, words=left[0].words)
    _move(session, wave, WaveState.DRAFT, WaveState.OPEN)
    if wave.opens_on is None:
        wave.opens_on = today()
    make_key(session, wave.id)
    record_wave(session, "open", wave, role, actor_id)


def close_wave(
    session: Session, wave: Wave, *, role: str, actor_id: int | None = None
) -> int:
    """Let no more answers in, for good; its last day is today at the latest.

    The answers go where they stay, and nobody can find theirs again. What still waits
    on a phone can never be read from now on: its key is gone. So are paper forms that
    only one person has typed; return how many, for whoever closes.

    Raises:
        Conflict: it is not open (any more).
    """
    _move(session, wave, WaveState.OPEN, WaveState.CLOSED)
    forgotten = drop_paper(session, wave.id)
    move_to_responses(session, wave.id)
    add_last(session, wave.id, waiting.take(wave.id))
    if wave.closes_on is None or wave.closes_on > today():
        wave.closes_on = today()
    drop_key(session, wave.id)
    record_wave(session, "close", wave, role, actor_id)
    return forgotten


def record_codes(
    session: Session,
    wave: Wave,
    count: int,
    *,
    role: str,
    actor_id: int | None = None,
) -> None:
    """Note in the public log how many people are about to be let in by codes.

    Raises:
        Conflict: the wave needs no codes, or takes no more answers.
    """
    if wave.anonymity != Anonymity.CODED:
        raise Conflict("wave.not_coded", slug=wave.slug)
    if wave.state not in {WaveState.DRAFT, WaveState.OPEN}:
        raise Conflict(f"wave.is_{wave.state}", slug=wave.slug)
    record_wave(session, "issue_codes", wave, role, actor_id, codes=count)


def submit_response(  # noqa: PLR0913  # what a response is made of
    session: Session,
    wave: Fielded,
    answers: Answers,
    *,
    token: str,
    language: str,
    mode: Mode = Mode.WEB,
    channel: str | None = None,
    receipt_key: str | None = None,
    admitted: bool = False,
) -> Receipt:
    """Keep one person's answers; the same once more is the same receipt.

    One INSERT, and one SELECT where the token came before; only its hash is kept.
    ``admitted``: a one-time code was spent, where one is needed.

    Raises:
        Conflict: the wave is not open, or other answers came in under this token.
        Invalid: an answer does not stand (``problems`` by item key), there is none,
            or no code was spent.
    """
    refuse_unless_open(wave)
    _refuse_unless_admitted(wave, admitted=admitted)
    body, key = standing(wave.instrument, answers), answer_key(token)
    row = {
        "wave_id": wave.id,
        "submission_key": key,
        "language": language,
        "mode": mode,
        "consent_version": wave.instrument.consent.version,
        "answers": body,
        "channel": channel,
        "receipt_key": receipt_key,
    }
    kept = session.execute(_INSERTS[session.get_bind().dialect.name], row)
    if kept.first() is None:
        _refuse_unless_same(session, key, wave.id, body)
        return Receipt.REPEAT
    return Receipt.NEW


def _refuse_unless_admitted(wave: Fielded, *, admitted: bool) -> None:
    if wave.anonymity == Anonymity.COUNTERS:
        raise Invalid("counters.no_answers")
    if wave.anonymity == Anonymity.CODED and not admitted:
        raise Invalid("code.missing")


def standing(instrument: Instrument, answers: Answers) -> dict[str, Any]:
    """Return the answers to keep: those asked for, each of which stands.

    Raises:
        Invalid: one does not (``problems`` by item key), or there is none.
    """
    body = instrument.clean(answers)
    problems = instrument.check(body)
    if problems:
        raise Invalid("response.problems", problems=problems)
    if not body:
        raise Invalid("response.empty")
    return instrument.complete(body)


def _refuse_unless_same(
    session: Session, key: str, wave_id: int, body: Mapping[str, Any]
) -> None:
    """Pass where this very response is stored under a submission key already."""
    earlier = session.execute(
        select(Arriving.wave_id, Arriving.answers).where(Arriving.submission_key == key)
    ).one()
    if tuple(earlier) != (wave_id, body):
        raise Conflict("response.other_answers")


def _move(session: Session, wave: Wave, before: WaveState, after: WaveState) -> None:
    """Change the state, unless a colleague was faster: the UPDATE decides."""
    moved = rows_changed(
        session,
        update(Wave)
        .where(Wave.id == wave.id, Wave.state == before)
        .values(state=after)
        .execution_options(synchronize_session=False),
    )
    session.refresh(wave, ["state", "opens_on", "closes_on"])
    if not moved:
        raise Conflict(f"wave.is_{wave.state}", slug=wave.slug)


def record_wave(
    session: Session,
    verb: str,
    wave: Wave,
    role: str,
    actor_id: int | None,
    **facts: object,
) -> None:
    """Record in the public log what became of a wave."""
    audit.record(
        session,
        f"wave.{verb}",
        f"wave:{wave.slug}",
        role=role,
        actor_id=actor_id,
        **facts,
    )
