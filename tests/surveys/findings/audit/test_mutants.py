"""Parts of the protection switched off, one at a time: each is missed by name.

The gate without one of its rules publishes something, and the audit finds it and takes
it out. The audit without one of its equations, or of what it protects, no longer finds
an attack that it finds otherwise.
"""

from dataclasses import replace

import pytest

from core import disclosure, disclosure_options, merging, suppression
from surveys.findings import gate
from surveys.findings.audit import layout, nested, protected, structure, verdict
from surveys.findings.audit.protected import Protection
from surveys.findings.audit.published import Published, Reader
from surveys.findings.audit.rings import all_within
from surveys.findings.audit.survey import Survey
from tests.surveys.findings.audit.rings import (
    three_of_a_ring,
    three_through_a_question,
)
from tests.surveys.findings.audit.test_attacks import (
    TOWNS,
    WELL_SPREAD,
    body,
    given_away,
    skipping,
    town,
    with_table,
)
from tests.surveys.findings.audit.test_nested_several import a_tick_and_a_base, some
from tests.surveys.findings.audit.waves import TINY, TINY_PLAN, Wave, as_published
from tests.surveys.findings.reading.measured.six import SIX
from tests.surveys.findings.test_ranks import RAW, crowd, ranked


def tiny(*people, sensitive=""):
    items = tuple(replace(i, sensitive=i.key == sensitive) for i in TINY.items)
    return Wave(
        [one for part in people for one in part], TINY_PLAN, replace(TINY, items=items)
    )


# The gate


def rare():
    """Three people of 73 said c, and two said nothing."""
    silent = [({"ticks": ["s"], "town": "n"}, "en")] * 2
    return tiny(town("n", "en", a=30, b=40, c=3), silent)


def nobody_merged(patch):
    def each_alone(counts, *_rule, **_more):
        return tuple(merging.Column(code, (code,)) for code in counts)

    patch.setattr(disclosure, "columns_of", each_alone)


def all_said_b():
    """In one town all of forty said the same."""
    return tiny(
        town("n", "en", a=30, b=30, c=30),
        town("o", "en", b=40),
        town("p", "fr", a=20, b=20, c=20),
    )


def never_the_same(patch):
    rule_of = gate.rule_of

    def lax(thresholds, *, sensitive):
        return replace(rule_of(thresholds, sensitive=sensitive), concentration=0)

    patch.setattr(suppression.DisclosureRule, "__post_init__", lambda _self: None)
    patch.setattr(gate, "rule_of", lax)


def few_skipped():
    """60 of 62 in a town were asked more."""
    return Wave(skipping(2), TINY_PLAN, TINY)


def no_conditions(patch):
    of_groups = disclosure.Breakdown

    def nobody_skipped(*, table, skipped, **_before):
        return of_groups(table, dict.fromkeys(skipped, 0), frozenset())

    for module in (disclosure, disclosure_options):
        patch.setattr(module, "is_apart", lambda *_: False)
    patch.setattr(disclosure, "Breakdown", nobody_skipped)


def places_of_few():
    """Two people put the room second, and nobody else did."""
    people = crowd(
        (30, ranked("books", "hours"), "en"),
        (2, ranked("books", "room"), "en"),
        (20, ranked("room", "books"), "en"),
        (20, ranked("hours", "books"), "en"),
    )
    return Wave(people, RAW, SIX)


def any_place(patch):
    patch.setattr(gate, "is_safe", lambda *_: True)


def eight_sensitive():
    """Eight people said c to a sensitive question, where ten must be alike."""
    return tiny(town("n", "en", a=30, b=40, c=8), sensitive="q")


def nothing_sensitive(patch):
    def ordinary(self, *_question):
        return gate.rule_of(self.plan.ordinary, sensitive=False)

    patch.setattr(gate.Gate, "_rule", ordinary)


GATES = {
    "merging off": (rare, nobody_merged, ("q", "")),
    "concentration off": (all_said_b, never_the_same, ("q", "town")),
    "conditions off": (few_skipped, no_conditions, ("more", "town")),
    "ranks off": (places_of_few, any_place, ("wishes", "")),
    "sensitive off": (eight_sensitive, nothing_sensitive, ("q", "")),
}
"""Second step off: ``test_attacks.test_t13_...``."""


@pytest.mark.parametrize("name", GATES)
def test_what_a_gate_without_a_part_lets_through_the_audit_finds(name, monkeypatch):
    make, mutate, table = GATES[name]
    assert table not in given_away(make(), make().published), "the gate hides it"
    mutate(monkeypatch)
    wave = make()
    assert table in given_away(wave, wave.published)
    passed = wave.audited()
    assert list(table) in passed.report["hidden"]
    assert not given_away(wave, as_published(passed))


# The audit


def three_hidden():
    """A margin less what is shown: three in o said a."""
    wave = tiny(WELL_SPREAD)
    rows = {key: None if key == "o" else row for key, row in TOWNS.items()}
    return wave, with_table(wave.published, "q", "town", "abc", rows), ()


def by_its_share():
    """Three of forty, as a share of six digits."""
    wave = tiny(WELL_SPREAD)
    rows = {"": TOWNS[""], "n": None, "o": None, "p": None}
    leak = with_table(wave.published, "q", "town", "abc", rows)
    row = body(leak, "q", "town")["rows"][2]
    row["base"], row["shares"] = 40, [round(3 / 40, 6), None, None]
    return wave, leak, ()


def by_ticks():
    """80 ticks, two at most each: of 42 two at most gave none, and two did not."""
    people = [({"q": "b", "ticks": t.split(), "town": "n"}, "en") for t in ["s t"] * 20]
    people += [({"q": "c", "ticks": t, "town": "n"}, "en") for t in ["su", "tu"] * 10]
    people += [({"q": "c", "town": "n"}, "en")] * 2
    wave = tiny(
        [({**said, "ticks": list(said.get("ticks", ()))}, by) for said, by in people]
    )
    rows = {"": [30, 30, 20]}
    leak = with_table(wave.published, "ticks", "", "stu", rows)
    leak.bodies[2]["rows"][0]["base"] = 42
    return wave, leak, ()


def by_condition():
    wave = Wave(skipping(2), TINY_PLAN, TINY)
    rows = {"": [70, 50], "n": [30, 30], "o": None}
    return wave, with_table(wave.published, "more", "town", "xy", rows), ()


def by_place():
    wave = places_of_few()
    leak = Published(wave.published.summary, [dict(b) for b in wave.published.bodies])
    options = ["books", "room", "hours"]
    counts = [[32, 40, 0], [20, 2, 0], [20, 30, 0]]
    leak.bodies[0]["ranks"] = {"options": options, "people": 72, "counts": counts}
    return wave, leak, ()


def by_secret_town():
    """The gate is asked as if the town were no secret."""
    plain = tiny(WELL_SPREAD)
    return tiny(WELL_SPREAD, sensitive="town"), plain.published, ()


def by_earlier_release():
    first = as_published(tiny(WELL_SPREAD).audited())
    later = tiny(WELL_SPREAD[1:])
    return later, later.published, [first]


def by_a_tick_and_a_base():
    wave = a_tick_and_a_base()
    return wave, wave.published, ()


def by_three_numbers():
    wave = some(3)
    return wave, wave.published, ()


def in_a_ring():
    wave = three_of_a_ring()
    return wave, wave.published, ()


def by_way_of_a_question():
    wave = three_through_a_question()
    return wave, wave.published, ()


def two_at_once(tied):
    """Never look at three groupings together."""
    return {some for some in all_within(tied) if len(some) == 2}


def no_way(told, _tied):
    return frozenset(told)


def no_shares(self, form, row, place):
    self._learn(form, row["counts"][place])


AUDITS = {
    "what is small": (three_hidden, Protection, "_cells", lambda *_: ()),
    "tables": (three_hidden, Reader, "_read_table", lambda *_: None),
    "shares": (by_its_share, Reader, "_read_cell", no_shares),
    "several ticks": (by_ticks, structure, "_add_ticking", lambda *_: None),
    "conditions": (by_condition, structure, "_add_led", lambda *_: None),
    "ranks": (by_place, Protection, "_places", lambda *_: ()),
    "sensitive": (
        by_secret_town,
        Survey,
        "strictest",
        lambda self, key, _by: self.questions[key],
    ),
    "earlier releases": (
        by_earlier_release,
        verdict,
        "changes_given_away",
        lambda *_: (),
    ),
    "nested numbers": (by_a_tick_and_a_base, protected, "nested_in", lambda _: ()),
    "rings of groupings": (in_a_ring, layout, "all_within", two_at_once),
    "rings through a question": (by_way_of_a_question, layout, "reach", no_way),
    "several nested": (by_three_numbers, nested, "packings", lambda *_: ()),
}
"""Also scores (``test_scores``), pairs (``test_layout``), the desk (``test_seen``)."""


@pytest.mark.parametrize("name", AUDITS)
def test_an_attack_needs_each_part_of_the_audit_to_be_found(name, monkeypatch):
    attack, where, part, nothing = AUDITS[name]
    wave, leak, earlier = attack()
    found = given_away(wave, leak, earlier)
    assert found
    monkeypatch.setattr(where, part, nothing)
    assert given_away(wave, leak, earlier) < found
