"""Questions made up for a try are questions like any others."""

import pytest

from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import labelled, made_up, question, yes_no
from surveys.instruments.strict_toml import FileRefused
from surveys.instruments.structure import faults

QUESTIONS = """
[[items]]
key = "why"
kind = "text"
label = "Why?"
"""


def test_made_up_questions_have_all_that_a_set_of_questions_needs():
    found = read_definition("try.toml", made_up("try", "A try", QUESTIONS))
    assert (found.slug, found.title, found.languages) == (
        "try",
        {"en": "A try"},
        ("en",),
    )
    assert [item.key for item in found.items] == ["why"]
    assert faults(found) == []


def test_they_may_be_translated():
    text = made_up("try", "A try", QUESTIONS, languages=("en", "ar"))
    found = read_definition("try.toml", text, {"try.ar.toml": 'title = "محاولة"'})
    assert found.title == {"en": "A try", "ar": "محاولة"}


def test_no_fault_of_the_questions_is_passed_over():
    with pytest.raises(FileRefused, match=r"items\.1\.x: This key is not known"):
        read_definition("try.toml", made_up("try", "A try", QUESTIONS + 'x = "video"'))


def test_a_question_says_what_it_is_told_to_say():
    made = question(
        "age",
        "integer",
        'How "old"? ١',
        minimum=0,
        required=True,
        relevant={"item": "asked", "options": ["yes"]},
        bands=[{"key": "all", "label": "All", "from": 0}],
    )
    asked = question("asked", "select_one", "Asked?", options=yes_no())
    found = read_definition("try.toml", made_up("try", "A try", asked + made))
    first, second = found.items
    assert [(each.key, each.label) for each in first.options] == [
        ("yes", {"en": "Yes"}),
        ("no", {"en": "No"}),
    ]
    assert (second.kind, second.label) == ("integer", {"en": 'How "old"? ١'})
    assert (second.minimum, second.required) == (0, True)
    assert [rule.item for rule in second.relevant] == ["asked"]
    assert [band.key for band in second.bands] == ["all"]
    assert faults(found) == []


def test_named_parts_stand_in_the_order_in_which_they_are_said():
    assert labelled(b="B", a="A") == [
        {"key": "b", "label": "B"},
        {"key": "a", "label": "A"},
    ]


def test_a_question_with_a_fact_that_is_not_known_is_refused():
    asked = question("why", "text", "Why?", colour="red")
    with pytest.raises(FileRefused, match=r"items\.1\.colour: This key is not known"):
        read_definition("try.toml", made_up("try", "A try", asked))
