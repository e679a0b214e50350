"""Three published numbers and more, of which some are part of one: few are left over.

No two of them differ by few people, so that no pair tells anything.
"""

import pytest

from surveys.findings.audit import nested, protected
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.protected import Protection
from surveys.findings.audit.stranger import conclusions
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import judge
from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import labelled, made_up, question
from tests.surveys.findings.audit.test_attacks import with_table
from tests.surveys.findings.audit.test_nested import FIRST, asked, on, wave
from tests.surveys.findings.audit.waves import (
    Wave,
    as_published,
    assert_the_audit_hides,
)

AT_A_OR_B = (
    FIRST
    + asked("r")
    + asked("n", on(("r", "yes")))
    + asked("m", on(("q", "a"), ("r", "yes")))
    + asked("k", on(("q", "b"), ("r", "yes")))
)


def some(left, *, number="n"):
    """60 said yes to r: 30 of them a to q, 27 b, and so many something else."""
    return wave(
        AT_A_OR_B,
        [number, "m", "k"],
        (15, {"q": "a", "r": "yes", "n": "no", "m": "yes"}),
        (15, {"q": "a", "r": "yes", "n": "yes", "m": "no"}),
        (13, {"q": "b", "r": "yes", "n": "no", "k": "yes"}),
        (14, {"q": "b", "r": "yes", "n": "yes", "k": "no"}),
        (left, {"q": "c", "r": "yes", "n": "yes"}),
        (40, {"q": "c", "r": "no"}),
        (40, {"q": "a", "r": "no"}),
    )


def three_bases():
    """Of those asked n, all but three were asked m or k."""
    return some(3)


def a_cell_and_two_bases():
    """Of those who said yes to r, all but three were asked m or k."""
    return some(3, number="r")


TICKS = question(
    "w", "select_multiple", "Which?", options=labelled(s="S", t="T", u="U")
)


def a_tick_and_a_base():
    """63 were asked n for s or t, and 60 ticked s: three ticked t and not s."""
    return wave(
        TICKS + asked("n", on(("w", "s", "t"))),
        ["w", "n"],
        (30, {"w": ["s"], "n": "no"}),
        (30, {"w": ["s", "t"], "n": "yes"}),
        (3, {"w": ["t"], "n": "yes"}),
        (60, {"w": ["u"]}),
    )


ATTACKS = [three_bases, a_cell_and_two_bases, a_tick_and_a_base]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_few_left_over_do_not_show_after_the_audit(attack):
    found = attack()
    shown = [body["columns"] for body in found.published.bodies]
    assert all(shown), "the gate lets all of it through"
    assert_the_audit_hides(found)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_stranger_would_conclude_it_from_what_the_gate_lets_through(attack):
    found = attack()
    said = list(conclusions(found.layout, found.published))
    assert any("left over: 3 to 3 people" in each for each in said)
    assert not list(conclusions(found.layout, as_published(found.audited())))


@pytest.mark.parametrize("attack", ATTACKS)
def test_were_they_not_looked_for_they_would_be_published(attack, monkeypatch):
    """The mutation."""
    monkeypatch.setattr(protected, "nested_in", lambda _layout: ())
    monkeypatch.setattr(Protection, "_of_untold", lambda *_: ())
    assert not attack().judge().given_away


@pytest.mark.parametrize("attack", [three_bases, a_cell_and_two_bases])
def test_no_pair_of_them_tells_it(attack, monkeypatch):
    monkeypatch.setattr(nested, "packings", lambda _survey, _parts: ())
    assert not attack().judge().given_away


def test_many_left_over_hide_nothing():
    assert some(13).audited().report["hidden"] == []
    assert some(13, number="r").audited().report["hidden"] == []


THREE_WAYS = (
    FIRST
    + question(
        "r",
        "select_one",
        "How often?",
        options=labelled(yes="Often", now="At times", no="Never"),
    )
    + asked("m", on(("q", "a"), ("r", "yes")))
)
BY_Q = {
    "title": "N",
    "tables": [{"item": "r", "by": ["place"]}, {"item": "m"}],
    "breakdowns": [{"key": "place", "label": "Place", "item": "q"}],
}


@pytest.mark.parametrize("most", [20_000, 0])
def test_who_was_asked_stands_in_the_table_by_the_groups_that_lead_there(most):
    """At a 12 said often and were asked m, 20 at times, and three never.

    Of 35 at a, with 20 shown, what is left is 15; but twelve of them were asked m.
    """
    questions = read_definition("by.toml", made_up("by", "B", THREE_WAYS))
    people = [
        *[({"q": "a", "r": "yes", "m": said}, "en") for said in ["no", "yes"] * 6],
        *[({"q": "a", "r": "now"}, "en")] * 20,
        *[({"q": "a", "r": "no"}, "en")] * 3,
        *[({"q": "b", "r": said}, "en") for said in ["yes", "now", "no"] * 30],
        *[({"q": "c", "r": said}, "en") for said in ["yes", "now", "no"] * 30],
    ]
    found = Wave(people, BY_Q, questions)
    layout = layout_of(found.layout.survey, most)
    truth = truth_of(layout, found.tabulation, found.plan)
    assert layout.is_whole == bool(most)
    rows = {
        "": [72, 80, 63],
        "a": [None, 20, None],
        "b": [None, 30, None],
        "c": [30, 30, 30],
    }
    leak = with_table(found.published, "r", "place", ["yes", "now", "no"], rows)
    told = {each.table for each in judge(layout, leak, truth).given_away}
    assert ("r", "place") in told
