from dataclasses import replace

import pytest

from surveys.instruments.blanks import Blank, blanks
from surveys.instruments.questionnaire import Consent
from tests.surveys.instruments.small import SMALL


def with_consent(agree="I want to take part.", title="Questions", **lines):
    consent = Consent(
        1, {code: tuple(each) for code, each in lines.items()}, {"en": agree}
    )
    return replace(SMALL, consent=consent, title={"en": title})


def test_a_consent_without_brackets_has_no_blank():
    assert blanks(SMALL) == []


def test_each_blank_is_found_with_its_language_and_line():
    left = with_consent(
        en=["[Name of the group] asks.", "You may stop.", "For [what] and [whom]."],
        ar=["يطرح هذه الأسئلة: [اسم المجموعة].", "ب", "ج"],
    )
    assert blanks(left) == [
        Blank("en", 1, "[Name of the group]"),
        Blank("en", 3, "[what]"),
        Blank("en", 3, "[whom]"),
        Blank("ar", 1, "[اسم المجموعة]"),
    ]


def test_the_title_and_the_words_beside_the_box_are_looked_at_too():
    left = with_consent("I live in [place].", "About [place]", en=["We ask."])
    assert [(blank.line, blank.words) for blank in blanks(left)] == [
        (0, "[place]"),
        (2, "[place]"),
    ]


@pytest.mark.parametrize("line", ["Nothing [ is open.", "Empty: [].", "Round (ones)."])
def test_what_is_no_pair_of_brackets_with_words_is_no_blank(line):
    assert blanks(with_consent(en=[line])) == []
