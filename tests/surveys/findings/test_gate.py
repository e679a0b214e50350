"""The tables of one wave, in view of each other."""

from dataclasses import replace

from core.disclosure import Reason
from surveys.findings.gate import Gate
from surveys.instruments.expressions.grammar import parse
from surveys.waves.plan import PlannedTable
from tests.surveys.findings.factories import (
    EVERYBODY,
    PLAN,
    crowd,
    person,
    plan,
    tabulated,
)
from tests.surveys.instruments.small import SMALL

ASKED, BARRIERS = SMALL.by_key["asked"], SMALL.by_key["barriers"]
AGE = SMALL.by_key["age"]


def gate(people=EVERYBODY, raw=PLAN):
    return Gate(tabulated(people, raw), plan(raw))


def columns(table):
    return {c.key: n for c, n in zip(table.columns, table.total.counts, strict=True)}


def test_groups_and_questions_are_protected_once():
    found = gate()
    language = plan().breakdowns[1]
    assert found.groups(language) is found.groups(language)
    assert found.question(ASKED) is found.question(ASKED)
    assert found.by_group(ASKED, language) is found.by_group(ASKED, language)


def test_a_question_that_makes_groups_is_shown_as_groups_only():
    """Seven people would do for an answer, and do not for a group."""
    young = crowd((7, person(age=20), "en"), (90, person("no"), "en"))
    more = crowd((50, person("yes"), "en"), (12, person("no", None), "en"))
    found = gate(young + more)
    assert found.question(AGE) == found.groups(plan().breakdowns[0])
    assert columns(found.question(AGE)) == {"from_25": 140, "-+under_25": 19}


def test_a_question_by_groups_has_the_totals_of_the_question():
    found = gate()
    for breakdown in plan().breakdowns:
        assert found.by_group(ASKED, breakdown).total.base == 204
        assert columns(found.by_group(ASKED, breakdown)) == columns(
            found.question(ASKED)
        )


def test_a_small_language_has_no_row_in_any_table():
    found, language = gate(), plan().breakdowns[1]
    for item in (ASKED, BARRIERS):
        rows = {row.key: row for row in found.by_group(item, language).rows}
        assert {rows["pl"].base, rows["fr"].base} == {None}
        assert {rows["pl"].reason, rows["fr"].reason} == {Reason.GROUP}


FEW_GAVE_UP = crowd(
    (60, person("yes", barriers=["travel"]), "en"),
    (4, person("gave_up", barriers=["wait"]), "en"),
    (40, person("no"), "en"),
)


def test_the_number_asked_may_follow_from_answers_that_are_shown():
    """Yes and gave up are shown as one, and those are the people asked."""
    found = gate(FEW_GAVE_UP)
    assert columns(found.question(ASKED)) == {"tried": 64, "no": 40}
    assert found.question(BARRIERS).total.base == 64


def test_the_number_asked_may_not_give_away_a_rare_answer():
    """Of the 64 shown as one, the 60 who said yes were asked on; the others are 4."""
    travel = SMALL.by_key["travel_how"]
    alone = gate(FEW_GAVE_UP, PLAN | {"tables": [{"item": "travel_how"}]})
    raw = PLAN | {"tables": [{"item": "asked"}, {"item": "travel_how"}]}
    assert alone.question(travel).total.base == 60
    assert gate(FEW_GAVE_UP, raw).question(travel).total.base is None


def test_a_handful_who_were_not_asked_hide_the_question():
    people = crowd(
        (60, person("yes", barriers=["cost"]), "en"),
        (50, person("gave_up", barriers=["wait"]), "en"),
        (6, person("no"), "en"),
    )
    assert gate(people).question(BARRIERS).total.base is None


def test_groups_hidden_for_the_earlier_question_are_hidden_for_the_later_one():
    """In Arabic 2 said no, so 50 of 52 were asked: both rows would show it."""
    people = crowd(
        (60, person("yes", barriers=["cost"]), "en"),
        (40, person("no"), "en"),
        (50, person("yes", barriers=["wait"]), "ar"),
        (2, person("no"), "ar"),
        (40, person("yes", barriers=["cost"]), "fr"),
        (35, person("no"), "fr"),
        (90, person("yes", barriers=["cost"]), "pl"),
        (80, person("no"), "pl"),
    )
    found, language = gate(people), plan().breakdowns[1]
    earlier = {r.key for r in found.by_group(ASKED, language).rows if r.reason}
    later = {r.key for r in found.by_group(BARRIERS, language).rows if r.base is None}
    assert "ar" in earlier
    assert earlier <= later


def test_the_order_of_the_plan_does_not_matter():
    language = plan().breakdowns[1]
    turned = PLAN | {"tables": list(reversed(PLAN["tables"]))}
    for item in (ASKED, BARRIERS):
        assert gate().by_group(item, language) == gate(raw=turned).by_group(
            item, language
        )


def test_thresholds_are_those_of_the_plan():
    people = crowd((60, person("yes"), "en"), (6, person("gave_up"), "en"))
    people += crowd((50, person("no"), "en"))
    high = PLAN | {"disclosure": {"group_base": 12, "cell": 7}}
    assert columns(gate(people).question(ASKED))["gave_up"] == 6
    assert "gave_up" not in columns(gate(people, high).question(ASKED))


def test_silence_shares_a_column_with_an_answer_that_leads_nowhere():
    """With yes or gave up it would blur who was asked the next question."""
    people = [*EVERYBODY, *crowd((6, person(None), "en"), (1, person(None), "ar"))]
    table = gate(people).by_group(ASKED, plan().breakdowns[1])
    assert "+no" in [column.key for column in table.columns]


FEW_IN_ONE_ANSWER = crowd(
    (60, person("yes"), "en"),
    (40, person("no"), "en"),
    (30, person("gave_up"), "en"),
    (22, person("yes"), "ar"),
    (18, person("no"), "ar"),
    (3, person("gave_up"), "ar"),
    (20, person("yes"), "fr"),
    (19, person("no"), "fr"),
    (12, person("gave_up"), "fr"),
)


def fine(questions):
    """The plan for questions of which no answers are merged."""
    asked = replace(questions.by_key["asked"], merges=())
    tables = (PlannedTable(asked, plan().breakdowns[1]),)
    return asked, replace(plan(), tables=tables)


def test_single_cells_are_hidden_where_there_is_a_solver():
    asked, planned = fine(SMALL)
    language = planned.breakdowns[1]
    found = Gate(tabulated(FEW_IN_ONE_ANSWER), planned).by_group(asked, language)
    counts = {row.key: row.counts for row in found.rows}
    assert counts["en"] == (60, 30, 40)
    assert counts["ar"] == (22, None, None)
    assert counts["fr"] == (20, None, None)


def test_without_a_solver_whole_groups_are_hidden(monkeypatch):
    asked, planned = fine(SMALL)
    language = planned.breakdowns[1]
    monkeypatch.setattr("surveys.findings.gate.has_solver", lambda: False)
    found = Gate(tabulated(FEW_IN_ONE_ANSWER), planned).by_group(asked, language)
    assert {row.counts for row in found.rows if row.key in {"ar", "fr"}} == {
        (None, None, None)
    }


def test_a_group_with_a_hidden_answer_is_hidden_for_the_question_that_follows():
    """Who was asked next would say how many gave the hidden answer."""
    _asked, planned = fine(SMALL)
    found = Gate(tabulated(FEW_IN_ONE_ANSWER), planned)
    rows = found.by_group(BARRIERS, planned.breakdowns[1]).rows
    assert {row.key for row in rows if row.base is not None} <= {"en"}


def test_groups_of_a_sensitive_question_are_its_answers():
    """Six young people gave up: too few to be shown of a sensitive age."""
    items = tuple(replace(i, sensitive=i.key == "age") for i in SMALL.items)
    small = replace(SMALL, items=items)
    people = crowd(
        (60, person("yes"), "en"),
        (40, person("no"), "en"),
        (20, person("gave_up"), "en"),
        (30, person("yes", 20), "en"),
        (25, person("no", 20), "en"),
        (6, person("gave_up", 20), "en"),
    )
    raw = PLAN | {"tables": [{"item": "asked", "by": ["age"]}]}
    whole = plan(raw, small)
    table = Gate(tabulated(people, raw, small), whole).by_group(
        small.by_key["asked"], whole.breakdowns[0]
    )
    shown = {n for row in table.rows for n in row.counts if n is not None}
    assert shown
    assert min(shown) >= whole.sensitive.cell
    plain = Gate(tabulated(people, raw), plan(raw))
    rows = plain.by_group(ASKED, plan(raw).breakdowns[0]).rows
    assert 6 in {n for row in rows for n in row.counts}


def asked_unless_no():
    """The small questions, of which barriers are asked of all who did not say no."""
    barriers = replace(BARRIERS, relevant=(), when=["!=", ["item", "asked"], "no"])
    items = (barriers if item.key == "barriers" else item for item in SMALL.items)
    return replace(SMALL, items=tuple(items))


def unless_no(people, raw=PLAN):
    made = asked_unless_no()
    return Gate(tabulated(people, raw, made), plan(raw, made))


def test_a_condition_of_any_form_protects_as_a_plain_one_does():
    """In these crowds everybody said something, so both ask the same people."""
    language = plan().breakdowns[1]
    for people in (EVERYBODY, FEW_GAVE_UP, FEW_IN_ONE_ANSWER):
        plain, other = gate(people), unless_no(people)
        assert other.question(BARRIERS) == plain.question(BARRIERS)
        assert other.by_group(BARRIERS, language) == plain.by_group(BARRIERS, language)


def test_silence_shares_a_column_with_an_answer_that_leads_where_it_leads():
    """Whoever said nothing is asked on here: with no they would blur who was."""
    people = [*EVERYBODY, *crowd((6, person(None), "en"), (1, person(None), "ar"))]
    found = unless_no(people)
    table = found.by_group(ASKED, plan().breakdowns[1])
    assert "+no" not in [column.key for column in table.columns]
    assert "+gave_up" in [column.key for column in table.columns]


def test_few_who_said_nothing_do_not_follow_from_how_many_were_asked():
    """63 were asked on and 60 said yes: the three others said nothing."""
    people = crowd(
        (60, person("yes", barriers=["cost"]), "en"),
        (50, person("no"), "en"),
        (3, person(None, barriers=["wait"]), "en"),
    )
    assert unless_no(people).question(BARRIERS).total.base is None
    alone = PLAN | {"tables": [{"item": "barriers"}]}
    assert unless_no(people, alone).question(BARRIERS).total.base == 63


def test_few_of_those_who_did_not_tick_do_not_follow_from_a_second_condition():
    """100 did not tick travel, and 98 of them were asked: the two others are young."""
    when = parse(
        "not(selected(${barriers}, 'travel')) and ${age} >= 25",
        lambda name: ["item", name],
    )
    travel = replace(SMALL.by_key["travel_how"], relevant=(), when=when)
    order = ("welcome", "asked", "barriers", "age", "wish")
    made = replace(SMALL, items=(*(SMALL.by_key[key] for key in order), travel))
    people = crowd(
        (60, person("yes", barriers=["cost"], travel_how="agree"), "en"),
        (30, person("yes", 20, barriers=["travel"]), "en"),
        (38, person("no", travel_how="disagree"), "en"),
        (2, person("no", 20), "en"),
    )
    raw = PLAN | {"tables": [{"item": "barriers"}, {"item": "travel_how"}]}
    found = Gate(tabulated(people, raw, made), plan(raw, made))
    assert [rule.item for rule in made.led["travel_how"].rules] == ["barriers", "age"]
    assert columns(found.question(BARRIERS))["travel"] == 30
    assert found.question(travel).total.base is None


def test_few_of_those_who_ticked_do_not_follow_from_a_second_condition():
    """30 ticked travel, and 28 were asked about it: the two others gave up."""
    people = crowd(
        (60, person("yes", barriers=["cost"]), "en"),
        (28, person("yes", barriers=["travel"], travel_how="agree"), "en"),
        (30, person("gave_up", barriers=["wait"]), "en"),
        (2, person("gave_up", barriers=["travel"]), "en"),
        (40, person("no"), "en"),
    )
    raw = PLAN | {"tables": [{"item": "barriers"}, {"item": "travel_how"}]}
    travel = SMALL.by_key["travel_how"]
    assert columns(gate(people, raw).question(BARRIERS))["travel"] == 30
    assert gate(people, raw).question(travel).total.base is None
