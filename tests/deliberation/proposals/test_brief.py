from itertools import pairwise

import pytest

from deliberation.proposals.brief import Depth, Section, sections
from deliberation.proposals.wording import passage


def test_a_brief_opens_with_the_right_and_with_peoples_words():
    assert sections(Depth.MESSAGES)[:2] == (Section.RIGHT, Section.PEOPLE)


def test_one_page_ends_with_what_is_asked():
    assert sections(Depth.MESSAGES)[-1] is Section.ASKS


def test_causes_and_history_come_before_any_advice():
    order = sections(Depth.SUMMARY)
    for cause in (Section.HISTORY_AND_CONTEXT, Section.SYSTEM_CAUSES):
        assert order.index(cause) < order.index(Section.OPTIONS)


def test_the_whole_brief_leaves_nothing_out():
    assert sections(Depth.FULL) == tuple(Section)


@pytest.mark.parametrize(("shallow", "deep"), list(pairwise(Depth)))
def test_a_deeper_brief_begins_like_the_one_before_it(shallow, deep):
    before = sections(shallow)
    assert sections(deep)[: len(before)] == before
    assert len(sections(deep)) > len(before)


WORDS = {"en": "One.\nTwo {1}.", "ar": "واحد", "uk": " "}


@pytest.mark.parametrize(
    ("language", "spoken", "lines"),
    [("ar", "ar", 1), ("en", "en", 2), ("uk", "en", 2), ("pl", "en", 2)],
)
def test_a_reader_gets_their_language_or_the_default_one(language, spoken, lines):
    found = passage(WORDS, language)
    assert (found.language, len(found.lines)) == (spoken, lines)


def test_without_the_default_language_any_is_better_than_none():
    assert passage({"fr": "Un mot"}, "pl").language == "fr"


def test_places_for_figures_stand_apart_in_each_line():
    last = passage(WORDS, "en").lines[1]
    assert [part.position for part in last] == [None, 1, None]


@pytest.mark.parametrize("words", [None, {}, {"en": " \n"}])
def test_nothing_said_is_nothing(words):
    assert passage(words, "en") is None
