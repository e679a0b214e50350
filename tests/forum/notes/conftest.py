"""A survey with results, people who write beside them, and a moderator."""

import pytest

from accounts.rules import Role
from tests.factories import make_member
from tests.surveys.findings.factories import make_published


@pytest.fixture
def library(session):
    """Published results of a survey with the slug ``library``."""
    return make_published(session)


@pytest.fixture
def bea(session):
    return make_member(session, pseudonym="Bea", name_key="bea")


@pytest.fixture
def yusuf(session):
    return make_member(session, Role.MODERATOR, pseudonym="Yusuf", name_key="yusuf")
