import json
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings import columns
from surveys.findings.tabulate import (
    NO_ANSWER,
    Counted,
    Marks,
    cross,
    missing_codes,
    sizes,
    tabulate,
)
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


VOICES = st.builds(
    Counted,
    st.builds(
        person,
        st.sampled_from(["yes", "gave_up", "no", None]),
        st.integers(0, 99) | st.none(),
        barriers=st.lists(st.sampled_from(["cost", "travel", "wait"]), unique=True)
        | st.none(),
    ),
    st.sampled_from(["en", "ar", "uk"]),
    st.sampled_from(["web", "paper"]),
)
ITEMS = [SMALL.by_key[key] for key in ("asked", "barriers", "age")]


def one_by_one(voices):
    """Set each bit by itself: slowly, and plainly right."""
    codes = {item.key: defaultdict(int) for item in ITEMS}
    languages = defaultdict(int)
    for place, voice in enumerate(voices):
        languages[voice.language] |= 1 << place
        for item in ITEMS:
            value = voice.answers.get(item.key)
            for code in () if value is None else item.categories(value):
                codes[item.key][code] |= 1 << place
    return codes, languages


@given(st.lists(VOICES, max_size=40), st.integers(1, 9))
def test_the_bits_are_those_of_looking_at_each_answer(voices, at_once):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "AT_ONCE", at_once)
        found = tabulate(voices, SMALL, plan())
    codes, languages = one_by_one(voices)
    assert {key: found.codes[key] for key in codes} == codes
    assert found.attributes["language"] == languages
    assert found.people == len(voices)


@given(st.lists(VOICES, max_size=40))
def test_answers_as_text_are_counted_like_answers(voices):
    written = [(json.dumps(v.answers), v.language, v.mode) for v in voices]
    assert tabulate(written, SMALL, plan()) == tabulate(voices, SMALL, plan())


def test_a_question_may_have_more_options_than_a_byte_has_bits():
    marks = Marks(tuple)
    several = [tuple("abcdefgh"), tuple("ai"), None, tuple("hij"), tuple("q")]
    for value in several:
        marks.take([value])
    found = marks.bitmaps()
    assert {code: f"{bits:05b}" for code, bits in found.items()} == {
        "a": "00011",
        **dict.fromkeys("bcdefg", "00001"),
        "h": "01001",
        "i": "01010",
        "j": "01000",
        "q": "10000",
    }


def test_endless_different_answers_are_forgotten_and_still_counted(monkeypatch):
    monkeypatch.setattr(columns, "MOST_KNOWN", 3)
    marks = Marks(lambda value: ("odd" if value % 2 else "even",))
    marks.take(list(range(100)))
    assert marks.bitmaps()["odd"].bit_count() == 50
