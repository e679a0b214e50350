import pytest

from surveys.findings.stories.telling.story_parts import (
    PARTS,
    Check,
    cleaned,
    fault_of_shown,
    faults_of,
    is_checked,
)

TOLD = {
    "hard": "I stayed in.",
    "helped": "Wren from the mill called me.",
    "changed": "I go out again.",
    "for_whom": "Me",
    "why": "I have my life back.",
}


def test_a_story_says_what_changed_for_whom_and_why():
    assert faults_of(TOLD) == {}
    assert faults_of({}) == dict.fromkeys(["changed", "for_whom", "why"], "missing")


@pytest.mark.parametrize(("part", "letters"), [("changed", 2001), ("for_whom", 201)])
def test_no_part_is_too_long(part, letters):
    assert faults_of(TOLD | {part: "x" * letters}) == {part: "too_long"}


def test_what_is_shown_is_the_tellers_with_marks():
    shown = TOLD | {"helped": "[name removed] from [details removed] called me."}
    assert fault_of_shown(TOLD, shown) is None
    assert fault_of_shown(TOLD, TOLD) is None


def test_a_part_may_be_left_out_but_for_what_a_story_needs():
    without = {part: words for part, words in TOLD.items() if part != "hard"}
    assert fault_of_shown(TOLD, without) is None
    assert fault_of_shown(TOLD, TOLD | {"why": ""}) == "why"


@pytest.mark.parametrize("part", PARTS)
def test_mended_words_are_not_the_tellers(part):
    assert fault_of_shown(TOLD, TOLD | {part: "Better words."}) == part


def test_everything_is_looked_for():
    assert is_checked(frozenset(Check))
    assert not any(is_checked(frozenset(Check) - {check}) for check in Check)


def test_what_no_database_keeps_is_taken_out():
    assert cleaned(" a\0b\r\nc\ud800\x07 ") == "ab\nc"
    assert cleaned("مرحبا 🌱") == "مرحبا 🌱"
