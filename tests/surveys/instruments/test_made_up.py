"""Questions made up for a try are questions like any others."""

import pytest

from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import made_up
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
