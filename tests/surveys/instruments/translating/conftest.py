import pytest

from accounts.rules import Role
from surveys.instruments.editing import service
from tests.factories import make_member
from tests.surveys.instruments.small import SMALL


@pytest.fixture
def desk(pages, session):
    """The pages as a translator sees them; the small draft is there."""
    service.start_draft(session, SMALL)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    return pages
