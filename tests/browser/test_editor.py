"""Each page of the editor of questions stands on a phone, and axe finds nothing."""

import pytest

from core.db import db
from surveys.instruments.editing.service import take_version

DRAFT = "/desk/questions/drafts/larkmoor-2026"
WORDS = "/desk/questions/translations/larkmoor-2026"
PAGES = [
    DRAFT,
    f"{DRAFT}/add",
    f"{DRAFT}/conditions",
    f"{DRAFT}/frame",
    f"{DRAFT}/questions/A4",
    f"{DRAFT}/questions/A11",
    f"{DRAFT}/questions/A1/remove",
    f"{DRAFT}/repeats/new",
    f"{DRAFT}/preview?lang=en",
    f"{DRAFT}/version",
    f"{DRAFT}/versions",
    f"{DRAFT}/discard",
    WORDS,
    f"{WORDS}/ar",
    f"{WORDS}/ar/file",
    "/desk/questions/import/",
]


@pytest.fixture
def draft(app):
    session = db.session()
    take_version(session, "larkmoor-2026")
    session.commit()


def test_every_page_of_the_editor_stands(draft, person):
    helen = person("Helen", is_member=True)
    for page in PAGES:
        helen.opens(page)
        assert helen.answer.status == 200, page
