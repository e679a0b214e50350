"""A process that is killed (-9) on the way of a Send; the same page sends once more."""

import os
import signal

import pytest

from core.db import db
from core.errors import Conflict
from surveys.waves.service import Receipt
from tests.surveys.waves.factories import make_coded
from tests.surveys.waves.roll.test_service import kept, on_roll, send

JOBS = "surveys.waves.sending.jobs"
WAYS = {
    "before the code is spent": ([f"{JOBS}.spend_code"], 0, 0),
    "between code and answers": ([f"{JOBS}.service.submit_response"], 1, 0),
    "before the answers are committed": ([f"{JOBS}.is_settling_due"], 1, 0),
    "before the batch, and before the reply": (["due", f"{JOBS}.settle_now"], 1, 1),
}


def die(*_all, **_more):
    os.kill(os.getpid(), signal.SIGKILL)


def killed_while_sending(app, session, monkeypatch, code, at):
    """Let another process send, which kills itself at the last of these places."""
    session.close()
    db.engine.dispose()
    process = os.fork()
    if not process:
        try:
            with app.app_context(), monkeypatch.context() as patched:
                if at[0] == "due":
                    patched.setattr(f"{JOBS}.is_settling_due", lambda *_all: True)
                patched.setattr(at[-1], die)
                send(db.session(), code)
        finally:
            os._exit(1)
    _process, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL


@pytest.mark.parametrize("way", WAYS)
def test_a_page_whose_process_was_killed_is_completed_once(
    app, session, monkeypatch, way
):
    at, spent, answers = WAYS[way]
    code, _, _ = make_coded(session)
    killed_while_sending(app, session, monkeypatch, code, at)

    assert sum(by is not None for _key, by in on_roll()) == spent
    assert len(kept(session)) == answers

    if spent:
        with pytest.raises(Conflict, match=r"code\.spent"):
            send(session, code, token="two")
    assert send(session, code) is (Receipt.REPEAT if answers else Receipt.NEW)
    assert send(session, code) is Receipt.REPEAT
    assert kept(session) == [{"asked": "no"}]
