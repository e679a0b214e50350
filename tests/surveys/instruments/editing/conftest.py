import pytest

from accounts.rules import Role
from surveys.instruments.editing import service
from tests.factories import make_member
from tests.surveys.instruments.editing.desk import DESK
from tests.surveys.instruments.small import SMALL


@pytest.fixture
def desk(pages, session):
    """The pages as a facilitator sees them."""
    pages.sign_in(make_member(session, Role.FACILITATOR))
    return pages


@pytest.fixture
def small(session):
    """The address of a draft of the small instrument."""
    service.start_draft(session, SMALL)
    session.commit()
    return f"{DESK}/small"
