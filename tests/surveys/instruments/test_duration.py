from dataclasses import replace

from surveys.instruments.duration import minutes, questions
from surveys.instruments.questionnaire import Item, Kind
from tests.surveys.instruments.small import SMALL


def of(*items):
    return replace(SMALL, items=items)


def asking(kind, words=5):
    return Item("q", kind, {"en": "word " * words})


def test_a_note_is_no_question_but_takes_time_to_read():
    note = asking(Kind.NOTE, 300)
    assert questions(of(note, asking(Kind.TEXT))) == [asking(Kind.TEXT)]
    assert minutes(of(note)) == 2


def test_even_one_question_takes_a_minute():
    assert minutes(of(asking(Kind.SELECT_ONE))) == 1


def test_writing_takes_longer_than_choosing():
    choosing = [asking(Kind.SELECT_ONE)] * 10
    writing = [asking(Kind.TEXT)] * 10
    assert minutes(of(*choosing)) == 1
    assert minutes(of(*writing)) == 7


def test_answers_are_read_too():
    options = SMALL.by_key["barriers"].options * 40
    many = replace(asking(Kind.SELECT_ONE), options=options)
    assert minutes(of(many)) > minutes(of(asking(Kind.SELECT_ONE)))
