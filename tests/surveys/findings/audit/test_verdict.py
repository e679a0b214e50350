"""What need not be asked of everything: what little leaves open, and what was open."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.findings.audit import hiding, verdict
from tests.surveys.findings.audit.rings import (
    PEOPLE_IN_A_RING,
    WITH_A_QUESTION,
    wave_of,
)
from tests.surveys.findings.audit.test_hiding import LEAKY
from tests.surveys.findings.audit.test_rings import a_crowd
from tests.surveys.findings.audit.waves import as_published, random_wave


def asked_of_everything(patch):
    """Let nothing be found open while all else is held at what it is."""
    patch.setattr(verdict, "_by_nearness", lambda some, _: {("", frozenset()): some})


def asked_at_last(patch):
    """Note how many numbers are asked of the whole system."""
    seen, ask = [], verdict.given_away

    def noted(system, targets, watch, *, whole):
        seen.append((len(targets), len(system.equations)))
        return ask(system, targets, watch, whole=whole)

    patch.setattr(verdict, "given_away", noted)
    return seen


@settings(max_examples=6)
@given(st.sampled_from([PEOPLE_IN_A_RING, WITH_A_QUESTION]), st.integers(0, 10_000))
def test_what_is_found_nearby_changes_nothing_of_the_verdict(raw, seed):
    wave = wave_of(a_crowd(random.Random(seed)), raw)  # noqa: S311  # made up
    before = wave.judge().given_away
    with pytest.MonkeyPatch.context() as patch:
        asked_of_everything(patch)
        assert wave.judge().given_away == before


def crowded():
    """A wave with several few, of whom none can be worked out."""
    return wave_of(a_crowd(random.Random(5)), PEOPLE_IN_A_RING)  # noqa: S311


def test_people_by_two_groupings_are_found_open_in_those_two(monkeypatch):
    """Only what nothing nearby leaves open is asked of the whole system."""
    wave, seen = crowded(), asked_at_last(monkeypatch)
    found = wave.judge()
    assert found.targets == 8
    assert seen[-1][0] < 4
    seen.clear()
    asked_of_everything(monkeypatch)
    wave.judge()
    assert seen[-1][0] == found.targets


def test_a_verdict_names_what_stays_in_doubt_and_that_is_not_asked_again(monkeypatch):
    wave, seen = random_wave(LEAKY), asked_at_last(monkeypatch)
    found = wave.judge()
    assert found.given_away
    assert len(found.in_doubt) == found.targets - len(found.given_away) > 0
    seen.clear()
    again = wave.judge(in_doubt=found.in_doubt)
    assert max(asked for asked, _ in seen) == len(found.given_away)
    assert again.given_away == found.given_away
    assert again.in_doubt == found.in_doubt


def test_each_round_of_the_audit_is_told_what_the_one_before_left_open(monkeypatch):
    told, real = [], hiding.judge

    def noted(*words, in_doubt, **more):
        found = real(*words, in_doubt=in_doubt, **more)
        told.append((in_doubt, found.in_doubt))
        return found

    wave = random_wave(LEAKY)
    monkeypatch.setattr(hiding, "judge", noted)
    passed = wave.audited()
    assert [given for given, _ in told] == [frozenset(), told[0][1]]
    assert told[0][1]
    assert not wave.judge(as_published(passed)).given_away
