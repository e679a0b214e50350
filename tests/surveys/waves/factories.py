"""Makes waves for tests."""

from sqlalchemy.orm import Session

from surveys.instruments.questionnaire import Instrument
from surveys.instruments.service import import_instrument
from surveys.waves import service
from surveys.waves.models import Wave
from tests.surveys.instruments.small import SMALL

PLAN = {
    "title": {"en": "A few questions", "ar": "بعض الأسئلة"},
    "tables": [{"item": "asked", "by": ["age"]}],
    "breakdowns": [{"key": "age", "label": "Age", "item": "age"}],
    "method": {"sponsor": "The library"},
}

KINDS_PLAN = {
    "title": {"en": "All kinds"},
    "tables": [{"item": "office", "by": ["country"]}],
    "breakdowns": [{"key": "country", "label": "Place", "item": "country"}],
    "method": {"sponsor": "The library"},
}


def make_draft(session: Session, slug: str = "library", **days) -> Wave:
    version = import_instrument(session, days.pop("of", SMALL), role="operator")
    plan = days.pop("plan", PLAN)
    return service.create_wave(session, slug, version, plan, role="operator", **days)


def make_open(session: Session, slug: str = "library", **days) -> Wave:
    wave = make_draft(session, slug, **days)
    service.open_wave(session, wave, role="operator")
    session.commit()
    return wave


def make_open_of(session: Session, instrument: Instrument) -> Wave:
    return make_open(session, of=instrument)
