"""Advice on the wording stands at the question that it is about."""

from dataclasses import replace

from surveys.instruments.editing.drafting import change_item, item_of
from surveys.instruments.editing.remarks import remarks_of
from surveys.instruments.lint.remark import Code
from tests.surveys.instruments.small import SMALL

WISH = item_of(SMALL, "wish")


def codes(draft, key="wish", language="en"):
    found = remarks_of(draft).get(key, ())
    return {each.code for each in found if each.language == language}


def test_a_remark_stands_at_its_question():
    asked = replace(WISH, label={"en": "Do you have a job and a home?"})
    assert Code.DOUBLE in codes(change_item(SMALL, asked))
    assert Code.DOUBLE not in codes(SMALL)


def test_a_remark_on_the_frame_stands_at_no_question():
    draft = replace(SMALL, title={"en": "Questions for the mentally ill"})
    assert Code.HOUSE_WORD in codes(draft, key="")


def test_what_is_not_translated_is_counted_elsewhere():
    every = {each.code for found in remarks_of(SMALL).values() for each in found}
    assert Code.UNTRANSLATED not in every


def test_a_translation_that_was_tried_out_is_not_asked_about_again():
    arabic = change_item(SMALL, replace(WISH, label={"en": "A wish?", "ar": "أمنية؟"}))
    states = {"ar": {"items.wish.label": "pretested"}}
    assert Code.UNPRETESTED in codes(arabic, language="ar")
    assert Code.UNPRETESTED not in codes(arabic)
    tried = replace(arabic, translation_states=states)
    assert Code.UNPRETESTED not in codes(tried, language="ar")
