"""The town of the fictional community: its people, its board, its public body."""

import pytest

from tests.deliberation.proposals.factories import make_town


@pytest.fixture
def town(session):
    return make_town(session)
