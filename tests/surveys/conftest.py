"""The desk of surveys."""

import pytest

from accounts.rules import Role
from tests.factories import make_member


@pytest.fixture
def desk(pages, session):
    """The pages as a facilitator sees them."""
    pages.sign_in(make_member(session, Role.FACILITATOR))
    return pages
