"""Whoever is added to a wave, and in whatever order its answers lie.

What leaves is read by two who know nothing of each other: the audit's own judge, and
the attacker of ``tests/surveys/findings/attacker.py``.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.findings.audit.hiding import NotSafe
from surveys.findings.tabulate import Counted
from tests.surveys.findings.audit.waves import (
    TINY,
    TINY_PLAN,
    Wave,
    as_published,
    some_people,
)
from tests.surveys.findings.test_attack import found_out

CELL, BASE = 5, 10

CROWDS = st.builds(some_people, st.integers(0, 10_000), st.integers(12, 160))


def answers_of(asked, more, ticks, town):
    given_answers = {"q": asked, "ticks": sorted(ticks), "town": town}
    given_answers |= {"more": more} if asked == "a" else {}
    return {key: said for key, said in given_answers.items() if said}


NEWCOMERS = st.builds(
    Counted,
    st.builds(
        answers_of,
        st.sampled_from(["a", "b", "c", None]),
        st.sampled_from(["x", "y", None]),
        st.sets(st.sampled_from("stu"), max_size=2),
        st.sampled_from(["n", "o", "p", None]),
    ),
    st.sampled_from(["en", "fr", "uk"]),
    st.just("web"),
)


def wave_of(people):
    return Wave([(each.answers, each.language) for each in people], TINY_PLAN, TINY)


def exposed(wave, release, earlier=()):
    """What either of the two finds out from a release."""
    given_away = wave.judge(as_published(release), earlier).given_away
    parts = release.summary, release.tables
    return [*given_away, *found_out(wave.tabulation, wave.plan, release=parts)]


def numbers_of(published):
    """Each number of people, by what it is about."""
    found = {("people",): published.summary["people"]}
    for name, sizes in published.summary["groups"].items():
        for column, people in zip(sizes["columns"], sizes["counts"], strict=True):
            found["size", name, *sorted(column["members"])] = people
    for body in published.bodies:
        by = (body["breakdown"] or {}).get("key", "")
        for row in body["rows"]:
            place = body["item"]["key"], by, *sorted(row["members"])
            found[*place, "base"] = row["base"]
            for column, people in zip(body["columns"], row["counts"], strict=True):
                found[*place, "is", *sorted(column["members"])] = people
    return {about: people for about, people in found.items() if people is not None}


# The order of rows


@settings(max_examples=20)
@given(CROWDS, st.randoms(use_true_random=False))
def test_the_gate_hides_the_same_in_whatever_order_the_answers_lie(people, random):
    mixed = random.sample(people, len(people))
    assert wave_of(people).published == wave_of(mixed).published


@settings(max_examples=4)
@given(CROWDS, st.randoms(use_true_random=False))
def test_the_audit_hides_the_same_in_whatever_order_the_answers_lie(people, random):
    mixed = random.sample(people, len(people))
    one, other = wave_of(people).audited(), wave_of(mixed).audited()
    assert as_published(one) == as_published(other)
    assert one.report == other.report


# One person more


@settings(max_examples=8)
@given(CROWDS, NEWCOMERS)
def test_one_more_person_reveals_nobody(people, newcomer):
    """Of the wave with them nothing follows about few, and nothing shown is of few."""
    more = wave_of([*people, newcomer])
    release = more.audited()
    assert exposed(more, release) == []
    for about, counted in numbers_of(as_published(release)).items():
        least = BASE if about[-1] == "base" or about[0] == "size" else CELL
        assert counted == 0 or counted >= least or about == ("people",), about


@settings(max_examples=4)
@given(CROWDS, NEWCOMERS)
def test_one_more_person_does_not_show_beside_the_release_without_them(
    people, newcomer
):
    """Whoever has both releases has no number with and without them but how many."""
    before = as_published(wave_of(people).audited())
    more = wave_of([*people, newcomer])
    try:
        release = more.audited(earlier=[before])
    except NotSafe:
        return
    assert more.judge(as_published(release), [before]).given_away == ()
    old, new = numbers_of(before), numbers_of(as_published(release))
    assert old.keys() & new.keys() == {("people",)}


def test_a_newcomer_would_be_found_out_without_the_earlier_release_in_view():
    """The property above is one that fails where nobody looks at both."""
    people = some_people(1, 150)
    newcomer = Counted({"q": "a", "ticks": ["s"], "town": "n"}, "en", "web")
    before = as_published(wave_of(people).audited())
    more = wave_of([*people, newcomer])
    alone = as_published(more.audited())
    old, new = numbers_of(before), numbers_of(alone)
    both = [about for about in old.keys() & new.keys() if "is" in about]
    assert [about for about in both if new[about] - old[about] == 1]
    assert more.judge(alone, [before]).given_away


def test_somebody_added_to_a_hidden_group_leaves_it_hidden_until_it_is_large():
    """Towns of 1 to 12 people: shown, if at all, from as many as a group needs."""
    crowd = some_people(5, 150)
    others = [each for each in crowd if each.answers["town"] != "p"]
    said = [{"q": "abc"[i % 3], "ticks": ["s"], "town": "p"} for i in range(12)]
    for many in range(1, 13):
        added = [Counted(each, "en", "web") for each in said[:many]]
        wave = wave_of([*others, *added])
        release = wave.audited()
        assert exposed(wave, release) == []
        size = numbers_of(as_published(release)).get(("size", "town", "p"))
        assert size is None or size == many >= BASE
