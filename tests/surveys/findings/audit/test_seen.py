"""Sizes of groups that the desk was shown while a wave was open, beside its release."""

from surveys.findings import service
from surveys.findings.audit.releases import joint_system
from surveys.findings.audit.seen import Seen, Size, seen_of
from surveys.findings.service import freeze_wave, seen_at_desk
from surveys.waves.plan import Attribute
from surveys.waves.queries import plan_of_wave
from surveys.waves.reach.models import ReachShown
from tests.surveys.findings.audit.spans import span_of
from tests.surveys.findings.audit.test_attacks import town
from tests.surveys.findings.audit.waves import TINY, TINY_PLAN, Wave, as_published
from tests.surveys.findings.factories import make_answered, plan

WAVE = Wave(
    [
        *town("n", "en", a=20, b=20, c=20),
        *town("o", "en", b=6, c=6),
        *town("p", "en", b=2, c=2),
    ],
    TINY_PLAN,
    TINY,
)
"""Four people live in p: published are the sixteen in o and p together."""

SEEN = Seen(74, (Size("town", ("o",), 12),))
"""When 74 of the 76 had answered, the desk saw that 12 lived in o."""


def told(published, seen=None):
    return {target.table for target in WAVE.judge(published, seen=seen).given_away}


def test_what_the_desk_saw_would_open_what_the_release_hides():
    """Of the sixteen, twelve to fourteen live in o: two to four live in p."""
    sizes = WAVE.published.summary["groups"]["town"]
    assert [each["members"] for each in sizes["columns"]] == [["n"], ["o", "p"]]
    assert told(WAVE.published) == set()
    assert ("", "town") in told(WAVE.published, SEEN)


def test_then_the_audit_hides_the_groups():
    shown = as_published(WAVE.audited(seen=SEEN))
    assert told(shown, SEEN) == set()
    assert shown.summary["groups"]["town"]["columns"] == []
    assert as_published(WAVE.audited()).summary["groups"]["town"]["columns"]


def test_what_was_seen_long_before_opens_nothing():
    """Since then thirty came, and any of them may live in o, or in p."""
    people = [*town("n", "en", a=20, b=20, c=20), *town("o", "en", b=10, c=10)]
    wave = Wave([*people, *town("p", "en", b=2, c=2)], TINY_PLAN, TINY)
    for before, found in ((82, True), (54, False)):
        seen = Seen(before, (Size("town", ("o",), 12 + 8 * found),))
        opened = wave.judge(wave.published, seen=seen).given_away
        assert (("", "town") in {target.table for target in opened}) == found


def test_it_is_read_beside_the_first_release_where_there_is_another():
    system = joint_system(WAVE.layout, WAVE.published, [WAVE.published], SEEN)
    in_p = WAVE.layout.people({"town": ("p",)})
    size = len(WAVE.layout.places)
    first = {place + size: times for place, times in in_p.items()}
    assert span_of(system, first) == (2, 4)


def test_where_somebody_left_before_the_release_nobody_can_believe_it():
    """Of the fifty seen in o there are at most sixteen."""
    wrong = Seen(74, (Size("town", ("o",), 50),))
    assert told(WAVE.published, wrong) == set()
    beside = (WAVE.layout, WAVE.published, [WAVE.published])
    assert joint_system(*beside, wrong) == joint_system(*beside)
    assert joint_system(*beside, SEEN) != joint_system(*beside)
    again = WAVE.judge(WAVE.published, [WAVE.published], seen=wrong)
    assert again.given_away == ()


def row(*groups, people=None):
    return {"groups": list(groups), "figure": "0.50", "people": people}


def test_rows_are_read_by_breakdown_and_by_what_else_is_known():
    body = {
        "ratios": {"town": [row("n", people=30), row("o", "p", people=12)]},
        "shares": {Attribute.LANGUAGE: [row("en", people=40), row("uk", people=11)]},
    }
    found = seen_of(53, body, plan(TINY_PLAN, TINY))
    assert found.people == 53
    assert set(found.sizes) == {
        Size("town", ("n",), 30),
        Size("town", ("o", "p"), 12),
        Size("language", ("en",), 40),
    }, "the plan has no group for another language"


def test_a_table_made_before_numbers_were_kept_tells_of_none():
    old = {"groups": ["n"], "figure": "0.50"}
    assert seen_of(53, {"ratios": {"town": [old]}}, plan(TINY_PLAN, TINY)).sizes == ()


def test_a_freeze_reads_the_table_that_was_shown_last(session, monkeypatch):
    wave, given = make_answered(session), []
    body = {"ratios": {"age": [row("under_25", people=40)]}, "shares": {}}
    session.add(ReachShown(wave_id=wave.id, people=90, body=body))
    session.flush()
    expected = Seen(90, (Size("age", ("under_25",), 40),))
    assert seen_at_desk(session, wave, plan_of_wave(wave)) == expected
    audit = service.through_audit

    def through_audit(*parts):
        given.append(parts[-1])
        return audit(*parts)

    monkeypatch.setattr(service, "through_audit", through_audit)
    freeze_wave(session, wave, role="operator")
    assert given == [expected]
