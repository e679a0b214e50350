from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.db import db
from core.errors import Conflict
from surveys.instruments.editing import queries, service
from surveys.instruments.editing.drafting import begun
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


def test_nothing_is_begun_afresh_in_the_place_of_what_nobody_may_change(session):
    import_instrument(session, BOUND, role="operator")
    afresh = begun("small", "Other words", "en")
    with pytest.raises(Conflict, match="not_to_change"):
        service.start_draft(session, afresh)
    import_instrument(session, replace(SMALL, slug="free"), role="operator")
    assert service.start_draft(session, replace(afresh, slug="free")).slug == "free"


def test_what_nobody_may_change_does_not_come_in_under_a_draft_of_other_words(session):
    draft = service.start_draft(session, begun("small", "Other words", "en"))
    with pytest.raises(Conflict, match=r"instrument\.drafted"):
        import_instrument(session, BOUND, role="operator")
    service.discard_draft(session, draft, seen=draft.revision)
    assert import_instrument(session, BOUND, role="operator").number == 1


@pytest.mark.parametrize("draft_first", [True, False])
@pytest.mark.database("postgresql")
def test_who_begins_a_draft_and_who_brings_such_questions_take_turns(
    session, draft_first
):
    acts = [
        lambda at: service.start_draft(at, begun("small", "Other words", "en")),
        lambda at: import_instrument(at, BOUND, role="operator"),
    ]
    first, second = acts if draft_first else acts[::-1]
    with Session(db.engine) as other:
        other.execute(text("SET lock_timeout = '200ms'"))
        first(session)
        with pytest.raises(OperationalError, match="lock timeout"):
            second(other)
        other.rollback()
        session.commit()
        with pytest.raises(Conflict, match=r"instrument\.(drafted|not_to_change)"):
            second(other)


def test_who_asks_is_filled_in_where_nobody_may_change_the_questions(
    session, version_of
):
    import_instrument(session, BOUND, role="operator")
    draft = service.take_version(session, "small")
    own = replace(SMALL.consent, lines={"en": ("The library asks.",)})
    made = instrument_of(version_of(saved(session, draft, consent=own)))
    assert made.consent.lines["en"] == ("The library asks.",)
    assert made.consent.version == SMALL.consent.version + 1
    assert [item.label["en"] for item in made.items] == [
        item.label["en"] for item in SMALL.items
    ]


CHANGES = {
    "title": {"title": {"en": "Other words"}},
    "licence": {"licence": replace(SMALL.licence, may_modify=True, name="Free")},
    "items": {"items": SMALL.items[:-1]},
    "groups": {"groups": ()},
    "notice": {"notice": {"en": "Other words"}},
    "wording": {
        "items": tuple(replace(i, label={"en": "Other?"}) for i in SMALL.items)
    },
    "order": {"items": tuple(reversed(SMALL.items))},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_else_is_changed_in_a_draft_that_nobody_may_change(session, change):
    import_instrument(session, BOUND, role="operator")
    draft = service.take_version(session, "small")
    before = dict(draft.body)
    with pytest.raises(Conflict, match="only_translations"):
        saved(session, draft, **change)
    session.refresh(draft)
    assert draft.body == before


def test_who_wrote_the_words_may_change_them_whatever_others_may(session, version_of):
    draft = service.start_draft(session, BOUND)
    version_of(draft)
    session.refresh(draft)
    made = version_of(saved(session, draft, title={"en": "Other words"}))
    assert made.number == 2
    assert instrument_of(made).title["en"] == "Other words"
    with pytest.raises(Conflict, match="not_to_change"):
        import_instrument(session, BOUND, role="operator")
