from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.tabulate import NO_ANSWER, cross, missing_codes, sizes
from surveys.waves.plan import NO_GROUP
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


def test_each_answer_is_counted_and_silence_comes_last():
    found = tabulated([*EVERYBODY, (person(None), "en"), (person(None), "en")])
    assert sizes(found.answers(ASKED)) == {
        "yes": 93,
        "gave_up": 42,
        "no": 69,
        NO_ANSWER: 2,
    }


def test_only_those_are_asked_whom_earlier_answers_lead_there():
    found = tabulated()
    assert found.asked(BARRIERS).bit_count() == 93 + 42
    assert sizes(found.answers(BARRIERS)) == {
        "cost": 78,
        "travel": 30,
        "wait": 87,
        "nothing": 0,
    }


def test_an_answer_to_a_question_not_asked_is_not_counted():
    found = tabulated(crowd((3, person("no", barriers=["cost"]), "en")))
    assert found.answers(BARRIERS)["cost"] == 0


def test_a_number_counts_in_its_band():
    age = plan().breakdowns[0]
    assert sizes(tabulated().groups(age)) == {"under_25": 70, "from_25": 134}


def test_whoever_is_in_no_group_is_in_one_of_their_own():
    age = plan().breakdowns[0]
    found = tabulated(crowd((4, person(age=None), "en"), (5, person(age=20), "en")))
    assert sizes(found.groups(age)) == {"under_25": 5, "from_25": 0, NO_GROUP: 4}


def test_groups_by_an_attribute_keep_the_order_of_the_plan():
    language = plan().breakdowns[1]
    assert sizes(tabulated().groups(language)) == {
        "en": 130,
        "ar": 52,
        "pl": 7,
        "fr": 15,
    }


def test_a_language_that_the_plan_does_not_name_is_no_group():
    language = plan().breakdowns[1]
    found = tabulated(crowd((4, person(), "uk")))
    assert sizes(found.groups(language))[NO_GROUP] == 4


def test_a_cross_table_adds_up_to_both_margins():
    found = tabulated()
    groups, answers = found.groups(plan().breakdowns[1]), found.answers(ASKED)
    table = cross(groups, answers)
    assert table["ar"] == {"yes": 22, "gave_up": 12, "no": 18}
    assert {k: sum(row.values()) for k, row in table.items()} == sizes(groups)
    for code, people in sizes(answers).items():
        assert sum(row[code] for row in table.values()) == people


def test_no_answers_make_an_empty_table():
    found = tabulated([])
    assert (found.people, found.everyone) == (0, 0)
    assert sizes(found.answers(ASKED)) == {"yes": 0, "gave_up": 0, "no": 0}


def test_declared_non_answers_are_missing():
    assert missing_codes(SMALL.by_key["travel_how"]) == {
        NO_ANSWER,
        NO_GROUP,
        "does_not_apply",
    }


answers = st.builds(
    person,
    st.sampled_from(["yes", "gave_up", "no", None]),
    st.sampled_from([3, 24, 25, 90, None]),
)


@given(st.lists(st.tuples(answers, st.sampled_from(["en", "ar", "uk"]))))
def test_everybody_is_in_one_answer_and_one_group(people):
    found = tabulated(people)
    for parts in (found.answers(ASKED), found.groups(plan(PLAN).breakdowns[0])):
        assert sum(sizes(parts).values()) == len(people)


@given(st.lists(answers, max_size=60), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(people, random):
    one = tabulated([(each, "en") for each in people])
    random.shuffle(people)
    other = tabulated([(each, "en") for each in people])
    assert sizes(one.answers(ASKED)) == sizes(other.answers(ASKED))
