import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from surveys.instruments.body import from_body, to_body
from surveys.instruments.kinds import Kind
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.shipped import templates
from surveys.instruments.strict_document import (
    LONGEST,
    LONGEST_NAME,
    parsed_json,
    read_as,
    shown,
)
from surveys.instruments.strict_toml import FileRefused, Place
from tests.surveys.instruments.any_instrument import any_instrument
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.small import SMALL

HERE = Place("x.json")


@dataclass(frozen=True)
class Inner:
    """A part of the whole."""

    name: str
    size: float = 1.0


@dataclass(frozen=True)
class Whole:
    """One field of each type that documents have."""

    words: Mapping[str, str]
    kind: Kind
    parts: tuple[Inner, ...] = ()
    keys: frozenset[str] = frozenset()
    number: int | None = None
    is_new: bool = False
    either: str | int | float | None = None
    tree: str | float | list[Any] | None = None
    said: dict[str, str] = field(default_factory=dict)


LEAST = {"words": {"en": "Hello"}, "kind": "text"}


def whole(**more):
    return read_as(Whole, LEAST | more, HERE)


def refusal(of=Whole, **more):
    with pytest.raises(FileRefused) as caught:
        read_as(of, LEAST | more, HERE)
    return caught.value


def test_a_document_becomes_the_dataclass_it_stands_for():
    assert whole() == Whole({"en": "Hello"}, Kind.TEXT)
    assert whole(parts=[{"name": "a"}, {"name": "b", "size": 2}]).parts == (
        Inner("a"),
        Inner("b", 2),
    )
    assert whole(keys=["b", "a"]).keys == {"a", "b"}
    assert whole(number=0, is_new=True, either=0.5).either == 0.5
    assert whole(tree=["not", ["item", "a"]]).tree == ["not", ["item", "a"]]
    assert whole(tree=3).tree == 3
    assert whole(said={"en": "x"}).said == {"en": "x"}


@pytest.mark.parametrize(
    ("more", "key", "reason"),
    [
        ({"colour": 1}, "colour", "This key is not known."),
        ({"words": "Hello"}, "words", "This must be an object."),
        ({"words": {"en": 1}}, "words.en", "This must be a text."),
        ({"words": {"x" * (LONGEST_NAME + 1): "a"}}, "words", "longer than"),
        ({"words": {"en": "x" * (LONGEST + 1)}}, "words.en", "longer than"),
        ({"words": {"en": "a\0b"}}, "words.en", "a character that is none"),
        ({"words": {"en": "\ud800"}}, "words.en", "a character that is none"),
        ({"words": {"e\0": "a"}}, "words", "a character that is none"),
        ({"kind": "song"}, "kind", "Known: "),
        ({"kind": ["text"]}, "kind", "Known: "),
        ({"kind": None}, "kind", "Known: "),
        ({"parts": {}}, "parts", "This must be a list."),
        ({"parts": "ab"}, "parts", "This must be a list."),
        ({"parts": [1]}, "parts.1", "This must be an object."),
        ({"parts": [{"name": "a"}, {}]}, "parts.2.name", "This key is missing."),
        ({"parts": [{"name": "a", "size": "2"}]}, "parts.1.size", "a number"),
        ({"keys": ["a", 1]}, "keys.2", "This must be a text."),
        ({"number": True}, "number", "This must be a whole number."),
        ({"number": 1.0}, "number", "This must be a whole number."),
        ({"number": None}, "number", "This must be a whole number."),
        ({"number": 2**53}, "number", "too large"),
        ({"number": -(2**70)}, "number", "too large"),
        ({"is_new": 1}, "is_new", "This must be true or false."),
        ({"either": []}, "either", "a text or a whole number or a number"),
        ({"either": float("inf")}, "either", "too large"),
        ({"tree": {"a": 1}}, "tree", "a text or a number or a list"),
        ({"tree": ["exec"]}, "tree", "an operation that is not known"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(more, key, reason):
    found = refusal(**more)
    assert found.key == key
    assert reason in found.reason


def test_a_missing_key_and_a_whole_that_is_none_are_refused():
    with pytest.raises(FileRefused, match=r"x\.json: kind: This key is missing\."):
        read_as(Whole, {"words": {}}, HERE)
    with pytest.raises(FileRefused, match="This must be an object"):
        read_as(Whole, [LEAST], HERE)


def test_a_key_that_a_terminal_would_obey_is_shown_as_what_it_is():
    found = refusal(**{"\x1b[2Jcleared": 1})
    assert found.key == r"'\x1b[2Jcleared'"


def test_a_stranger_cannot_make_a_long_refusal():
    assert shown("x" * 500) == "x" * 60 + "..."
    assert shown("a\nb") == r"'a\nb'"
    assert shown("Öl") == "Öl"


@pytest.mark.parametrize("instrument", [*templates(), SMALL, EVERY_KIND])
def test_every_instrument_of_ours_is_read_as_it_was_written(instrument):
    raw = json.loads(json.dumps(to_body(instrument)))
    assert read_as(Instrument, raw, HERE) == from_body(raw)


@pytest.mark.parametrize("seed", range(100))
def test_and_so_is_any_other(seed):
    made = any_instrument(Random(seed))  # noqa: S311
    read = read_as(Instrument, json.loads(json.dumps(to_body(made))), HERE)
    assert to_body(read) == to_body(made)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "This is not JSON."),
        ("", "This is not JSON."),
        ('{"a": 1, "b": 2, "a": 3}', "The key a stands there twice."),
        ('[{"a": {"b": 1, "b": 1}}]', "The key b stands there twice."),
        ("[NaN]", "This is not JSON."),
        ("[-Infinity]", "This is not JSON."),
        (f"[{'9' * 5000}]", "This is not JSON."),
        ("[" * 100_000, "This is nested too deeply."),
        ('{"a":' * 100_000, "This is nested too deeply."),
    ],
)
def test_json_that_python_would_bend_is_refused(text, reason):
    with pytest.raises(FileRefused) as caught:
        parsed_json("x.json", text)
    assert caught.value.reason == reason


def test_plain_json_is_read():
    assert parsed_json("x.json", '{"a": [1, 2.5, "é"]}') == {"a": [1, 2.5, "é"]}
