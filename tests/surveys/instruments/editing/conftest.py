import pytest

from surveys.instruments.editing import service
from tests.surveys.instruments.editing.desk import DESK
from tests.surveys.instruments.small import SMALL


@pytest.fixture
def small(session):
    """The address of a draft of the small instrument."""
    service.start_draft(session, SMALL)
    session.commit()
    return f"{DESK}/small"
