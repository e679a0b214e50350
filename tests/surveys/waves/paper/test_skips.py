import pytest

from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import made_up, question, yes_no
from surveys.waves.paper.skips import END, onward
from tests.surveys.instruments.small import SMALL


def made(*items):
    """An instrument of questions with one answer, yes or no, under conditions."""
    parts = [asked(key, kind, *rules) for key, kind, *rules in items]
    return read_definition("s.toml", made_up("s", "T", "".join(parts)), {})


def asked(key, kind, *rules):
    """A question under a condition as it is typed, or under a list of plain ones."""
    facts = {"options": yes_no()} if kind == ASK else {}
    if rules:
        facts["relevant"] = rules[0] if isinstance(rules[0], str) else rules
    return question(key, kind, f"{key}?", **facts)


def if_yes(key):
    return {"item": key, "options": ["yes"]}


ASK = "select_one"


@pytest.mark.parametrize(
    ("items", "where"),
    [
        ([("a", ASK), ("b", ASK)], {}),
        ([("a", ASK), ("b", ASK, if_yes("a")), ("c", ASK)], {"no": 3}),
        ([("a", ASK), ("b", ASK, if_yes("a"))], {"no": END}),
        # What hangs on a question that is left out is left out too.
        (
            [("a", ASK), ("b", ASK, if_yes("a")), ("c", ASK, if_yes("b")), ("d", ASK)],
            {"no": 4},
        ),
        # A note in between has no number and is no place to go to.
        ([("a", ASK), ("b", ASK, if_yes("a")), ("n", "note"), ("c", ASK)], {"no": 3}),
        # Whatever is said of an answer, and not only what is wanted.
        ([("a", ASK), ("b", ASK, "${a} != 'no'"), ("c", ASK)], {"no": 3}),
        ([("a", ASK), ("b", ASK, "not(${a} = 'yes')"), ("c", ASK)], {"yes": 3}),
        # What must not be answered so is not left out where it is not answered.
        (
            [
                ("a", ASK),
                ("b", ASK, if_yes("a")),
                ("c", ASK, "${b} != 'yes'"),
                ("d", ASK),
            ],
            {"no": 3},
        ),
        # A rule can be sure of one part, whatever the other part is about.
        (
            [
                ("t", "text"),
                ("a", ASK),
                ("b", ASK, "${a} != 'no' and ${t} != ''"),
                ("c", ASK),
            ],
            {"no": 4},
        ),
        ([("a", "text"), ("b", ASK)], {}),
        ([("a", ASK)], {}),
    ],
)
def test_an_answer_leads_past_what_it_leaves_out(items, where):
    instrument = made(*items)

    first = next(item for item in instrument.items if item.key == "a")
    assert onward(instrument, first) == where


def test_a_question_under_another_condition_is_not_passed_over():
    instrument = made(("z", ASK), ("a", ASK), ("b", ASK, if_yes("z")), ("c", ASK))

    assert onward(instrument, instrument.by_key["a"]) == {}


def test_the_small_instrument_sends_those_who_did_not_ask_to_their_age():
    assert onward(SMALL, SMALL.by_key["asked"]) == {"no": 4}


def test_several_answers_lead_nowhere():
    assert onward(SMALL, SMALL.by_key["barriers"]) == {}
