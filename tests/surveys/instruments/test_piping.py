import pytest

from surveys.instruments.piping import filled, key_beside, names_in, without_answers
from tests.surveys.waves.asking.kinds import KINDS

ITEMS = KINDS.by_key


def test_a_name_means_the_answer_of_its_own_round():
    assert key_beside(KINDS, "name", ITEMS["age_2"]) == "name_2"
    assert key_beside(KINDS, "name", ITEMS["wish"]) == "name"
    assert key_beside(KINDS, "country", ITEMS["age_2"]) == "country"


def test_every_name_in_a_text_is_filled():
    assert filled("${a} and ${ b-c }, $a", str.upper) == "A and B-C, $a"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("${a}, ${ a } and ${b-1.x}", {"a", "b-1.x"}),
        ("$a, {a}, ${}, ${a b} and ${a", set()),
    ],
)
def test_a_name_is_one_word_between_brackets_with_or_without_spaces(words, names):
    assert names_in(words) == names


def test_readers_who_answer_nothing_see_no_name_in_any_language():
    label = {"en": "You said ${asked}. Why?", "ar": "قلت ${ asked }. لماذا؟"}
    assert without_answers(label) == {"en": "You said …. Why?", "ar": "قلت …. لماذا؟"}
    assert without_answers({"en": "It cost $5."}) == {"en": "It cost $5."}
