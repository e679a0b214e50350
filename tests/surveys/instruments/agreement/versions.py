"""Makes versions of the small instrument, as far agreed as a test wants them."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from surveys.instruments.agreement.decision import Decision
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.service import (
    adopt_version,
    import_instrument,
    open_comments,
)
from tests.surveys.instruments.small import SMALL

BOARD = Decision({"en": "The board of the library"}, "M-01")


def draft_version(session: Session) -> InstrumentVersion:
    version = import_instrument(session, SMALL, role="operator")
    session.commit()
    return version


def second_version(session: Session, **changes) -> InstrumentVersion:
    """Other words under the same slug; the title differs unless told otherwise."""
    changes = changes or {"title": {"en": "More questions"}}
    version = import_instrument(session, replace(SMALL, **changes), role="operator")
    session.commit()
    return version


def commented_version(session: Session, until: date) -> InstrumentVersion:
    version = draft_version(session)
    open_comments(session, version, until, role="facilitator")
    session.commit()
    return version


def agreed_version(session: Session, decision: Decision = BOARD) -> InstrumentVersion:
    version = draft_version(session)
    adopt_version(session, version, decision, role="chair")
    session.commit()
    return version
