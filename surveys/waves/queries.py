"""What is read of waves. A page of the survey costs one statement."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import JSON, bindparam, case, exists, null, or_, select, type_coerce
from sqlalchemy.orm import Session, joinedload

from core.clock import today
from core.db import Document, Words
from core.errors import Conflict, NotFound
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import instrument_of, is_kept, parsed
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.strict_toml import Place
from surveys.waves.anonymity import Anonymity
from surveys.waves.counting.cells import without_own_words
from surveys.waves.models import Arriving, Response, SpentToken, Wave, WaveState
from surveys.waves.outreach.models import Channel
from surveys.waves.plan import Plan
from surveys.waves.plan_file import plan_of
from surveys.waves.sealed.models import WaveKey
from surveys.waves.secret_keys import answer_key

# What a wave was when last asked: a hint for the next query, and all there is
# to show while the database is away. Never a reason to let an answer in.
_MOST_KEPT = 256
_last: "dict[str, Fielded]" = {}
# Instruments without the question that a channel answers, by checksum and its key.
_shortened: dict[tuple[str, str], Instrument] = {}
# Codes that were found to be a channel of a wave, by its key: no made-up one.
_channels: set[tuple[int, str]] = set()

_WAVE, _VERSION = Wave.__table__.c, InstrumentVersion.__table__.c
_KEY, _CHANNEL = WaveKey.__table__.c, Channel.__table__.c

# Made once: to build a statement costs more than to run it.
_FIELDED = (
    select(
        _WAVE.id,
        _WAVE.slug,
        _WAVE.title,
        _WAVE.state,
        _WAVE.anonymity,
        _WAVE.opens_on,
        _WAVE.closes_on,
        _WAVE.method,
        _WAVE.plan["channel_item"].as_string().label("channel_item"),
        _VERSION.checksum,
        select(_KEY.public_key)
        .where(_KEY.wave_id == _WAVE.id)
        .scalar_subquery()
        .label("public_key"),
        exists()
        .where(_CHANNEL.wave_id == _WAVE.id, _CHANNEL.code == bindparam("channel"))
        .label("by_channel"),
        # The words of a version that is in memory are not read again.
        type_coerce(
            case(
                (_VERSION.checksum == bindparam("known"), null()), else_=_VERSION.body
            ),
            JSON,
        ).label("body"),
    )
    .where(_WAVE.instrument_version_id == _VERSION.id)
    .where(_WAVE.slug == bindparam("slug"), _WAVE.state != WaveState.DRAFT.value)
)
_FIELDED_LOCKED = _FIELDED.with_for_update(read=True, of=Wave.__table__)


@dataclass(frozen=True)
class Fielded:
    """An answerable wave as its pages need it: no ORM object, so nothing lazy."""

    id: int
    slug: str
    title: Words
    state: str
    anonymity: str
    opens_on: date | None
    closes_on: date | None
    method: Document
    channel_item: str | None
    checksum: str
    public_key: str | None
    instrument: Instrument


def fielded(
    session: Session, slug: str, *, channel: str = "", lock: bool = False
) -> Fielded:
    """Return a wave that was opened, with its questions, in one SELECT.

    Args:
        session: the page's session.
        slug: of the wave.
        channel: the code in somebody's address; it counts if it is one of this wave.
        lock: let nobody close it before this transaction ends.

    Raises:
        NotFound: there is none, or it was never opened.
    """
    last = _last.get(slug)
    known = last.checksum if last is not None and is_kept(last.checksum) else ""
    row = session.execute(
        _FIELDED_LOCKED if lock else _FIELDED,
        {"slug": slug, "known": known, "channel": channel},
    ).one_or_none()
    if row is None:
        raise NotFound("wave.unknown")
    found = dict(row._mapping)  # noqa: SLF001  # public in SQLAlchemy
    by_channel = found.pop("by_channel")
    del found["body"]
    _make_room()
    if by_channel:
        _channels.add((row.id, channel))
    instrument = parsed(row.checksum, row.body)
    if row.anonymity == Anonymity.COUNTERS:
        instrument = replace(instrument, items=without_own_words(instrument))
    _last[slug] = Fielded(**found, instrument=instrument)
    return as_asked(_last[slug], by_channel=by_channel)


def last_fielded(slug: str, channel: str = "") -> Fielded | None:
    """Return a wave as this process last saw it, without asking the database."""
    found = _last.get(slug)
    if found is None:
        return None
    return as_asked(found, by_channel=(found.id, channel) in _channels)


def as_asked(wave: Fielded, *, by_channel: bool) -> Fielded:
    """Return a wave as it is put to somebody who came in by one of its channels.

    Whoever used a channel's address is not asked where they heard of it.
    """
    counts_only = wave.anonymity == Anonymity.COUNTERS
    if not by_channel or wave.channel_item is None or counts_only:
        return wave
    key = (wave.checksum, wave.channel_item)
    if key not in _shortened:
        if len(_shortened) >= _MOST_KEPT:
            _shortened.clear()
        asked = tuple(e for e in wave.instrument.items if e.key != wave.channel_item)
        _shortened[key] = replace(wave.instrument, items=asked)
    return replace(wave, instrument=_shortened[key])


def _make_room() -> None:
    """Forget what waves were, before there are too many."""
    if len(_last) >= _MOST_KEPT:
        _last.clear()
    if len(_channels) >= _MOST_KEPT:
        _channels.clear()


def is_over(wave: Fielded) -> bool:
    """Tell whether a wave takes no more answers: it closed, or its last day is over."""
    past = wave.closes_on is not None and wave.closes_on < today()
    return wave.state != WaveState.OPEN or past


def refuse_unless_open(wave: Fielded) -> None:
    """Pass only while a wave takes answers on the web.

    Raises:
        Conflict: it closed, or opens on a later day.
    """
    if is_over(wave):
        raise Conflict("wave.closed")
    if wave.opens_on is not None and today() < wave.opens_on:
        raise Conflict("wave.not_yet")


def earlier_answers(session: Session, wave: Fielded, token: str) -> Document | None:
    """Return what is left of the answers that came in under a token, if any did.

    Of a wave that is frozen, what somebody wrote is not among them any more.
    """
    for table in (Response, Arriving):
        found: Document | None = session.scalar(
            select(table.answers).where(
                table.submission_key == answer_key(token), table.wave_id == wave.id
            )
        )
        if found is not None:
            return found
    return None


def is_counted(session: Session, wave: Fielded, token: str) -> bool:
    """Tell whether a form's answers are in the counts; after the close nobody knows."""
    mine = (SpentToken.key == answer_key(token)) & (SpentToken.wave_id == wave.id)
    return bool(session.scalar(select(exists().where(mine))))


def is_sent(session: Session, token: str) -> bool:
    """Tell whether a form's answers came in: they are kept, or counted."""
    key = answer_key(token)
    places = (Arriving.submission_key, Response.submission_key, SpentToken.key)
    found = [exists().where(place == key) for place in places]
    return bool(session.scalar(select(or_(*found))))


def wave(session: Session, slug: str) -> Wave:
    """Return a wave with its instrument's version, whatever its state."""
    found = session.scalar(
        select(Wave).where(Wave.slug == slug).options(joinedload(Wave.version))
    )
    if found is None:
        raise NotFound("wave.unknown", slug=slug)
    return found


def waves(session: Session) -> list[Wave]:
    """Return all waves, the newest first, with how far their questions are agreed."""
    version = joinedload(Wave.version)
    agreed = (
        version.load_only(InstrumentVersion.state, InstrumentVersion.number),
        version.joinedload(InstrumentVersion.instrument),
    )
    return list(session.scalars(select(Wave).options(*agreed).order_by(Wave.id.desc())))


def wave_slugs(session: Session) -> set[str]:
    """Return the names that waves have."""
    return set(session.scalars(select(Wave.slug)))


def open_waves(session: Session) -> list[Wave]:
    """Return the waves that take answers today, those that close first first."""
    day = today()
    return list(
        session.scalars(
            select(Wave)
            .where(
                Wave.state == WaveState.OPEN,
                Wave.opens_on.is_(None) | (Wave.opens_on <= day),
                Wave.closes_on.is_(None) | (Wave.closes_on >= day),
            )
            .order_by(Wave.closes_on, Wave.id)
        )
    )


def plan_of_wave(wave: Wave) -> Plan:
    """Return the analysis plan of a wave that was loaded with its version."""
    return plan_of(Place(wave.slug), wave.plan, instrument_of(wave.version))
