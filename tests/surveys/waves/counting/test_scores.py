"""A score is the same, whether answers are kept or only counted."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from surveys.findings.audit.equations import System
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.published import Published
from surveys.findings.audit.structure import add_score
from surveys.findings.audit.survey import survey_of
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import system_of
from surveys.findings.from_counts import tabulation_of
from surveys.findings.release import frozen_tables, summary_of
from surveys.findings.tabulate import Counted, tabulate
from surveys.instruments.strict_toml import Place
from surveys.waves.anonymity import Anonymity
from surveys.waves.counting.cells import cells_of
from surveys.waves.models import Counter, Response
from surveys.waves.plan_file import plan_of
from surveys.waves.queries import wave
from tests.surveys.instruments.scored import SCORE, SCORED, SCORED_PLAN
from tests.surveys.waves.counting.makers import bodies, frozen, make, send

WHO = {"language": "en", "mode": "web"}
SAID = st.sampled_from(["bad", "fair", "good", "does_not_apply"])
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(SCORE.score_of, SAID),
        "town": st.sampled_from("no"),
    },
)
CROWDS = st.lists(st.tuples(ANSWERS, st.integers(1, 30)), max_size=8)


def counted_and_read(crowd, raw):
    """The tabulations of the same people, counted one by one and kept."""
    plan = plan_of(Place("test"), raw, SCORED)
    people = [answers for answers, number in crowd for _ in range(number)]
    counts = {}
    for answers in people:
        for cell in cells_of(plan, answers, WHO):
            counts[cell] = counts.get(cell, 0) + 1
    made = tabulation_of(counts, SCORED, plan)
    read = tabulate((Counted(a, "en", "web") for a in people), SCORED, plan)
    return plan, made, read


def plan_by(by):
    tables = [{"item": each["item"]} | by for each in SCORED_PLAN["tables"]]
    more = [] if by else [{"item": "town"}]
    return {**SCORED_PLAN, "tables": [*tables, *more]}


@given(CROWDS, st.sampled_from([{"by": ["town"]}, {}]))
def test_any_people_make_the_same_tables_both_ways(crowd, by):
    plan, made, read = counted_and_read(crowd, plan_by(by))
    assert summary_of(made, plan) == summary_of(read, plan)
    assert list(frozen_tables(made, plan)) == list(frozen_tables(read, plan))


@settings(max_examples=40)
@given(CROWDS)
def test_by_the_same_groups_the_audit_knows_what_it_knows_of_kept_answers(crowd):
    """People are made up from the counts, and a score says the same of them."""
    plan, made, _read = counted_and_read(crowd, plan_by({"by": ["town"]}))
    layout = layout_of(survey_of(plan, SCORED))
    published = Published(
        summary_of(made, plan), [each.body for each in frozen_tables(made, plan)]
    )
    truth = truth_of(layout, made, plan)
    known = system_of(layout, published).equations
    assert [each for each in known if not each.holds(truth)] == []


@settings(max_examples=40)
@given(CROWDS)
def test_without_groups_it_knows_it_of_everybody(crowd):
    """In which town the people made up are no table shows, so nobody knows it."""
    plan, made, _read = counted_and_read(crowd, plan_by({}))
    layout = layout_of(survey_of(plan, SCORED))
    truth, system = truth_of(layout, made, plan), System(len(layout.places))
    add_score(system, layout, "went", {})
    assert system.equations
    assert [each for each in system.equations if not each.holds(truth)] == []


PEOPLE = [
    {
        key: value
        for key, value in {
            "s1": ["good", "fair", "bad", "does_not_apply"][number % 4],
            "s2": ["good", "good", "fair"][number % 3],
            "s3": ["good", "fair", None, "good", "bad"][number % 5],
            "town": "no"[number % 2],
        }.items()
        if value is not None
    }
    for number in range(120)
]


def test_the_same_people_make_the_same_score_both_ways(session):
    for mode, slug in ((Anonymity.OPEN, "kept"), (Anonymity.COUNTERS, "counted")):
        make(session, mode, slug, SCORED_PLAN, SCORED)
        for number, answers in enumerate(PEOPLE):
            send(session, slug, answers, f"{slug} {number}")
    assert not session.scalars(
        select(Response).where(Response.wave_id == wave(session, "counted").id)
    ).all()
    assert session.scalars(select(Counter).where(Counter.item == "went")).all()

    results = (frozen(session, slug) for slug in ("kept", "counted"))
    kept, counted = (bodies(session, each) for each in results)
    assert kept == counted
    [score] = [
        body for body in kept if body["item"]["key"] == "went" and not body["breakdown"]
    ]
    assert score["rows"][0]["base"] == 120


def test_no_answer_that_is_kept_has_a_score(session):
    make(session, Anonymity.OPEN, "kept", SCORED_PLAN, SCORED)
    for number, answers in enumerate(PEOPLE[:20]):
        send(session, "kept", answers, f"kept {number}")
    frozen(session, "kept")
    kept = session.scalars(select(Response.answers)).all()
    assert kept
    assert not any("went" in answers for answers in kept)
