"""Themes of forty-two writers: twenty-one about cost, the others about nothing."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from core.clock import now, standing_at
from surveys.findings.coding.models import CodingSet, Theme
from surveys.findings.coding.queries import coding_set
from surveys.findings.coding.themes.service import (
    Typed,
    adopt,
    open_draft,
    write_theme,
)
from surveys.findings.queries import release_of
from surveys.findings.service import publish_release
from tests.surveys.findings.coding.factories import Person, make_coded, writers
from tests.surveys.findings.factories import person

BY = {"role": "steward"}
WORDS = {"name": "Money", "definition": "Money was short.", "missed": "Quiet people."}


def silent(count: int) -> list[Person]:
    """So many people who answered and wrote nothing."""
    return [(person("no", 40), "en") for _ in range(count)]


def make_readable(
    session: Session,
    people: list[Person] | None = None,
    embargo_until: date | None = None,
    **each: Any,
) -> CodingSet:
    """A set all of which is read, of a wave whose results are published."""
    found, _one, _two = make_coded(
        session,
        people=[*writers(42), *silent(20)] if people is None else people,
        **each,
    )
    release = release_of(session, found.wave.slug)
    publish_release(session, release, role="operator", embargo_until=embargo_until)
    session.commit()
    return coding_set(session, found.id)


def add_theme(session: Session, found: CodingSet, *codes: str) -> Theme:
    """A theme of these codes."""
    return write_theme(session, found, Typed(WORDS, codes or ("cost",), "en"))


def make_adopted(session: Session, days: int = 14) -> CodingSet:
    """A set with the codes ``cost`` and ``wait`` whose theme is adopted."""
    found = make_readable(session)
    add_theme(session, found)
    open_draft(session, found, days, **BY)
    with standing_at(now() + timedelta(days=days + 1)):
        adopt(session, found, **BY)
    session.commit()
    return coding_set(session, found.id)
