"""A codebook by which a question was read, with themes that residents saw."""

from datetime import timedelta

from sqlalchemy.orm import Session

from core.clock import now, standing_at
from surveys.findings.coding.models import CodingSet
from surveys.findings.coding.themes.service import adopt, open_draft
from tests.surveys.findings.coding.themes.makers import add_theme, make_readable

BY = {"role": "steward"}


def make_adopted(session: Session, days: int = 14) -> CodingSet:
    """A set with the codes ``cost`` and ``wait`` whose theme is adopted."""
    found = make_readable(session)
    add_theme(session, found)
    open_draft(session, found, days, **BY)
    with standing_at(now() + timedelta(days=days + 1)):
        adopt(session, found, **BY)
    session.commit()
    return found
