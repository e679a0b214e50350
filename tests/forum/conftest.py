"""Somebody who writes in the forum."""

import pytest

from tests.factories import make_member


@pytest.fixture
def moss(session):
    return make_member(session, pseudonym="Moss", name_key="moss")
