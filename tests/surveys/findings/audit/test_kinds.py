"""One unknown for each kind of person: it shares no equation with the audit."""

from collections import Counter

import pytest

from surveys.findings.audit import hiding
from surveys.findings.audit.kinds import follows, kinds_of
from surveys.findings.audit.trial import LANGUAGES, attacked, some_people
from surveys.findings.audit.verdict import Verdict
from surveys.findings.tabulate import Counted
from tests.surveys.findings.audit.test_attacks import (
    TOWNS,
    WELL_SPREAD,
    body,
    with_table,
)
from tests.surveys.findings.audit.waves import (
    TINY,
    TINY_PLAN,
    Wave,
    as_published,
    random_wave,
)
from tests.surveys.findings.factories import plan

KINDS = kinds_of(TINY, plan(TINY_PLAN, TINY), LANGUAGES)
SPREAD = [Counted(answers, language, "web") for answers, language in WELL_SPREAD]


def told(wave, published, people):
    return list(follows(KINDS, published, people))


def test_everybody_there_can_be_is_one_kind():
    """Six ways through two questions, seven of ticking, four towns, three languages."""
    said = Counter((repr(sorted(p.answers.items())), p.language) for p in KINDS.people)
    assert len(said) == len(KINDS.people) == 6 * 7 * 4 * 3
    assert set(said.values()) == {1}


def test_every_published_number_is_that_of_its_kinds():
    """The reading itself: each number of a release, counted out of the people."""
    wave, people = random_wave(6), some_people(6)
    counts = Counter((repr(sorted(p.answers.items())), p.language) for p in people)
    real = [counts[repr(sorted(p.answers.items())), p.language] for p in KINDS.people]
    assert sum(real) == len(people)
    numbers = list(KINDS.numbers(wave.published))
    assert len(numbers) > 40
    for counted, number in numbers:
        assert number == sum(n for at, n in enumerate(real) if counted >> at & 1)


@pytest.mark.parametrize("seed", [0, 4])
def test_it_finds_what_the_audit_finds_and_nothing_once_that_is_hidden(seed):
    """Waves in which the gate alone lets something through."""
    wave, people = random_wave(seed), some_people(seed)
    assert wave.judge().given_away
    assert told(wave, wave.published, people)
    assert told(wave, as_published(wave.audited()), people) == []


def test_a_margin_less_what_is_shown_is_found():
    wave = Wave(WELL_SPREAD, TINY_PLAN, TINY)
    rows = {key: None if key == "o" else row for key, row in TOWNS.items()}
    leak = with_table(wave.published, "q", "town", "abc", rows)
    found = told(wave, leak, SPREAD)
    assert "q a o: 3 to 3 people, not none to 5" in found
    rows["p"] = None
    hidden = with_table(wave.published, "q", "town", "abc", rows)
    assert told(wave, hidden, SPREAD) == []


def test_a_number_that_is_part_of_another_but_for_few_is_found():
    wave = Wave(WELL_SPREAD, TINY_PLAN, TINY)
    rows = {"": [20, 122], "n": None, "o": None, "p": None}
    leak = with_table(wave.published, "q", "town", "ab", rows)
    table, found = body(leak, "q", "town"), "one number without another: 3 people"
    table["columns"][1]["members"] = ["b", "c"]
    assert found not in told(wave, leak, SPREAD)
    table["rows"][2] |= {"base": 40, "counts": [None, 37]}
    assert found in told(wave, leak, SPREAD)


def test_a_made_up_wave_tells_where_the_audit_does_not_look(monkeypatch):
    """The count of the command can be another than none."""
    assert not attacked(0).leaks
    nothing = Verdict(1, 1, 1, ())
    monkeypatch.setattr(hiding, "judge", lambda *_, **__: nothing)
    blind = attacked(0)
    assert blind.leaks
    assert blind.told
