"""Who reads which results: everybody what is public, members what soon will be."""

from flask_babel import format_date

from accounts.guards import visitor
from core.db import db
from core.errors import NotAllowed
from surveys.findings import queries
from surveys.findings.embargo import is_first_reader
from surveys.findings.models import Release


def reads_early() -> bool:
    """Tell whether who is asking reads results before everybody does."""
    return is_first_reader(visitor().member_id, visitor().roles)


def readable(slug: str, number: int | None = None) -> Release:
    """Return the release that whoever is asking may read: 1 SELECT.

    Raises:
        NotFound: there is none.
        NotAllowed: others read it first; the facts say until which day.
    """
    return _told(slug, number, early=reads_early())


def public(slug: str) -> Release:
    """Return the newest release that everybody may read: 1 SELECT.

    Raises:
        NotFound: there is none.
        NotAllowed: others read it first; the facts say until which day.
    """
    return _told(slug, None, early=False)


def _told(slug: str, number: int | None, *, early: bool) -> Release:
    try:
        return queries.published_release(db.session(), slug, number, early=early)
    except NotAllowed as embargo:
        day = format_date(embargo.facts["until"], "long")
        raise NotAllowed(embargo.code, day=day) from embargo
