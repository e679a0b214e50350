import json
from dataclasses import replace

from surveys.instruments.body import checksum, from_body, to_body
from tests.surveys.instruments.scored import SCORED
from tests.surveys.instruments.small import SMALL


def test_an_instrument_comes_back_whole_from_its_document():
    for each in (SMALL, SCORED):
        assert from_body(json.loads(json.dumps(to_body(each)))) == each


def test_a_document_leaves_out_what_nobody_said():
    assert to_body(SMALL)["items"][0] == {
        "key": "welcome",
        "kind": "note",
        "label": {"en": "Thank you for coming."},
    }


def test_the_checksum_follows_the_words_and_not_the_order_of_keys():
    body = to_body(SMALL)
    turned = dict(reversed(body.items()))
    assert checksum(body) == checksum(turned)
    assert checksum(body) != checksum(to_body(replace(SMALL, title={"en": "Other"})))
