"""How far a translation is, of one text and of all."""

from dataclasses import replace

import pytest

from surveys.instruments.body import from_body, to_body
from surveys.instruments.translating.states import (
    Progress,
    State,
    Translated,
    frozen_states,
    joined,
    kept_of,
    progress,
    progress_of,
)
from surveys.instruments.translating.strings import sources, untranslated
from tests.surveys.instruments.small import SMALL

SOURCE = {"a": "One", "b": "Two", "c": "Three"}
KEPT = {
    "a": Translated("One", "واحد", State.AGREED),
    "b": Translated("Two, once", "اثنان", State.PRETESTED),
    "gone": Translated("Gone", "ذهب", State.AGREED),
}


def test_a_changed_source_sets_its_translation_back_to_draft():
    assert KEPT["b"].state_beside("Two, once") is State.PRETESTED
    assert KEPT["b"].state_beside("Two") is State.DRAFT


def test_progress_counts_what_is_there_by_state_and_nothing_that_is_gone():
    found = progress(SOURCE, KEPT)
    assert found == Progress(3, {State.AGREED: 1, State.DRAFT: 1}, changed=1)
    assert (found.done, found.missing, found.lowest) == (2, 1, State.DRAFT)


def test_a_language_without_a_text_has_no_lowest_state():
    assert progress(SOURCE, {}).lowest is None


def test_a_version_keeps_all_states_but_those_of_plain_drafts():
    kept = KEPT | {"c": Translated("Three", "ثلاثة")}
    assert frozen_states(SOURCE, kept) == {"a": "agreed", "b": "changed"}
    stale = {"c": Translated("Three, once", "ثلاثة")}
    assert frozen_states(SOURCE, stale) == {"c": "changed"}


def test_a_version_knows_of_words_that_changed_after_they_were_translated():
    kept = {
        "title": Translated("A few questions", "أسئلة", State.REVIEWED),
        "groups.about": Translated("About me", "عنك", State.AGREED),
    }
    made = joined(untranslated(SMALL), {"ar": kept})
    assert progress_of(made, "ar").changed == 1
    # A draft that begins with it knows so too, and so does its next version.
    again = kept_of(made, "ar")
    assert again == {
        "title": kept["title"], "groups.about": Translated("", "عنك"),
    }  # fmt: skip
    assert progress(sources(made), again).changed == 1
    assert joined(untranslated(made), {"ar": again}) == made


def test_a_version_says_how_far_each_of_its_languages_is():
    kept = {
        "title": Translated("A few questions", "أسئلة", State.REVIEWED),
        "groups.about": Translated("About me", "عنك", State.AGREED),
    }
    made = joined(untranslated(SMALL), {"ar": kept, "fr": kept})
    assert made.title["ar"] == "أسئلة"
    assert made.translation_states == {
        "ar": {"title": "reviewed", "groups.about": "changed"}
    }
    found = progress_of(made, "ar")
    assert found.by_state == {State.REVIEWED: 1, State.DRAFT: 1}
    assert found.lowest is State.DRAFT
    assert from_body(to_body(made)) == made


def test_what_came_from_a_file_is_a_draft():
    found = progress_of(SMALL, "ar")
    assert set(found.by_state) == {State.DRAFT}
    assert 0 < found.missing < found.total


@pytest.mark.parametrize("state", State)
def test_the_least_of_all_states_is_that_of_the_language(state):
    counts = {
        each: 1 for each in State if list(State).index(each) >= list(State).index(state)
    }
    assert Progress(9, counts).lowest is state
    assert replace(Progress(9, counts), total=4).done == len(counts)
