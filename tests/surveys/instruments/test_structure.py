from dataclasses import replace

import pytest

from surveys.instruments.expression_structure import DEEPEST_CONDITION
from surveys.instruments.options import Band, Merge, Option, Relevant
from surveys.instruments.questionnaire import Item, Kind
from surveys.instruments.structure import faults
from tests.surveys.instruments.small import SMALL

YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))


def found(*items, **changes):
    return faults(replace(SMALL, items=items or SMALL.items, **changes))


def an_item(kind=Kind.SELECT_ONE, **parts):
    options = YES_NO if kind is Kind.SELECT_ONE else ()
    return Item("x", kind, {"en": "?"}, **{"options": options, **parts})


def nested(times):
    """A condition inside so many others."""
    tree = ["true"]
    for _ in range(times):
        tree = ["not", tree]
    return tree


def test_a_sound_instrument_has_no_fault():
    assert found() == []
    assert found(an_item()) == []
    assert found(an_item(Kind.DECIMAL, minimum=-(10**14), maximum=10**14)) == []
    assert found(an_item(when=nested(DEEPEST_CONDITION - 1))) == []


@pytest.mark.parametrize(
    ("changes", "key", "reason"),
    [
        ({"slug": "Two Words"}, "slug", "small letters"),
        ({"slug": "double--hyphen"}, "slug", "single hyphens"),
        ({"languages": ("ar",)}, "languages", "default language"),
        ({"items": ()}, "items", "no question"),
        ({"groups": SMALL.groups * 2}, "groups", "about stands there twice"),
    ],
)
def test_a_frame_that_does_not_hold_is_a_fault(changes, key, reason):
    (first, *_) = faults(replace(SMALL, **changes))
    assert first[0] == key
    assert reason in first[1]


@pytest.mark.parametrize(
    ("item", "key", "reason"),
    [
        (replace(an_item(), key="1x"), "items.1x", "A key is a letter"),
        (an_item(options=YES_NO[:1]), "items.x.options", "at least two"),
        (an_item(options=YES_NO * 2), "items.x.options", "no stands there twice"),
        (
            an_item(options=(*YES_NO, Option("not sure", {}))),
            "items.x.options.not sure",
            "A key is a letter",
        ),
        (an_item(Kind.TEXT, options=YES_NO), "items.x.options", "Only select"),
        (an_item(at_most=2), "items.x.at_most", "Only select_multiple"),
        (an_item(minimum=2), "items.x.minimum", "Only a number"),
        (an_item(maximum=2), "items.x.maximum", "Only a number or a text"),
        (an_item(Kind.DECIMAL, minimum=float("-inf")), "items.x.minimum", "no number"),
        (an_item(Kind.DECIMAL, maximum=float("nan")), "items.x.maximum", "no number"),
        (an_item(Kind.INTEGER, default=10**400), "items.x.default", "no number"),
        (
            an_item(Kind.TEXT, when=nested(DEEPEST_CONDITION)),
            "items.x.when",
            "too many things at once",
        ),
        (an_item(Kind.NOTE, required=True), "items.x.required", "asks nothing"),
        (an_item(bands=(Band("b", {}),)), "items.x.bands", "Only a number"),
        (
            an_item(Kind.INTEGER, bands=(Band("b", {}, 9, 3),)),
            "items.x.bands.b",
            "ends before",
        ),
        (
            an_item(Kind.INTEGER, bands=(Band("a", {}, 0), Band("b", {}, 9))),
            "items.x.bands.b",
            "do not overlap",
        ),
        (
            an_item(merges=((Merge("m", {}, ("yes", "yes")),),)),
            "items.x.merges",
            "yes stands there twice",
        ),
        (
            an_item(relevant=(Relevant("x", frozenset({"yes"})),)),
            "items.x.relevant",
            "not an earlier question",
        ),
    ],
)
def test_an_item_that_does_not_hold_is_a_fault_at_its_place(item, key, reason):
    place, said = found(item)[-1]
    assert place == key
    assert reason in said


def test_levels_of_merging_may_name_the_same_options_again():
    fine = (Merge("some", {}, ("yes", "no")),)
    assert found(an_item(merges=(fine, fine))) == []


def speaking(key, **parts):
    """The small instrument, one of whose questions says something else."""
    items = [replace(i, **parts) if i.key == key else i for i in SMALL.items]
    return faults(replace(SMALL, items=tuple(items)))


@pytest.mark.parametrize("part", ["label", "hint", "constraint_message"])
def test_a_text_names_only_questions_there_are(part):
    assert speaking("wish", **{part: {"en": "${ asked } or ${age}?"}}) == []
    assert speaking("wish", **{part: {"en": "${asked} or ${ nobody }?"}}) == [
        (f"items.wish.{part}", "There is no question nobody.")
    ]


def test_a_name_that_is_lost_in_a_translation_says_its_language():
    label = {"en": "${asked}?", "ar": "${nobody}؟"}
    assert speaking("wish", label=label) == [
        ("items.wish.label.ar", "There is no question nobody.")
    ]


def test_a_note_has_no_answer_that_a_text_could_name():
    ((place, reason),) = speaking("wish", label={"en": "${welcome}?"})
    assert (place, reason) == ("items.wish.label", "There is no question welcome.")


def test_headings_name_only_questions_there_are():
    about = replace(SMALL.groups[0], label={"en": "${asked}, ${nobody}"})
    assert faults(replace(SMALL, groups=(about,))) == [
        ("groups.about.label", "There is no question nobody.")
    ]
