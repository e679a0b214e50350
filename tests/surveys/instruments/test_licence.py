from dataclasses import replace

import pytest

from surveys.instruments.body import from_body, to_body
from surveys.instruments.licence import may_edit, may_follow, may_pack
from surveys.instruments.questionnaire import Licence
from tests.surveys.instruments.small import SMALL


def under(**rights):
    return replace(SMALL, licence=Licence("a licence", **rights))


def test_a_licence_that_says_nothing_allows_nothing():
    assert not may_edit(under())
    assert not may_pack(under())


@pytest.mark.parametrize("modify", [True, False])
@pytest.mark.parametrize("redistribute", [True, False])
def test_changing_and_handing_on_are_two_rights_that_travel(modify, redistribute):
    licensed = under(may_modify=modify, may_redistribute=redistribute)
    for each in (licensed, from_body(to_body(licensed))):
        assert (may_edit(each), may_pack(each)) == (modify, redistribute)


OTHER_WORDS = {"title": {"en": "More questions"}}
OTHER_LICENCE = {"licence": Licence("CC0-1.0", may_modify=True)}
ADDED = {"title": {**SMALL.title, "fr": "Questions"}, "languages": ("en", "ar", "fr")}
REVIEWED = {"translation_states": {"ar": {"title": "reviewed"}}}


@pytest.mark.parametrize("change", [OTHER_WORDS, OTHER_LICENCE, {"items": ()}])
def test_where_nobody_may_change_the_words_no_others_follow(change):
    assert not may_follow(replace(under(), **change), under())
    assert may_follow(replace(under(), **change), under(may_modify=True))


OTHER_ARABIC = {"title": {**SMALL.title, "ar": "أخرى"}}
NO_ARABIC = {"languages": ("en",), "title": {"en": SMALL.title["en"]}}


@pytest.mark.parametrize("change", [OTHER_ARABIC, NO_ARABIC])
def test_a_translation_that_came_with_the_licence_is_not_changed(change):
    assert not may_follow(replace(under(), **change), under())
    assert may_follow(replace(under(), **change), under(may_modify=True))


OWN_CONSENT = {
    "consent": replace(SMALL.consent, version=2, lines={"en": ("We ask.",)}),
}


@pytest.mark.parametrize("change", [{}, ADDED, REVIEWED, OWN_CONSENT])
def test_translations_and_who_asks_may_always_follow(change):
    assert may_follow(replace(under(), **change), under())
