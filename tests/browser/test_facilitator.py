"""The facilitator takes a set of questions to start from."""

import pytest


@pytest.mark.parametrize(
    ("language", "title", "first"),
    [
        ("en", "Was this fair?", "I understood why I was asked."),
        ("ar", "كيف عوملت", "عاملني الناس هناك بكرامة."),
    ],
)
def test_a_set_is_read_and_taken_by_keyboard_and_then_said_to_be_there(
    person, language, title, first
):
    helen = person("Helen", language, scripts=False, is_member=True)
    helen.opens("/desk/questions/templates")
    card = helen.page.locator("li.card", has_text=title)
    helen.walks_to(card.locator("summary"))
    helen.presses("Enter")
    helen.looks()
    helen.sees(first)

    helen.walks_to(card.get_by_role("button"))
    with helen.page.expect_navigation():
        helen.presses("Enter")
    helen.arrives()

    helen.sees("These questions are yours now. The ones that ship stay as they are.")
    assert not card.get_by_role("button").count()
    assert helen.say("You have these questions already.") in card.inner_text()
