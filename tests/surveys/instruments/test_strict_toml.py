import pytest

from core.errors import Refused
from surveys.instruments.strict_toml import (
    FileRefused,
    Place,
    flat,
    parsed,
    rows,
    table,
    texts,
)

HERE = Place("a.toml", "items")


def reason(call, *words):
    with pytest.raises(FileRefused) as caught:
        call(*words)
    return str(caught.value)


def test_a_refusal_is_one_sentence_with_file_key_and_reason():
    assert str(FileRefused("a.toml", "items.x", "No.")) == "a.toml: items.x: No."
    assert str(FileRefused("a.toml", "", "No.")) == "a.toml: No."
    assert FileRefused("a.toml", "", "No.").code == "a.toml: No."
    assert issubclass(FileRefused, Refused)


def test_a_place_knows_how_deep_it_is():
    assert Place("a.toml").at("items").at("x") == Place("a.toml", "items.x")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ([], "items: This must be a table."),
        ({}, "items.key: This key is missing."),
        ({"key": 3}, "items.key: This must be text."),
        ({"key": "a", "size": True}, "items.size: This must be a whole number."),
        ({"key": "a", "by": 3}, "items.by: This must be text or a list."),
        ({"key": "a", "x": 1}, "items.x: This key is not known. Known: key, size, by."),
    ],
)
def test_a_table_has_exactly_the_keys_that_are_known(raw, said):
    needs, may = {"key": str}, {"size": int, "by": (str, list)}
    assert reason(table, HERE, raw, needs, may) == f"a.toml: {said}"


def test_a_table_that_holds_comes_back_as_a_copy():
    raw = {"key": "a", "by": ["x"]}
    found = table(HERE, raw, {"key": str}, {"by": (str, list)})
    assert found == raw
    assert found is not raw


@pytest.mark.parametrize("raw", ["text", 3, ["a", 3], ["a", " "], {"a": "b"}])
def test_texts_are_a_list_of_texts_that_say_something(raw):
    assert "list of texts" in reason(texts, HERE, raw)


def test_rows_are_counted_from_one():
    assert rows(HERE, ["a", "b"]) == [
        (Place("a.toml", "items.1"), "a"),
        (Place("a.toml", "items.2"), "b"),
    ]
    assert "must be a list" in reason(rows, HERE, {})


def test_nested_texts_lie_flat_under_dotted_keys():
    raw = {"title": "T", "consent": {"lines": ["one", "two"]}}
    assert flat(Place("a.toml"), raw) == {
        "title": "T",
        "consent.lines.1": "one",
        "consent.lines.2": "two",
    }


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"title": ""}, "a.toml: title: This text is empty."),
        ({"title": 3}, "a.toml: title: This must be a list."),
    ],
)
def test_what_lies_flat_is_text_and_never_empty(raw, said):
    assert reason(flat, Place("a.toml"), raw) == said


def test_what_is_no_toml_is_refused_with_its_line():
    assert "line 2" in reason(parsed, "a.toml", "a = 1\nb = ]\n")
