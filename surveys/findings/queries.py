"""What is read of findings. A results page costs at most three statements."""

from collections.abc import Collection, Iterator
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, exists, or_, select, true
from sqlalchemy.orm import Session, aliased, contains_eager, defer, joinedload

from core.clock import today
from core.db import Document
from core.errors import NotAllowed, NotFound
from core.facts import Facts, facts_of, mark_of, row_text
from surveys.findings.models import FrozenResult, Release
from surveys.instruments.models import Instrument, InstrumentVersion
from surveys.instruments.queries import parsed, unless_kept
from surveys.waves.models import Wave, WaveState

FEW = 20
"""Tables that are in memory at once while a file of all of them goes out."""

WHY_NOT: dict[str | None, str] = {
    WaveState.OPEN: "results.wave_open",
    WaveState.CLOSED: "results.wave_closed",
    WaveState.FROZEN: "results.not_published",
}
"""Why a wave has no public results, by its state; a draft is nobody's business."""

SHOWN_OF_WAVE = Wave.id, Wave.slug, Wave.title, Wave.opens_on, Wave.closes_on
"""What a page that names a wave shows of it, for its mark."""

_SHOWN_OF_VERSION = InstrumentVersion.checksum, InstrumentVersion.agreed_on
_of_wave = contains_eager(Release.wave)
_WITHOUT_DOCUMENTS = _of_wave.options(
    defer(Wave.method),
    contains_eager(Wave.version).defer(InstrumentVersion.body),
)


def is_public(release: type[Release] = Release) -> ColumnElement[bool]:
    """Say in SQL that everybody may read a release on the day on which it is asked."""
    day = bindparam(None, callable_=today, type_=release.embargo_until.type)
    over = or_(release.embargo_until.is_(None), release.embargo_until <= day)
    return release.published_at.is_not(None) & over


def is_readable(
    release: type[Release] = Release, *, early: bool
) -> ColumnElement[bool]:
    """Say in SQL that somebody may read a release, before everybody does or with them.

    ``early`` is for those who read before everybody does.
    """
    return release.published_at.is_not(None) if early else is_public(release)


def is_newest(*, early: bool = False) -> ColumnElement[bool]:
    """Say in SQL that no correction which one may read stands in a release's place."""
    later = _another_release()
    return ~exists().where(
        later.wave_id == Release.wave_id,
        later.number > Release.number,
        is_readable(later, early=early),
    )


@cache
def _another_release() -> type[Release]:
    """Return releases under another name, made once: that costs more than its use."""
    return aliased(Release)


def told_of_release() -> Select[str]:
    """Select what a page shows of the ``release`` it is about: one row, as a text."""
    return (
        row_text(Release, *SHOWN_OF_WAVE, *_SHOWN_OF_VERSION)
        .join(Release.wave)
        .join(Wave.version)
        .where(Release.id == bindparam("release"))
    )


def published_releases(session: Session, *, early: bool = False) -> list[Release]:
    """Return the releases of today with their waves, the newest first: 1 SELECT.

    ``early`` is for those who read before everybody does.
    """
    return list(session.scalars(_all_published(early=early)))


def told_of_published(session: Session, *, early: bool = False) -> str:
    """Return a mark of the releases of today, and of their waves: 1 SELECT."""
    return mark_of(session, _facts_of_published(early=early))


@cache
def _facts_of_published(*, early: bool) -> Facts:
    return facts_of(
        row_text(Release, *SHOWN_OF_WAVE)
        .join(Release.wave)
        .where(is_readable(early=early), is_newest(early=early))
    )


@cache
def _all_published(*, early: bool) -> Select[Release]:
    """Select what ``published_releases`` returns; built once, for that costs more."""
    return (
        select(Release)
        .where(is_readable(early=early), is_newest(early=early))
        .options(joinedload(Release.wave))
        .order_by(Release.published_at.desc(), Release.id.desc())
    )


def release_of(session: Session, slug: str) -> Release:
    """Return the newest release of a wave, public or not, with its wave: 1 SELECT.

    Raises:
        NotFound: the wave is not known, or not frozen yet.
    """
    found = session.scalar(
        select(Release)
        .join(Release.wave)
        .join(Wave.version)
        .where(Wave.slug == slug)
        .options(contains_eager(Release.wave).contains_eager(Wave.version))
        .order_by(Release.number.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound("results.unknown", slug=slug)
    return found


def published_release(
    session: Session, slug: str, number: int | None = None, *, early: bool = False
) -> Release:
    """Return the newest published release of a wave, or a certain one: 1 SELECT.

    With its wave and version, whose documents are large and read only if need be.
    ``early`` is for those who read before everybody does.

    Raises:
        NotFound: nothing is published of such a wave; the code says how far it is.
        NotAllowed: others read it first; ``until`` says how long.
    """
    found_by = {"slug": slug} if number is None else {"slug": slug, "number": number}
    wanted = _published(early=early, numbered=number is not None)
    row = session.execute(wanted, found_by).first()
    if row is None:
        raise _why_not(session, slug, number)
    found: Release = row[0]
    body = row[1]
    if body is not None:
        parsed(found.wave.version.checksum, body)
    return found


@cache
def _published(*, early: bool, numbered: bool) -> Select[Release, Document | None]:
    """Select what ``published_release`` returns; built once, for that costs more."""
    return (
        select(Release, unless_kept())
        .join(Release.wave)
        .join(Wave.version)
        .where(Wave.slug == bindparam("slug"), is_readable(early=early))
        .where(Release.number == bindparam("number") if numbered else true())
        .options(_WITHOUT_DOCUMENTS)
        .order_by(Release.number.desc())
        .limit(1)
    )


def _why_not(session: Session, slug: str, number: int | None) -> NotFound | NotAllowed:
    """Return why a wave has no results that this reader may see: 2 SELECTs."""
    until = session.scalar(
        select(Release.embargo_until)
        .join(Release.wave)
        .where(Wave.slug == slug, Release.published_at.is_not(None), ~is_public())
    )
    if until is not None:
        return NotAllowed("results.embargo", until=until, day=until)
    state = session.scalar(select(Wave.state).where(Wave.slug == slug))
    if number is not None and state == WaveState.FROZEN:
        return NotFound("results.unknown", slug=slug)
    return NotFound(WHY_NOT.get(state, "results.unknown"), slug=slug)


def breakdowns_of(release: Release) -> dict[str, list[str]]:
    """Return which breakdowns the plan declares, by question; its wave is loaded."""
    return {row["item"]: row.get("by", []) for row in release.wave.plan["tables"]}


def releases(session: Session) -> list[tuple[Wave, Release | None]]:
    """Return closed and frozen waves with their newest release: 1 SELECT."""
    rows = session.execute(
        select(Wave, Release)
        .outerjoin(Release, Release.wave_id == Wave.id)
        .where(Wave.state.in_([WaveState.CLOSED, WaveState.FROZEN]))
        .order_by(Wave.id.desc(), Release.number.desc())
    )
    found: dict[int, tuple[Wave, Release | None]] = {}
    for wave, release in rows:
        found.setdefault(wave.id, (wave, release))
    return list(found.values())


def results_of_everybody(session: Session, release_id: int) -> list[FrozenResult]:
    """Return the tables without a breakdown, in the plan's order: 1 SELECT."""
    return list(
        session.scalars(
            select(FrozenResult)
            .where(FrozenResult.release_id == release_id, FrozenResult.breakdown == "")
            .order_by(FrozenResult.position)
        )
    )


def all_results(session: Session, release_id: int) -> list[FrozenResult]:
    """Return every table of a release, in the plan's order: 1 SELECT."""
    return list(
        session.scalars(
            select(FrozenResult)
            .where(FrozenResult.release_id == release_id)
            .order_by(FrozenResult.position)
        )
    )


def each_result(session: Session, release_id: int) -> Iterator[FrozenResult]:
    """Yield every table of a release, in the plan's order: 1 SELECT, few at a time."""
    yield from session.scalars(
        select(FrozenResult)
        .where(FrozenResult.release_id == release_id)
        .order_by(FrozenResult.position)
        .execution_options(yield_per=FEW)
    )


def results_of_number(
    session: Session, release_id: int, number: int
) -> list[FrozenResult]:
    """Return the tables of a release's first, second, ... question: 1 SELECT.

    Everybody's first. The number never changes: a release is frozen. It stands in
    the address instead of the question's key, which may say what it is about.

    Raises:
        NotFound: the release has no such question.
    """
    in_order = (
        select(FrozenResult.item_key)
        .where(FrozenResult.release_id == release_id, FrozenResult.breakdown == "")
        .order_by(FrozenResult.position)
        .offset(max(number, 1) - 1)
        .limit(1)
    )
    found = list(
        session.scalars(
            select(FrozenResult)
            .where(
                FrozenResult.release_id == release_id,
                FrozenResult.item_key == in_order.scalar_subquery(),
            )
            .order_by(FrozenResult.position)
        )
    )
    if not found or number < 1:
        raise NotFound("results.no_item", number=number)
    return found


_WITH_INSTRUMENT = (
    select(FrozenResult)
    .join(FrozenResult.release)
    .join(Release.wave)
    .join(Wave.version)
    .join(InstrumentVersion.instrument)
    .options(
        contains_eager(FrozenResult.release)
        .contains_eager(Release.wave)
        .contains_eager(Wave.version)
        .contains_eager(InstrumentVersion.instrument)
    )
)
"""Results with all that they come from: release, wave, version and instrument."""


def frozen_result(session: Session, result_id: int) -> FrozenResult:
    """Return a published result with release, wave and version: 1 SELECT.

    Raises:
        NotFound: there is none, or it is not published.
    """
    found = session.scalar(
        _WITH_INSTRUMENT.where(FrozenResult.id == result_id, is_public())
    )
    if found is None:
        raise NotFound("results.unknown")
    return found


def results_of_question(
    session: Session, instrument_slug: str, item_key: str
) -> list[FrozenResult]:
    """Return every published table of a question, wave by wave: 1 SELECT.

    With release, wave, version and instrument; everybody's table first.
    """
    return list(
        session.scalars(
            _WITH_INSTRUMENT.where(Instrument.slug == instrument_slug)
            .where(FrozenResult.item_key == item_key)
            .where(is_public(), is_newest())
            .order_by(Wave.opens_on, Wave.id, FrozenResult.position)
        )
    )


def later_results(session: Session, baseline: int, item_key: str) -> list[FrozenResult]:
    """Return the published tables of a question in the waves after one, oldest first.

    Everybody's tables of the same instrument, with release and wave: 1 SELECT. A
    correction is newer than what it corrects, and is of no later wave.
    """
    first = (
        select(InstrumentVersion.instrument_id, Wave.id)
        .join(Wave, Wave.instrument_version_id == InstrumentVersion.id)
        .join(Release, Release.wave_id == Wave.id)
        .join(FrozenResult, FrozenResult.release_id == Release.id)
        .where(FrozenResult.id == baseline)
        .subquery()
    )
    return list(
        session.scalars(
            select(FrozenResult)
            .join(FrozenResult.release)
            .join(Release.wave)
            .join(Wave.version)
            .join(first, InstrumentVersion.instrument_id == first.c.instrument_id)
            .where(
                Wave.id > first.c.id,
                FrozenResult.item_key == item_key,
                FrozenResult.breakdown == "",
                is_public(),
                is_newest(),
            )
            .options(contains_eager(FrozenResult.release).contains_eager(Release.wave))
            .order_by(Wave.id)
        )
    )


def questions_behind(session: Session, result_ids: Collection[int]) -> dict[int, str]:
    """Return the slug of the questions that each of these tables is about: 1 SELECT."""
    rows = session.execute(
        select(FrozenResult.id, Instrument.slug)
        .join(FrozenResult.release)
        .join(Release.wave)
        .join(Wave.version)
        .join(InstrumentVersion.instrument)
        .where(FrozenResult.id.in_(result_ids))
    )
    return {row.id: row.slug for row in rows}
