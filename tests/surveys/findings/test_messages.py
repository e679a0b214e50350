from surveys.findings.messages import message_of
from surveys.findings.release import frozen_tables
from tests.surveys.findings.factories import EVERYBODY, crowd, person, plan, tabulated


def message(people, item="asked"):
    tables = frozen_tables(tabulated(people), plan())
    return message_of(next(t.body for t in tables if t.item_key == item))


def test_the_most_frequent_answer_comes_first():
    found = message(EVERYBODY)
    assert (found.column, found.count, found.base) == (0, 93, 204)
    assert found.share == round(93 / 204, 6)


def test_silence_is_not_what_people_said():
    found = message([*EVERYBODY, *crowd((400, person(None), "en"))])
    assert (found.column, found.base) == (0, 204)


def test_answers_left_over_are_no_answer():
    people = crowd((30, person("yes"), "en"), (27, person("no"), "en"))
    people += crowd((4, person("gave_up"), "en"))
    assert message(people).column == 0


def test_of_equals_the_first_counts():
    people = crowd((30, person("no"), "en"), (30, person("yes"), "en"))
    assert message(people).column == 0


def test_each_option_of_several_is_of_everybody_asked():
    found = message(EVERYBODY, "barriers")
    assert (found.column, found.count, found.base) == (2, 87, 135)


def test_there_is_nothing_to_say_where_nothing_is_shown():
    assert message(crowd((4, person(), "en"))) is None
