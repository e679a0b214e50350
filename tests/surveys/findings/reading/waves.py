"""Two published waves of one instrument, for tests of what is compared."""

from datetime import date

from sqlalchemy.orm import Session

from surveys.instruments.definition import read_definition
from surveys.waves.queries import wave as wave_called
from tests.surveys.findings.factories import crowd, make_published, person
from tests.surveys.instruments.small import ARABIC, MAIN, SMALL

CHANGED = read_definition(
    "small.toml", MAIN.replace("version = 2", "version = 3"), {"small.ar.toml": ARABIC}
)
"""The same questions, but the first one is another now."""

FEWER = crowd((40, person("yes"), "en"), (90, person("no"), "en"))
FEWER += crowd((20, person("yes"), "ar"), (20, person("no"), "ar"))


def two_waves(session: Session, *, changed: bool = False) -> None:
    """A spring in which fewer had asked for help, and a library's autumn."""
    make_published(session, "spring", people=FEWER)
    make_published(session, instrument=CHANGED if changed else SMALL)
    for slug, day in (("spring", date(2026, 3, 1)), ("library", date(2026, 10, 1))):
        wave = wave_called(session, slug)
        wave.opens_on, wave.closes_on = day, day.replace(day=28)
    session.commit()
