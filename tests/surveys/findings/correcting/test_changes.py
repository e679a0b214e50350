import re
from pathlib import Path
from uuid import UUID

import pytest

from core.errors import Invalid
from surveys.findings.correcting import changes
from surveys.findings.correcting.changes import (
    NO_CHANGES,
    Changes,
    changes_of,
    changes_of_file,
)

ROOT = Path(__file__).parents[4]
ONE, TWO = UUID(int=1), UUID(int=2)
FILE = f"""
leave_out = ["{ONE.hex}"]
[retype.{TWO.hex}]
q1 = "no"
q2 = ""
[[labels]]
item = "q1"
option = "no"
text = {{en = "Never"}}
"""


def test_a_file_says_what_is_left_out_retyped_and_renamed():
    found = changes_of(changes_of_file(FILE))
    assert found.leave_out == {ONE}
    assert found.retype == {TWO: {"q1": "no", "q2": ""}}
    assert [label["text"] for label in found.labels] == [{"en": "Never"}]
    assert found.touched == {ONE, TWO}
    assert changes_of(found.written()) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("leave_out = [", "no_file"),
        ("leave_in = []", "no_file"),
        ("", "nothing"),
        ('leave_out = ["q1"]', "no_key"),
        ("leave_out = [1]", "no_key"),
        ('retype = {q1 = "no"}', "no_key"),
        ('[[labels]]\ntext = {en = "x"}', "no_label"),
        ('[[labels]]\nitem = "q1"', "no_label"),
        ('[[labels]]\nitem = "q1"\ntext = "x"', "no_label"),
        ('[[labels]]\nitem = "q1"\ntext = {en = 5}', "no_label"),
        ('[[labels]]\nitem = "q1"\ntext = {en = " "}', "no_label"),
        (f"[retype.{ONE.hex}]\nq1 = 2026-01-01", "unknown_answer"),
        (f"[retype.{ONE.hex}]\nq1 = nan", "unknown_answer"),
        (f"[retype.{ONE.hex}]\nq1 = [[1]]", "unknown_answer"),
        ('[[labels]]\nitem = "q1"\ngroup = "a"\ntext = {en = "x"}', "no_label"),
        ('[[labels]]\nitem = "q1"\nbreakdown = "a"\ntext = {en = "x"}', "no_label"),
        ('[[labels]]\nitem = "q1"\nwhere = "a"\ntext = {en = "x"}', "no_label"),
    ],
)
def test_what_cannot_be_read_is_refused(text, code):
    with pytest.raises(Invalid) as caught:
        changes_of_file(text)
    assert caught.value.code == f"correction.{code}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('leave_out = []\nthis is "wrong"\n', 'this is "wrong"'),
        ("leave_out = [", "leave_out = ["),
        ("leave_in = []", "leave_in"),
        ('leave_out = ["q1"]', "q1"),
        ("leave_out = 5", "leave_out, retype"),
        ('[[labels]]\nitem = "q1"\noption = "no"', "item = q1, option = no"),
    ],
)
def test_what_cannot_be_read_is_told_in_the_words_of_the_file(text, found):
    with pytest.raises(Invalid) as caught:
        changes_of_file(text)
    assert caught.value.facts["found"] == found


def test_a_correction_cannot_change_everything(monkeypatch):
    monkeypatch.setattr(changes, "MOST_RESPONSES", 1)
    with pytest.raises(Invalid, match="too_many"):
        changes_of_file(FILE)


def test_of_two_changes_to_the_same_answer_the_later_one_holds():
    first = Changes(retype={ONE: {"q1": "no", "q2": "a"}}, labels=({"item": "q1"},))
    second = Changes(retype={ONE: {"q1": "yes"}}, labels=({"item": "q2"},))
    both = second.after(first)
    assert both.retype == {ONE: {"q1": "yes", "q2": "a"}}
    assert both.labels == ({"item": "q1"}, {"item": "q2"})


def test_what_is_left_out_need_not_be_retyped():
    both = Changes(frozenset({ONE})).after(Changes(retype={ONE: {"q1": "no"}}))
    assert (both.leave_out, both.retype) == ({ONE}, {})


def test_a_release_without_a_correction_has_none():
    assert changes_of(None) == NO_CHANGES


def test_corrections_together_touch_no_more_than_one_may(monkeypatch):
    monkeypatch.setattr(changes, "MOST_RESPONSES", 1)
    first, second = (Changes(leave_out=frozenset({key})) for key in (ONE, TWO))
    assert first.after(first) == first
    with pytest.raises(Invalid, match="too_many"):
        second.after(first)


def test_the_file_that_the_document_shows_can_be_read():
    shown = (ROOT / "docs/operations/corrections.md").read_text(encoding="utf-8")
    [file] = re.findall(r"```toml\n(.*?)```", shown, re.DOTALL)
    found = changes_of(changes_of_file(file))
    assert (len(found.leave_out), len(found.retype), len(found.labels)) == (1, 1, 2)
