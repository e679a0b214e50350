from copy import deepcopy

from surveys.instruments.agreement.decision import (
    consent_checksum,
    decided_elsewhere,
)
from surveys.instruments.body import to_body
from tests.surveys.instruments.small import SMALL

BODY = to_body(SMALL)


def changed(**parts):
    body = deepcopy(BODY)
    body["consent"].update(parts)
    return body


def test_a_consent_text_is_known_by_its_lines_and_its_box_alone():
    other_questions = {**BODY, "items": [], "title": {"en": "Other"}}
    assert consent_checksum(other_questions) == consent_checksum(BODY)
    assert consent_checksum(changed(version=7)) == consent_checksum(BODY)


def test_another_line_or_another_box_is_another_consent_text():
    line = changed(lines={"en": ["Who asks: somebody else."]})
    box = changed(agree={"en": "I have to."})
    translated = changed(agree=BODY["consent"]["agree"] | {"uk": "Так"})
    known = {consent_checksum(each) for each in (BODY, line, box, translated)}
    assert len(known) == 4


def test_a_decision_elsewhere_keeps_its_words_and_their_language():
    told = decided_elsewhere(" Walne zebranie, 3 maja ", "pl")
    assert (told.by, told.motion) == ({"pl": "Walne zebranie, 3 maja"}, "")
