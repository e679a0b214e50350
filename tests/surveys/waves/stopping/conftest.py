import pytest

from tests.surveys.waves.factories import forget_who_stopped


@pytest.fixture(autouse=True)
def _nobody_waits():
    """What one test left in the memory of the process is nothing to the next."""
    forget_who_stopped()
    yield
    forget_who_stopped()
