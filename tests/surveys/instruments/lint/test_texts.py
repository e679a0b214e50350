from surveys.instruments.lint.texts import Text, frame_texts, item_texts
from tests.surveys.instruments.small import SMALL


def test_the_frame_has_title_notice_headings_and_consent():
    texts = list(frame_texts(SMALL))
    assert [(t.place, t.words) for t in texts if t.language == "en"] == [
        ("title", "A few questions"),
        ("notice", "Written for a test."),
        ("groups", "About you"),
        ("consent", "I want to take part."),
        ("consent", "Who asks: the library."),
        ("consent", "What is kept: your answers."),
    ]
    assert Text("groups", "ar", "عنك") in texts


def test_a_question_has_hint_answers_and_what_they_are_published_as():
    asked = item_texts(SMALL.by_key["asked"], ["en"])
    assert [text.words for text in asked] == [
        "Did you ask for help?",
        "Anyone or any service.",
        "Yes",
        "I tried and gave up",
        "No",
        "Asked",
    ]
    bands = [text.words for text in item_texts(SMALL.by_key["age"], ["ar"])]
    assert bands == ["أقل من 25"]
