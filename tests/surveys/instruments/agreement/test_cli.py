import json

import pytest
from sqlalchemy import select

from app import cli
from core.audit import AuditEvent
from core.db import db
from surveys.instruments.queries import version_called
from surveys.instruments.service import import_instrument
from tests.surveys.instruments.agreement.versions import second_version
from tests.surveys.instruments.small import SMALL

WORDS = "The residents' meeting, town hall, 3 May 2026"


@pytest.fixture
def run(app, session):
    import_instrument(session, SMALL, role="operator")

    def run(*words):
        db.session.commit()
        return app.test_cli_runner().invoke(cli, ["survey", "adopt", *words])

    return run


def test_an_operator_says_who_decided_elsewhere(run, session):
    done = run("small", "--decided", WORDS)
    assert done.output == "small: version 1 is agreed\n"

    session.expire_all()
    version = version_called(session, "small", 1)
    assert (version.state, version.agreed_by) == ("agreed", {"en": WORDS})
    leaf = json.loads(session.scalars(select(AuditEvent.leaf)).all()[-1])
    assert (leaf["role"], leaf["decided"]) == ("operator", {"en": WORDS})


def test_the_newest_version_is_meant_unless_another_is_named(run, session):
    second_version(session)
    assert run("small", "--decided", WORDS).output == "small: version 2 is agreed\n"
    older = run("small", "--decided", WORDS, "--version", "1", "--language", "pl")
    assert older.output == "small: version 1 is agreed\n"
    session.expire_all()
    assert version_called(session, "small", 1).agreed_by == {"pl": WORDS}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("small", "--decided", "  "), "say who decided, where and when"),
        (("nothing", "--decided", WORDS), "There is no set of questions nothing"),
        (("small", "--decided", WORDS, "--version", "9"), "with this version"),
    ],
)
def test_what_cannot_be_agreed_to_is_refused_in_a_sentence(
    run, session, words, sentence
):
    done = run(*words)
    assert done.exit_code == 1
    assert sentence in done.output
    session.expire_all()
    assert version_called(session, "small", 1).state == "draft"


def test_nothing_is_agreed_twice(run):
    assert run("small", "--decided", WORDS).exit_code == 0
    again = run("small", "--decided", "Somebody else")
    assert again.exit_code == 1
    assert "agreed already" in again.output
