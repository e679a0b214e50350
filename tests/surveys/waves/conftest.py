"""Somebody at the first page of an open survey; an operator at the command line."""

import pytest

from app import cli
from tests.surveys.waves.factories import make_open
from tests.surveys.waves.walk import Walk


@pytest.fixture
def walk(pages, session):
    make_open(session)
    return Walk(pages)


@pytest.fixture
def wave_command(app, session, tmp_path):
    """Run a command of waves; files by their name are those of ``tmp_path``."""

    def run(*words):
        session.rollback()  # each command is a process of its own
        here = [
            str(tmp_path / w) if w.endswith((".toml", ".csv")) else w for w in words
        ]
        return app.test_cli_runner().invoke(cli, ["wave", *here])

    return run
