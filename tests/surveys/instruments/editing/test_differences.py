"""What changed between two versions, and what of it breaks a series."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.editing.differences import (
    Change,
    differences,
    history,
    raised,
)
from surveys.instruments.editing.drafting import (
    add_item,
    change_item,
    item_of,
    move_item,
    remove_item,
)
from surveys.instruments.editing.rewording import Rewording
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.options import Option
from surveys.instruments.translating.strings import (
    relabelled,
    sources,
    untranslated,
)
from tests.surveys.instruments.scored import SCORED
from tests.surveys.instruments.small import SMALL

DRAFT = untranslated(SMALL)
ASKED, BARRIERS = item_of(DRAFT, "asked"), item_of(DRAFT, "barriers")
AGE, WISH = item_of(DRAFT, "age"), item_of(DRAFT, "wish")


def changed(item, **parts):
    return change_item(DRAFT, replace(item, **parts))


def found(draft):
    return {each.key: each for each in differences(DRAFT, draft)}


def test_nothing_changed_is_no_difference():
    assert differences(SMALL, SMALL) == []
    assert raised(DRAFT, history([SMALL]), SMALL) == DRAFT


BREAKS = [
    (ASKED, {"label": {"en": "Have you asked for help?"}}, Change.WORDING),
    (ASKED, {"hint": {"en": "In the last 12 months."}}, Change.WORDING),
    (ASKED, {"hint": None}, Change.WORDING),
    (ASKED, {"options": ASKED.options[:2]}, Change.OPTIONS),
    (ASKED, {"options": (*ASKED.options, Option("x", {"en": "X"}))}, Change.OPTIONS),
    (ASKED, {"options": tuple(reversed(ASKED.options))}, Change.ORDER),
    (ASKED, {"random_order": True}, Change.ORDER),
    (BARRIERS, {"at_most": 3}, Change.BOUNDS),
    (AGE, {"minimum": 16}, Change.BOUNDS),
    (AGE, {"constraint": [">", ["self"], 3]}, Change.BOUNDS),
    (BARRIERS, {"relevant": ()}, Change.ASKED),
    (WISH, {"when": [">", ["item", "age"], 3]}, Change.ASKED),
    (WISH, {"kind": Kind.NOTE}, Change.KIND),
]


@pytest.mark.parametrize(("item", "parts", "change"), BREAKS)
def test_a_change_that_breaks_a_series_raises_the_version_of_its_question(
    item, parts, change
):
    draft = changed(item, **parts)
    difference = found(draft)[item.key]
    assert change in difference.changes
    assert difference.breaks
    new = raised(draft, history([SMALL]), SMALL)
    assert item_of(new, item.key).version == item.version + 1
    others = [each for each in new.items if each.key != item.key]
    assert others == [each for each in DRAFT.items if each.key != item.key]


KEEPS = [
    (ASKED, {"group": "about"}, Change.HEADING),
    (ASKED, {"required": True}, Change.RULES),
    (ASKED, {"sensitive": True}, Change.SENSITIVE),
    (ASKED, {"pinned": True}, Change.RULES),
    (ASKED, {"constraint_message": {"en": "No."}}, Change.RULES),
    (ASKED, {"merges": ()}, Change.PUBLISHING),
    (AGE, {"bands": AGE.bands[:1]}, Change.PUBLISHING),
]


@pytest.mark.parametrize(("item", "parts", "change"), KEEPS)
def test_what_leaves_the_answers_comparable_raises_nothing(item, parts, change):
    draft = changed(item, **parts)
    assert found(draft)[item.key].changes == (change,)
    assert item_of(raised(draft, history([SMALL]), SMALL), item.key).version == (
        item.version
    )


def test_a_question_that_is_no_longer_marked_sensitive_is_named_as_such():
    marked = changed(ASKED, sensitive=True)
    (difference,) = differences(marked, DRAFT)
    assert (difference.key, difference.changes) == ("asked", (Change.NOT_SENSITIVE,))


@given(st.sampled_from(sorted(sources(SMALL))))
def test_whatever_text_changed_is_named_with_its_words_before_and_after(key):
    draft = relabelled(
        DRAFT, lambda each, label: {"en": "Other."} if each == key else label
    )
    (difference,) = differences(DRAFT, draft)
    assert difference.key == (key.split(".")[1] if key.startswith("items.") else "")
    assert difference.changes
    assert difference.reworded == (Rewording(sources(DRAFT)[key], "Other."),)


def test_words_that_came_or_went_have_none_beside_them():
    hint = ASKED.hint["en"]
    (gone,) = differences(DRAFT, changed(ASKED, hint=None))
    assert gone.reworded == (Rewording(hint, ""),)
    new = (*ASKED.options, Option("x", {"en": "X"}))
    (more,) = differences(DRAFT, changed(ASKED, options=new))
    assert more.changes == (Change.OPTIONS,)
    assert more.reworded == (Rewording("", "X"),)


def test_an_answer_that_came_between_others_leaves_their_order_as_it_is():
    first, *others = ASKED.options
    between = (first, Option("x", {"en": "X"}), *others)
    for options in (between, ASKED.options[1:]):
        (found,) = differences(DRAFT, changed(ASKED, options=options))
        assert Change.OPTIONS in found.changes
        assert Change.ORDER not in found.changes
    (turned,) = differences(DRAFT, changed(ASKED, options=between[::-1]))
    assert {Change.OPTIONS, Change.ORDER} <= set(turned.changes)


def test_a_heading_that_changed_breaks_no_series():
    groups = (replace(DRAFT.groups[0], label={"en": "You"}), *DRAFT.groups[1:])
    (frame,) = differences(DRAFT, replace(DRAFT, groups=groups))
    assert (frame.key, frame.changes, frame.breaks) == ("", (Change.WORDING,), False)


@given(st.sampled_from([item.key for item in SMALL.items]), st.integers(-5, 5))
def test_the_order_of_questions_raises_nothing(key, by):
    draft = move_item(DRAFT, key, by)
    assert not any(each.breaks for each in differences(DRAFT, draft))
    new = raised(draft, history([SMALL]), SMALL)
    assert {i.key: i.version for i in new.items} == {
        i.key: i.version for i in SMALL.items
    }


def test_a_translation_raises_nothing():
    arabic = replace(ASKED, label={"en": "Did you ask for help?", "ar": "؟"})
    (difference,) = differences(DRAFT, change_item(DRAFT, arabic))
    assert difference.changes == (Change.TRANSLATION,)
    assert not difference.breaks


def test_the_frame_is_compared_too():
    consent = replace(DRAFT.consent, agree={"en": "Yes."})
    licence = replace(DRAFT.licence, name="CC-BY-4.0")
    draft = replace(
        DRAFT, title={"en": "Other"}, notice=None, consent=consent, licence=licence
    )
    assert found(draft)[""].changes == (
        Change.TITLE,
        Change.CONSENT,
        Change.NOTICE,
        Change.LICENCE,
    )
    assert raised(draft, history([SMALL]), SMALL).consent.version == 2
    assert raised(DRAFT, history([SMALL]), SMALL).consent.version == 1


def test_questions_come_and_go():
    draft = remove_item(add_item(DRAFT, Item("new", Kind.TEXT, {"en": "?"})), "age")
    changes = found(draft)
    assert changes["new"].changes == (Change.ADDED,)
    assert changes["age"].changes == (Change.REMOVED,)
    assert not changes["age"].breaks


def test_a_question_that_comes_back_goes_on_from_its_last_version():
    without = remove_item(DRAFT, "asked")
    back = add_item(without, replace(ASKED, version=1, label={"en": "Other words?"}))
    new = raised(back, history([SMALL, without]), without)
    assert item_of(new, "asked").version == ASKED.version + 1


def test_a_pinned_question_needs_consent_to_break_or_go():
    pinned = changed(WISH, pinned=True)

    def asks(draft):
        return [e.key for e in differences(pinned, draft) if e.needs_consent]

    assert asks(changed(WISH, pinned=True, label={"en": "?"})) == ["wish"]
    assert asks(changed(WISH, label={"en": "?"})) == ["wish"]
    assert asks(remove_item(pinned, "wish")) == ["wish"]
    assert asks(changed(WISH, pinned=True, required=True)) == []
    assert asks(DRAFT) == []


def scored(key, **parts):
    before = untranslated(SCORED)
    return before, change_item(before, replace(item_of(before, key), **parts))


@pytest.mark.parametrize(
    "parts", [{"score_of": ("s1", "s2")}, {"points": ("good", "fair", "bad")}]
)
def test_another_rule_makes_another_score(parts):
    before, after = scored("went", **parts)
    [change] = differences(before, after)
    assert (change.key, change.changes) == ("went", (Change.BOUNDS,))
    assert item_of(raised(after, history([before]), before), "went").version == 2


def test_another_question_makes_another_score_of_it():
    before, after = scored("s2", label={"en": "Who was there?"})
    made = raised(after, history([before]), before)
    assert {each.key: each.version for each in made.items} == {
        "s1": 1,
        "s2": 2,
        "s3": 1,
        "went": 2,
        "town": 1,
    }


def test_other_bands_are_another_way_to_publish_the_same_score():
    went = item_of(untranslated(SCORED), "went")
    cut = (replace(went.bands[0], up_to=1.5), replace(went.bands[1], above=1.5))
    before, after = scored("went", bands=(*cut, went.bands[2]))
    [change] = differences(before, after)
    assert change.changes == (Change.PUBLISHING,)
    assert item_of(raised(after, history([before]), before), "went").version == 1
