"""Somebody subtracts: every number that follows from published tables is a safe one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.tabulate import sizes
from tests.surveys.findings.factories import crowd, person, plan, tabulated

BASE, CELL = 10, 5

kinds = st.builds(
    person,
    st.sampled_from(["yes", "gave_up", "no", None]),
    st.sampled_from([20, 30, None]),
)
parts = st.tuples(st.integers(0, 45), kinds, st.sampled_from(["en", "ar", "pl", "fr"]))
people = st.lists(parts, min_size=1, max_size=24).map(lambda each: crowd(*each))


def published(answers):
    found = tabulated(answers)
    return found, {
        (each.item_key, each.breakdown): each.body
        for each in frozen_tables(found, plan())
    }


@settings(max_examples=60, deadline=None)
@given(people)
def test_every_published_count_is_none_or_enough(answers):
    _, bodies = published(answers)
    for (key, _), body in bodies.items():
        for row in body["rows"]:
            if key == "asked" and row["base"] is not None and row["counts"]:
                assert row["base"] >= BASE
                assert all(n == 0 or n >= CELL for n in row["counts"])
                assert row["base"] - max(row["counts"]) >= 3


@settings(max_examples=60, deadline=None)
@given(people)
def test_what_is_hidden_adds_up_to_enough(answers):
    """Everybody minus the groups that are shown."""
    _, bodies = published(answers)
    for breakdown in ("age", "language"):
        everybody, *groups = bodies["asked", breakdown]["rows"]
        shown = [row for row in groups if row["base"] is not None and row["key"] != "+"]
        if not shown:
            continue
        for place, total in enumerate(everybody["counts"]):
            left = total - sum(row["counts"][place] for row in shown)
            assert left == 0 or left >= CELL
        left = everybody["base"] - sum(row["base"] for row in shown)
        assert left == 0 or left >= BASE
        hidden = [row for row in groups if row["base"] is None]
        assert len(hidden) != 1


@settings(max_examples=60, deadline=None)
@given(people)
def test_tables_of_one_question_agree(answers):
    """A column by groups is a union of columns for everybody, with their sum."""
    _, bodies = published(answers)
    alone = bodies["asked", ""]
    known = {
        frozenset(column["members"]): n
        for column, n in zip(alone["columns"], alone["rows"][0]["counts"], strict=True)
    }
    for breakdown in ("age", "language"):
        body = bodies["asked", breakdown]
        for column, total in zip(
            body["columns"], body["rows"][0]["counts"], strict=True
        ):
            members = frozenset(column["members"])
            inside = {part: n for part, n in known.items() if part <= members}
            assert frozenset().union(*inside) == members
            assert sum(inside.values()) == total


@settings(max_examples=60, deadline=None)
@given(people)
def test_the_number_asked_splits_no_published_answer(answers):
    """Who was asked on follows from the answers before; the rest of each is safe."""
    found, bodies = published(answers)
    asked_on = bodies["barriers", ""]["rows"][0]["base"]
    if asked_on is None:
        return
    assert found.people - asked_on == 0 or found.people - asked_on >= BASE
    counts = sizes(found.answers(found.instrument.by_key["asked"]))
    for column in bodies["asked", ""]["columns"]:
        on = sum(counts.get(code, 0) for code in column["members"] if code in ASKED_ON)
        off = sum(counts.get(c, 0) for c in column["members"] if c not in ASKED_ON)
        assert min(on, off) == 0 or min(on, off) >= BASE


ASKED_ON = {"yes", "gave_up"}


@settings(max_examples=40, deadline=None)
@given(people)
def test_group_sizes_and_tables_name_the_same_groups(answers):
    """A group that is too small for the sizes has no row in any table."""
    found, bodies = published(answers)
    for key, sheet in summary_of(found, plan())["groups"].items():
        alone = {
            c["key"]: n for c, n in zip(sheet["columns"], sheet["counts"], strict=True)
        }
        for row in bodies["asked", key]["rows"][1:]:
            if row["base"] is not None and row["key"] != "+":
                assert alone[row["key"]] == row["base"]
