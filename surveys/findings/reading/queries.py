"""What the pages of results read: at most three statements each, with the release.

Bodies are read only for what is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import JSON, Select, bindparam, case, select, true, type_coerce
from sqlalchemy.orm import Session

from core.db import Document, Words
from surveys.findings.models import FrozenResult, Release
from surveys.findings.queries import is_public
from surveys.instruments.models import InstrumentVersion
from surveys.waves.models import Wave

ALL_WAVES = "all"
"""Instead of a wave's slug: every wave."""


@dataclass(frozen=True)
class Other:
    """The newest public release of another wave of the same instrument."""

    release_id: int
    slug: str
    title: Words
    opens_on: date | None


@dataclass(frozen=True)
class InWave:
    """A question's table in one wave; its body is there if it was to be read.

    So is the summary of its release.
    """

    release_id: int
    number: int
    slug: str
    title: Words
    opens_on: date | None
    closes_on: date | None
    result_id: int
    item_key: str
    breakdown: str
    version: int
    body: Document | None
    summary: Document | None

    @property
    def result(self) -> FrozenResult:
        """The table as it was frozen, for what shows tables; no session knows it."""
        return FrozenResult(
            id=self.result_id,
            item_key=self.item_key,
            breakdown=self.breakdown,
            body=self.body,
        )


def before(session: Session, release: Release) -> Other | None:
    """Return the wave that was fielded before that of a release: 1 SELECT.

    Of the public waves of its instrument; ``release`` has its wave and version.
    """
    if release.wave.opens_on is None:
        return None
    day = {"day": release.wave.opens_on}
    found = session.execute(_before(), _facts(release) | day).first()
    return Other(*found) if found else None


@cache
def _before() -> Select[int, str, Words, date | None]:
    """Select what ``before`` returns; built once, for that costs more."""
    return (
        _of_instrument()
        .where(Wave.opens_on < bindparam("day"))
        .with_only_columns(Release.id, Wave.slug, Wave.title, Wave.opens_on)
        .order_by(None)
        .order_by(Wave.opens_on.desc(), Wave.id.desc(), Release.number.desc())
        .limit(1)
    )


def tables_to_tell(
    session: Session, release_id: int, earlier_id: int | None
) -> list[FrozenResult]:
    """Return every table of a release, and an earlier one's of everybody: 1 SELECT."""
    before = (FrozenResult.release_id == earlier_id) & (FrozenResult.breakdown == "")
    return list(
        session.scalars(
            select(FrozenResult)
            .where((FrozenResult.release_id == release_id) | before)
            .order_by(FrozenResult.release_id, FrozenResult.position)
        )
    )


def question_labels(session: Session, release_id: int) -> list[Words]:
    """Return how the questions of a release are worded, in its order: 1 SELECT.

    Only the labels are read out of the bodies.
    """
    label = type_coerce(FrozenResult.body, JSON)["item"]["label"]
    return list(
        session.scalars(
            select(label)
            .where(FrozenResult.release_id == release_id, FrozenResult.breakdown == "")
            .order_by(FrozenResult.position)
        )
    )


def in_waves(
    session: Session,
    release: Release,
    item_key: str,
    breakdown: str,
    *,
    read: str,
) -> list[InWave]:
    """Return a question's table in each public wave of its instrument: 1 SELECT.

    The oldest wave first, each in its newest release only. Bodies are read of the
    release itself, and of the wave whose slug is ``read``; or of all waves, if it is
    ``ALL_WAVES``.
    """
    asked = {"item": item_key, "breakdown": breakdown, "read": read}
    rows = session.execute(
        _in_waves(everywhere=read == ALL_WAVES), _facts(release) | asked
    )
    return _newest([InWave(*tuple(row)) for row in rows], release)


@cache
def _in_waves(*, everywhere: bool) -> Select[*tuple[Any, ...]]:
    """Select what ``in_waves`` returns; built once, for that costs more."""
    wanted = Release.id == bindparam("release")
    wanted |= true() if everywhere else Wave.slug == bindparam("read")
    body, summary = (
        type_coerce(case((wanted, part), else_=None), JSON)
        for part in (FrozenResult.body, Release.summary)
    )
    return (
        _of_instrument()
        .join(Release.results)
        .where(FrozenResult.item_key == bindparam("item"))
        .where(FrozenResult.breakdown == bindparam("breakdown"))
        .with_only_columns(
            Release.id,
            Release.number,
            Wave.slug,
            Wave.title,
            Wave.opens_on,
            Wave.closes_on,
            FrozenResult.id,
            FrozenResult.item_key,
            FrozenResult.breakdown,
            FrozenResult.item_version,
            body.label("body"),
            summary.label("summary"),
        )
    )


def _newest(found: Sequence[InWave], release: Release) -> list[InWave]:
    """Leave out what a wave's newer release replaced; keep the one that is read."""
    newest: dict[str, int] = {}
    for each in found:
        newest.setdefault(each.slug, each.release_id)
    newest[release.wave.slug] = release.id
    return [each for each in found if newest[each.slug] == each.release_id]


def _of_instrument() -> Select[Release]:
    """Select public releases of an instrument, the oldest wave first: ``_facts``.

    The release itself is among them: who called was let in to it.
    """
    public = is_public() | (Release.id == bindparam("release"))
    return (
        select(Release)
        .join(Release.wave)
        .join(Wave.version)
        .where(InstrumentVersion.instrument_id == bindparam("instrument"))
        .where(public)
        .order_by(Wave.opens_on, Wave.id, Release.number.desc())
    )


def _facts(release: Release) -> dict[str, Any]:
    """Return what ``_of_instrument`` asks for; the wave and version are loaded."""
    instrument = release.wave.version.instrument_id
    return {"release": release.id, "instrument": instrument}
