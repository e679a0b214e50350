import pytest

from surveys.instruments.lint.scales import points, sides
from surveys.instruments.options import Option
from surveys.instruments.questionnaire import Kind
from surveys.instruments.shipped import template
from tests.surveys.instruments.lint.asking import AGREE, options, question


@pytest.mark.parametrize("language", ["en", "ar", "uk", "es", "fr", "pl"])
def test_the_shipped_scale_has_two_answers_on_each_side(language):
    item = template("how-i-was-treated").by_key["B1"]
    assert sides(item, language) == (2, 2)
    assert points(item, language) == 5


def test_yes_and_no_or_a_list_of_places_is_no_scale():
    for labels in [("Yes", "No"), ("At home", "At work", "Online")]:
        item = question("Where?", options=options(*labels))
        assert (sides(item, "en"), points(item, "en")) == ((0, 0), 0)


def test_one_side_may_have_more_answers():
    item = question(
        "It was good.", options=options("Agree", "Mostly agree", "Disagree")
    )
    assert sides(item, "en") == (2, 1)


def test_what_cannot_be_said_is_not_a_point():
    declined = Option("na", {"en": "Does not apply"}, missing=True)
    item = question("It was good.", options=(*options(*AGREE), declined))
    assert points(item, "en") == 5


def test_numbers_that_follow_on_each_other_are_points():
    tenths = ["0 not at all", *map(str, range(1, 10)), "10 fully"]
    assert points(question("How sure?", options=options(*tenths)), "en") == 11


@pytest.mark.parametrize(
    "labels",
    [
        ("16 to 24", "25 to 44", "45 to 64", "65 or older"),
        ("1", "5", "20"),
        ("1-3", "4-6", "7-9"),
        ("1", "2"),
        ("1", "2", "many"),
    ],
)
def test_bands_and_jumps_are_no_points(labels):
    assert points(question("How many?", options=options(*labels)), "en") == 0


def test_several_answers_make_no_scale():
    item = question("Which?", kind=Kind.SELECT_MULTIPLE, options=options(*AGREE))
    assert (sides(item, "en"), points(item, "en")) == ((0, 0), 0)


def test_a_language_that_nobody_described_has_no_scale_of_agreeing():
    item = question({"de": "Gut."}, options=options("Ja", "Nein", language="de"))
    assert sides(item, "de") == (0, 0)
