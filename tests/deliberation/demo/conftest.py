import pytest


@pytest.fixture
def app(community):
    """The community that is built once, for all tests that only read it."""
    return community.app
