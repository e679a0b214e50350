import pytest

from core.errors import Invalid
from surveys.findings.coding.codebook.entry import PARTS, with_words
from surveys.findings.coding.codebook.starter import starter

TYPED = {"name": " Cost ", "definition": "Money in the way."}


def test_an_entry_is_written_in_one_language():
    parts = with_words({}, TYPED, "en")
    assert list(parts) == list(PARTS)
    assert parts["name"] == {"en": "Cost"}
    assert parts["include"] == {}


def test_other_languages_keep_their_words():
    before = with_words({}, TYPED, "en")
    parts = with_words(before, {"name": "التكلفة", "definition": "المال"}, "ar")
    assert parts["name"] == {"en": "Cost", "ar": "التكلفة"}
    assert before["name"] == {"en": "Cost"}


def test_an_empty_text_takes_the_words_of_its_language_away():
    before = with_words({}, TYPED | {"include": "Fees."}, "en")
    assert with_words(before, TYPED, "en")["include"] == {}
    assert with_words(before, TYPED, "ar")["include"] == {"en": "Fees."}


@pytest.mark.parametrize("part", ["name", "definition"])
def test_a_code_has_a_name_and_a_definition(part):
    with pytest.raises(Invalid) as caught:
        with_words({}, TYPED | {part: "  "}, "en")
    assert caught.value.code == f"codebook.{part}_missing"


@pytest.mark.parametrize(("part", "letters"), [("name", 121), ("definition", 1001)])
def test_no_part_is_too_long(part, letters):
    with pytest.raises(Invalid) as caught:
        with_words({}, TYPED | {part: "x" * letters}, "en")
    assert (caught.value.code, caught.value.facts["part"]) == (
        "codebook.too_long",
        part,
    )


def test_the_draft_to_start_from_has_what_is_known():
    entries = {each.key: each for each in starter()}
    assert len(entries) == len(starter()) == 14 + 5 + 4 + 3
    assert {"connectedness", "hope", "identity", "meaning", "empowerment"} <= {*entries}
    assert {"confidence", "autonomy", "participation"} <= {*entries}
    assert not {"other", "nothing"} & {*entries}
    assert all(each.definition["en"] and each.parent["en"] for each in starter())


def test_barriers_are_called_as_people_can_tick_them():
    cost = next(each for each in starter() if each.key == "cost")
    assert cost.name["en"] == "The cost"
    assert set(cost.name) == {"en", "ar", "uk", "es", "fr", "pl"}
