from dataclasses import replace

import pytest

from core.errors import Conflict
from surveys.instruments.editing import queries, service
from surveys.instruments.queries import instrument_of
from surveys.instruments.service import import_instrument
from tests.factories import make_member
from tests.surveys.instruments.small import SMALL

BOUND = replace(SMALL, licence=replace(SMALL.licence, may_modify=False))


@pytest.fixture
def version_of(session):
    """Makes a version of a draft as it stands."""
    member = make_member(session)

    def version_of(draft):
        who = {"role": "facilitator", "actor_id": member.id}
        return service.make_version(session, draft, seen=draft.revision, **who)

    return version_of


def saved(session, draft, **changes):
    changed = replace(queries.draft_instrument(draft), **changes)
    service.save_draft(session, draft, changed, seen=draft.revision)
    session.refresh(draft)
    return draft


def test_translators_make_versions_of_what_nobody_may_change(session, version_of):
    import_instrument(session, BOUND, role="operator")
    draft = service.take_version(session, "small")
    assert draft.only_translations
    made = version_of(saved(session, draft, languages=("en", "ar", "fr")))
    assert made.number == 2
    assert instrument_of(made).languages == ("en", "ar", "fr")
    assert instrument_of(made).title == SMALL.title


def test_who_wrote_the_words_may_change_them_whatever_others_may(session, version_of):
    draft = service.start_draft(session, BOUND)
    version_of(draft)
    session.refresh(draft)
    made = version_of(saved(session, draft, title={"en": "Other words"}))
    assert made.number == 2
    assert instrument_of(made).title["en"] == "Other words"
    with pytest.raises(Conflict, match="not_to_change"):
        import_instrument(session, BOUND, role="operator")
