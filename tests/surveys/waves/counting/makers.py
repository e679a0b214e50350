"""People who answer a wave one by one, and its results as they are frozen."""

from sqlalchemy import select

from core.db import begin_writing
from surveys.findings.models import FrozenResult
from surveys.findings.service import freeze_wave
from surveys.waves.queries import fielded, wave
from surveys.waves.sending.jobs import keep_answers
from surveys.waves.sending.sent_page import Sending
from tests.made_once import judged_once
from tests.surveys.waves.counting.countable import COUNTABLE, PLAN
from tests.surveys.waves.factories import make_open


def make(session, mode, slug, plan=PLAN, of=COUNTABLE):
    """An open wave that keeps answers, or only counts them."""
    return make_open(session, slug, of=of, plan=plan, anonymity=mode)


def send(session, slug, answers, token):
    """Let somebody send their answers; return whether they are new."""
    session.commit()
    begin_writing(session)
    found = fielded(session, slug, lock=True)
    return keep_answers(found, answers, Sending(token=token, language="en")).receipt


def frozen(session, slug):
    session.commit()
    begin_writing(session)
    with judged_once():
        made = freeze_wave(session, wave(session, slug), role="operator")
    session.commit()
    return made


def bodies(session, release):
    found = select(FrozenResult.body).where(FrozenResult.release_id == release.id)
    return session.scalars(found.order_by(FrozenResult.position)).all()
