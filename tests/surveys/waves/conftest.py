"""Somebody at the first page of an open survey."""

import pytest

from tests.surveys.waves.factories import make_open
from tests.surveys.waves.walk import Walk


@pytest.fixture
def walk(pages, session):
    make_open(session)
    return Walk(pages)
