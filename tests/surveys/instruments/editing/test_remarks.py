"""Advice on the wording stands at the question that it is about."""

from dataclasses import replace

from surveys.instruments.editing.drafting import change_item, item_of
from surveys.instruments.editing.remarks import advice_on
from surveys.instruments.kinds import SILENT
from surveys.instruments.lint.remark import Code
from surveys.instruments.shipped import templates
from tests.surveys.instruments.small import SMALL

WISH = item_of(SMALL, "wish")


def codes(draft, key="wish", language="en"):
    found = advice_on(draft).at.get(key, ())
    return {each.code for each in found if each.language == language}


def test_a_remark_stands_at_its_question():
    asked = replace(WISH, label={"en": "Do you have a job and a home?"})
    assert Code.DOUBLE in codes(change_item(SMALL, asked))
    assert Code.DOUBLE not in codes(SMALL)


def test_a_remark_on_the_frame_stands_at_no_question():
    draft = replace(SMALL, title={"en": "Questions for the mentally ill"})
    assert Code.HOUSE_WORD in codes(draft, key="")


def test_what_is_not_translated_is_counted_elsewhere():
    every = {each.code for found in advice_on(SMALL).at.values() for each in found}
    assert Code.UNTRANSLATED not in every


def test_what_nobody_tried_out_stands_apart_from_the_remarks_on_single_questions():
    (fresh,) = (each for each in templates() if each.slug == "reaching-help")
    advice = advice_on(fresh)
    others = set(fresh.languages) - {fresh.default_language}
    asked = {item.key for item in fresh.items if item.kind not in SILENT}
    assert {key: set(found) for key, found in advice.untried.items()} == dict.fromkeys(
        asked, others
    )
    every = {each.code for found in advice.at.values() for each in found}
    assert Code.UNPRETESTED not in every


def test_a_translation_that_was_tried_out_is_not_asked_about_again():
    arabic = change_item(SMALL, replace(WISH, label={"en": "A wish?", "ar": "أمنية؟"}))
    states = {"ar": {"items.wish.label": "pretested"}}
    assert "ar" in advice_on(arabic).untried["wish"]
    assert "en" not in advice_on(arabic).untried["wish"]
    tried = replace(arabic, translation_states=states)
    assert "wish" not in advice_on(tried).untried
