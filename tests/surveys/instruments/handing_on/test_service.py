from dataclasses import replace

import pytest
from sqlalchemy import func, select

from core.errors import Conflict
from surveys.instruments.agreement.decision import Decision
from surveys.instruments.editing.service import start_draft, take_version
from surveys.instruments.handing_on.queries import taken_slugs, wordings_to_hand_on
from surveys.instruments.handing_on.service import take_from_elsewhere
from surveys.instruments.models import InstrumentVersion, VersionState
from surveys.instruments.queries import instrument_of, newest_version
from surveys.instruments.service import adopt_version, import_instrument
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.small import SMALL

BY = {"role": "operator"}
OTHER = replace(SMALL, title={"en": "Other words"})


def take(session, *instruments):
    return take_from_elsewhere(
        session, [(each, "Larkmoor") for each in instruments], **BY
    )


def adopt(session, version):
    adopt_version(session, version, Decision({"en": "The meeting"}), **BY)


def counted(session):
    return session.scalar(select(func.count()).select_from(InstrumentVersion))


def test_questions_from_elsewhere_are_a_draft_that_says_where_it_is_from(session):
    version, other = take(session, SMALL, EVERY_KIND)
    assert (version.number, version.state) == (1, VersionState.DRAFT)
    assert (version.origin, version.agreed_on, version.agreed_by) == (
        "Larkmoor",
        None,
        None,
    )
    assert instrument_of(version) == SMALL
    assert instrument_of(other) == EVERY_KIND


def test_taken_twice_they_are_there_once(session):
    first = take(session, SMALL)
    assert take(session, SMALL) == first
    assert counted(session) == 1


def test_what_is_here_word_for_word_stays_agreed_and_of_this_place(session):
    version = import_instrument(session, SMALL, **BY)
    adopt(session, version)
    assert take(session, SMALL) == [version]
    assert (version.state, version.origin) == (VersionState.AGREED, "")


def test_other_words_under_the_same_name_are_refused_and_nothing_is_taken(session):
    import_instrument(session, SMALL, **BY)
    with pytest.raises(Conflict) as caught:
        take(session, EVERY_KIND, OTHER)
    assert caught.value.facts["slugs"] == ["small"]
    assert counted(session) == 1


def test_a_draft_of_that_name_is_in_the_way_too(session):
    start_draft(session, SMALL)
    with pytest.raises(Conflict) as caught:
        take(session, OTHER)
    assert caught.value.facts["slugs"] == ["small"]
    assert newest_version(session, "small") is None


def test_the_editor_goes_on_from_it_with_every_translation_and_its_state(session):
    states = {"ar": {"title": "agreed", "items.asked.label": "reviewed"}}
    take(session, replace(SMALL, translation_states=states))
    draft = take_version(session, "small")
    assert draft.body["title"] == {"en": "A few questions"}
    assert taken_slugs(session, {"small", "every-kind"}) == {"small"}


def test_what_leaves_is_the_newest_agreed_version_else_the_newest(session):
    adopt(session, import_instrument(session, SMALL, **BY))
    import_instrument(session, OTHER, **BY)
    import_instrument(session, EVERY_KIND, **BY)
    newer = replace(EVERY_KIND, title={"en": "Newer"})
    import_instrument(session, newer, by_authors=True, **BY)
    found = {
        each.instrument.slug: (each.number, each.is_agreed)
        for each in wordings_to_hand_on(session)
    }
    assert found == {"every-kind": (2, False), "small": (1, True)}


def test_a_newer_draft_that_nobody_may_have_keeps_the_agreed_one_here(session):
    adopt(session, import_instrument(session, SMALL, **BY))
    assert [each.may_leave for each in wordings_to_hand_on(session)] == [True]
    closed = replace(SMALL, licence=replace(SMALL.licence, may_redistribute=False))
    import_instrument(session, closed, **BY)
    (found,) = wordings_to_hand_on(session)
    assert (found.number, found.may_leave) == (1, False)


def test_what_came_from_elsewhere_says_so_when_it_leaves(session, statements_at_most):
    take(session, SMALL)
    import_instrument(session, EVERY_KIND, **BY)
    with statements_at_most(2):
        found = wordings_to_hand_on(session)
    assert [(each.instrument.slug, each.origin) for each in found] == [
        ("every-kind", ""),
        ("small", "Larkmoor"),
    ]
