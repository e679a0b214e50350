"""Another place to send a pack to."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import make_app


@pytest.fixture
def elsewhere(database, templates, tmp_path) -> Iterator[Flask]:
    """The application of another place, on an empty database of its own."""
    with templates(database).copy() as address:
        made = make_app(address, tmp_path / "elsewhere", SITE_NAME="Elsewhere")
        yield made
        with made.app_context():
            from core.db import db  # noqa: PLC0415  # as in tests/conftest.py

            db.session.remove()
            db.engine.dispose()
