"""What files of a release read beside its own tables."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.findings.models import FrozenResult, Release
from surveys.findings.packages.contents import EarlierWave
from surveys.findings.reading.queries import Other, tables_before


def earlier_wave(session: Session, release: Release) -> EarlierWave | None:
    """Return what is public of the wave before that of a release: 1 SELECT."""
    found = tables_before(session, release)
    if not found:
        return None
    return _earlier(found[0][0], (each for _slug, each in found))


def results_beside(
    session: Session, release_id: int, earlier: Other | None
) -> tuple[list[FrozenResult], EarlierWave | None]:
    """Return every table of a release, and those of the wave before it: 1 SELECT."""
    wanted = [release_id, *([earlier.release_id] if earlier else [])]
    rows = session.scalars(
        select(FrozenResult)
        .where(FrozenResult.release_id.in_(wanted))
        .order_by(FrozenResult.position)
    ).all()
    own = [each for each in rows if each.release_id == release_id]
    if earlier is None:
        return own, None
    others = (each for each in rows if each.release_id == earlier.release_id)
    return own, _earlier(earlier.slug, others)


def _earlier(slug: str, tables: Iterable[FrozenResult]) -> EarlierWave:
    by_place = {(each.item_key, each.breakdown): each.body for each in tables}
    return EarlierWave(slug, by_place)
