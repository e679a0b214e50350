"""Two published waves of one instrument, for tests of what is compared."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from surveys.findings import service
from surveys.findings.queries import release_of
from surveys.instruments.definition import read_definition
from surveys.waves.queries import wave as wave_called
from surveys.waves.reach.population_file import Figure
from surveys.waves.reach.service import replace_population
from tests.made_once import judged_once
from tests.surveys.findings.factories import crowd, make_answered, person
from tests.surveys.instruments.small import ARABIC, MAIN, SMALL

CHANGED = read_definition(
    "small.toml", MAIN.replace("version = 2", "version = 3"), {"small.ar.toml": ARABIC}
)
"""The same questions, but the first one is another now."""

PINNED = read_definition(
    "small.toml",
    MAIN.replace('key = "asked"', 'key = "asked"\npinned = true', 1),
    {"small.ar.toml": ARABIC},
)
"""The same questions; the first one is asked to be compared."""

FEWER = crowd((40, person("yes"), "en"), (90, person("no"), "en"))
FEWER += crowd((20, person("yes"), "ar"), (20, person("no"), "ar"))


def two_waves(
    session: Session,
    *,
    changed: bool = False,
    pinned: bool = False,
    living: Sequence[Figure] = (),
) -> None:
    """A spring in which fewer had asked for help, and a library's autumn.

    ``living`` are the population figures that both waves keep;
    ``pinned`` is the first question if it is asked to be compared.
    """
    asked = PINNED if pinned else SMALL
    published(session, "spring", living, people=FEWER, instrument=asked)
    published(session, "library", living, instrument=CHANGED if changed else asked)
    for slug, day in (("spring", date(2026, 3, 1)), ("library", date(2026, 10, 1))):
        wave = wave_called(session, slug)
        wave.opens_on, wave.closes_on = day, day.replace(day=28)
    session.commit()


def published(
    session: Session, slug: str, living: Sequence[Figure], **parts: Any
) -> None:
    """A wave that was answered, frozen and published."""
    wave = make_answered(session, slug, **parts)
    if living:
        replace_population(session, wave, living, role="operator")
    with judged_once():
        service.freeze_wave(session, wave, role="operator")
    service.publish_release(session, release_of(session, slug), role="operator")
    session.commit()
