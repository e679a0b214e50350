"""Makes answers, frozen results and published ones for tests."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from surveys.findings import service
from surveys.findings.models import Release
from surveys.findings.queries import release_of
from surveys.findings.tabulate import Counted, Tabulation, tabulate
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.service import import_instrument
from surveys.instruments.strict_toml import Place
from surveys.waves import service as waves
from surveys.waves.models import Response, Wave
from surveys.waves.plan import Plan
from surveys.waves.plan_file import plan_of
from surveys.waves.queries import wave as wave_called
from tests.made_once import judged_once
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import agree

PLAN = {
    "title": {"en": "A few questions", "ar": "بعض الأسئلة"},
    "tables": [
        {"item": "asked", "by": ["age", "language"]},
        {"item": "barriers", "by": ["language"]},
    ],
    "breakdowns": [
        {"key": "age", "label": "Age", "item": "age"},
        {
            "key": "language",
            "label": {"en": "Language"},
            "attribute": "language",
            "groups": [
                {"key": "en", "label": "English"},
                {"key": "ar", "label": "Arabic"},
                {"key": "pl", "label": "Polish"},
                {"key": "fr", "label": "French"},
            ],
        },
    ],
    "method": {
        "strategy": "An open survey.",
        "sponsor": "The library",
        "population": "People who live here.",
        "recruitment": "Posters.",
        "weighting": "None.",
        "limitations": "People chose to answer.",
    },
}

Answers = Mapping[str, Any]


def person(asked: str = "yes", age: int = 30, **more: Any) -> dict[str, Any]:
    """One person's answers; None leaves one out."""
    given = {"asked": asked, "age": age, **more}
    return {key: value for key, value in given.items() if value is not None}


def crowd(*parts: tuple[int, Answers, str]) -> list[tuple[Answers, str]]:
    """So many people with these answers, in this language."""
    return [(answers, language) for n, answers, language in parts for _ in range(n)]


EVERYBODY = crowd(
    (60, person("yes", barriers=["cost", "wait"]), "en"),
    (40, person("no"), "en"),
    (30, person("gave_up", 20, barriers=["travel"]), "en"),
    (22, person("yes", 20, barriers=["wait"]), "ar"),
    (18, person("no", 20), "ar"),
    (12, person("gave_up", barriers=["cost"]), "ar"),
    (9, person("no"), "fr"),
    (6, person("yes", barriers=["cost"]), "fr"),
    (5, person("yes", barriers=["wait"]), "pl"),
    (2, person("no"), "pl"),
)
"""204 people, 7 of them in Polish and 15 in French."""


def plan(raw: Mapping[str, Any] = PLAN, instrument: Instrument = SMALL) -> Plan:
    return plan_of(Place("test"), dict(raw), instrument)


def tabulated(
    people: Iterable[tuple[Answers, str]] = EVERYBODY,
    raw: Mapping[str, Any] = PLAN,
    instrument: Instrument = SMALL,
) -> Tabulation:
    voices = (Counted(answers, language, "web") for answers, language in people)
    return tabulate(voices, instrument, plan(raw, instrument))


def make_answered(
    session: Session,
    slug: str = "library",
    people: Iterable[tuple[Answers, str]] = EVERYBODY,
    raw: Mapping[str, Any] = PLAN,
    instrument: Instrument = SMALL,
) -> Wave:
    """An open wave with answers."""
    version = import_instrument(session, instrument, role="operator")
    agree(session, version)
    wave = waves.create_wave(session, slug, version, dict(raw), role="operator")
    waves.open_wave(session, wave, role="operator")
    session.add_all(
        Response(
            wave_id=wave.id,
            submission_key=uuid4().hex,
            language=language,
            mode="web",
            consent_version=1,
            answers=dict(answers),
        )
        for answers, language in people
    )
    session.commit()
    return wave_called(session, slug)


def make_frozen(session: Session, slug: str = "library", **parts: Any) -> Release:
    """Frozen results that nobody has published."""
    wave = make_answered(session, slug, **parts)
    with judged_once():
        service.freeze_wave(session, wave, role="operator")
    session.commit()
    return release_of(session, slug)


def make_published(session: Session, slug: str = "library", **parts: Any) -> Release:
    """Results that everybody may read."""
    release = make_frozen(session, slug, **parts)
    service.publish_release(session, release, role="operator")
    session.commit()
    return release


ONE_FEW = crowd(
    (60, person("yes"), "en"),
    (30, person("gave_up"), "en"),
    (40, person("no"), "en"),
    (22, person("yes"), "ar"),
    (18, person("gave_up"), "ar"),
    (3, person("no"), "ar"),
    (30, person("yes"), "fr"),
    (9, person("gave_up"), "fr"),
    (12, person("no"), "fr"),
)
"""224 people in three languages; no answer can be merged so that all have enough."""
