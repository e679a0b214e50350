"""What files of a release read beside its own tables."""

from sqlalchemy.orm import Session

from surveys.findings.models import Release
from surveys.findings.packages.contents import EarlierWave
from surveys.findings.reading.queries import tables_before


def earlier_wave(session: Session, release: Release) -> EarlierWave | None:
    """Return what is public of the wave before that of a release: 1 SELECT."""
    found = tables_before(session, release)
    if not found:
        return None
    tables = {(each.item_key, each.breakdown): each.body for _slug, each in found}
    return EarlierWave(found[0][0], tables)
