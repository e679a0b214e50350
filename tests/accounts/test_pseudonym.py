"""The names that members go by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import PSEUDONYM_LENGTH
from accounts.pseudonym import LONGEST, Problem, key, problem, tidy


@pytest.mark.parametrize(
    "name",
    [
        "Andriy",
        "Лейла",
        "ليلى",
        "Ґанна-Марія",
        "José Luis",
        "Łucja",
        "小明",
        "संगीता",
        "ดาว",
        "Heron 42",
        "Al",
        "Modern times",
        "Stafford",
        "Boardwalk",
        "Adminton-not".replace("Admin", "Bad"),
        "x" * LONGEST,
    ],
)
def test_names_of_every_script_are_welcome(name):
    assert problem(tidy(name)) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", Problem.TOO_SHORT),
        ("A", Problem.TOO_SHORT),
        ("42", Problem.TOO_SHORT),
        ("- -", Problem.TOO_SHORT),
        ("x" * (LONGEST + 1), Problem.TOO_LONG),
        ("Anna!", Problem.CHARACTERS),
        ("Anna_B", Problem.CHARACTERS),
        ("<b>Anna</b>", Problem.CHARACTERS),
        ("Anna\u202eannA", Problem.CHARACTERS),
        ("An\u200bna", Problem.CHARACTERS),
        ("An\u2066na", Problem.CHARACTERS),
        ("An\x00na", Problem.CHARACTERS),
        ("\u3164\u3164\u3164", Problem.CHARACTERS),
        ("Z\u0351\u0352\u0353\u0354algo", Problem.CHARACTERS),
        ("Anna 🌱", Problem.CHARACTERS),
        ("anna@example.org", Problem.CONTACT),
        ("Anna 07700 900123", Problem.CONTACT),
        ("٠٧٧٠٠٩٠٠١٢٣", Problem.CONTACT),
    ],
)
def test_a_name_that_hides_or_tells_too_much_is_refused(name, why):
    assert problem(tidy(name)) is why


@pytest.mark.parametrize(
    "name",
    [
        "Admin",
        "the moderator",
        "MODERATOR-2",
        "Mоderаtor",  # two letters are Cyrillic
        "m0derat0r",
        "Ad min",
        "Modératrice",
        "Administradora",
        "Адміністратор",
        "Модератор Ганна",
        "المشرف",
        "مُشرف",
        "Site Support",
        "Ｓｔａｆｆ",
        "Commonweal",
    ],
)
def test_a_name_that_looks_like_staff_is_refused(name):
    assert problem(tidy(name)) is Problem.STAFF


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Andriy", "ANDRIY"),
        ("José Ana", "jose-ana"),
        ("Anna", "Аnnа"),  # the other one with two Cyrillic letters
        ("Straße", "STRASSE"),
        ("ليلى", "لَيلى"),
        ("Anna", "Ａｎｎａ"),
        ("Blue Heron", " blue   heron "),
    ],
)
def test_look_alikes_are_one_name(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna", "Hanna"), ("किरण", "करण"), ("Ліна", "Лука"), ("가람", "나람")],
)
def test_different_names_stay_different(one, other):
    assert key(one) != key(other)


def test_a_name_is_shown_as_it_was_meant():
    assert tidy("  José \u00a0 Ana\n") == "José Ana"
    assert tidy("Jose\u0301") == "José"


def test_the_longest_name_fits_its_column():
    assert LONGEST == PSEUDONYM_LENGTH


@given(st.text(max_size=60))
def test_any_text_gets_an_answer_and_a_taken_name_fits(text):
    name = tidy(text)
    if problem(name) is None:
        assert 2 <= len(name) <= LONGEST
        assert 1 <= len(key(name)) <= 120
        assert name.isprintable()


@given(st.text(max_size=60))
def test_tidying_and_folding_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)
    assert key(key(text)) == key(text)
