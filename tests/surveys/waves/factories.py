"""Makes waves for tests."""

from sqlalchemy.orm import Session

from surveys.instruments.agreement.decision import decided_elsewhere
from surveys.instruments.queries import is_agreed
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.service import adopt_version, import_instrument
from surveys.waves import service
from surveys.waves.anonymity import Anonymity
from surveys.waves.models import Wave
from surveys.waves.queries import wave as wave_called
from surveys.waves.roll.jobs import issue_codes
from surveys.waves.stopping.waiting import waiting
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


def agree(session: Session, version) -> None:
    """Let somebody elsewhere agree to a version, unless somebody has."""
    if not is_agreed(session, version.id):
        decision = decided_elsewhere("The meeting of the library.", "en")
        adopt_version(session, version, decision, role="operator")


def make_draft(
    session: Session, slug: str = "library", *, agreed: bool = True, **days
) -> Wave:
    version = import_instrument(session, days.pop("of", SMALL), role="operator")
    if agreed:
        agree(session, version)
    plan = days.pop("plan", PLAN)
    return service.create_wave(session, slug, version, plan, role="operator", **days)


def make_open(session: Session, slug: str = "library", **days) -> Wave:
    wave = make_draft(session, slug, **days)
    service.open_wave(session, wave, role="operator")
    session.commit()
    return wave


def close(session: Session, slug: str = "library") -> None:
    """Close a wave that was made here."""
    service.close_wave(session, wave_called(session, slug), role="operator")
    session.commit()


def make_coded(
    session: Session, slug: str = "library", count: int = 3, **days
) -> list[str]:
    """An open wave that needs codes; return some of them."""
    make_open(session, slug, anonymity=Anonymity.CODED, **days)
    return issue_codes(slug, count)


def make_open_of(session: Session, instrument: Instrument) -> Wave:
    return make_open(session, of=instrument)


def forget_who_stopped() -> None:
    """Forget all moves that wait in the memory of this process."""
    shared = waiting._shared  # noqa: SLF001  # no server forgets them
    with shared.alone() as content:
        content[:] = bytes(len(content))
