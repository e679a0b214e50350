import pytest

from surveys.findings.correcting.texts import is_there, relabelled, relabelled_groups

BODY = {
    "item": {"key": "q1", "label": {"en": "Old?", "ar": "قديم؟"}},
    "breakdown": {"key": "age", "label": {"en": "Age"}},
    "columns": [
        {"key": "yes", "members": ["yes"], "label": {"en": "Yes"}, "labels": [{}]},
        {
            "key": "rest",
            "members": ["no", "never"],
            "label": {},
            "labels": [{"en": "No"}, {"en": "Never"}],
        },
    ],
    "rows": [
        {"key": "", "members": [], "label": {}, "labels": [], "counts": [5, 6]},
        {"key": "old", "members": ["old"], "label": {"en": "Old"}, "labels": [{}]},
    ],
}


def test_a_question_gets_another_text_and_keeps_its_translations():
    made = relabelled(BODY, [{"item": "q1", "text": {"en": "New?"}}])
    assert made["item"]["label"] == {"en": "New?", "ar": "قديم؟"}
    assert made["rows"] == BODY["rows"]
    assert BODY["item"]["label"]["en"] == "Old?"


def test_an_option_is_found_alone_and_among_merged_ones():
    labels = [
        {"item": "q1", "option": "yes", "text": {"en": "Always"}},
        {"item": "q1", "option": "never", "text": {"en": "Not once"}},
    ]
    yes, rest = relabelled(BODY, labels)["columns"]
    assert (yes["label"], yes["labels"]) == ({"en": "Always"}, [{"en": "Always"}])
    assert rest["labels"] == [{"en": "No"}, {"en": "Not once"}]
    assert rest["label"] == {}


def test_groups_and_breakdowns_get_other_texts():
    labels = [
        {"breakdown": "age", "text": {"en": "Years"}},
        {"breakdown": "age", "group": "old", "text": {"en": "65 and over"}},
    ]
    made = relabelled(BODY, labels)
    assert made["breakdown"]["label"] == {"en": "Years"}
    assert made["rows"][1]["label"] == {"en": "65 and over"}


def test_a_table_that_is_not_meant_stays_as_it_is():
    labels = [
        {"item": "q2", "text": {"en": "x"}},
        {"breakdown": "area", "text": {"en": "x"}},
    ]
    assert relabelled(BODY, labels) == BODY
    assert relabelled({**BODY, "breakdown": None}, labels)["breakdown"] is None


def test_the_sizes_of_groups_get_the_same_texts():
    groups = {"age": {"label": {"en": "Age"}, "columns": [BODY["rows"][1]]}}
    labels = [{"breakdown": "age", "group": "old", "text": {"en": "65 and over"}}]
    made = relabelled_groups(groups, [*labels, {"item": "q1", "text": {"en": "x"}}])
    assert made["age"]["columns"][0]["label"] == {"en": "65 and over"}


GROUPS = {"area": {"label": {}, "columns": [{"key": "town", "label": {}}]}}


@pytest.mark.parametrize(
    ("place", "is_known"),
    [
        ({"item": "q1"}, True),
        ({"item": "q1", "option": "never"}, True),
        ({"item": "q1", "option": "perhaps"}, False),
        ({"item": "q2"}, False),
        ({"breakdown": "age", "group": "old"}, True),
        ({"breakdown": "age", "group": "young"}, False),
        ({"breakdown": "area", "group": "town"}, True),
        ({"breakdown": "place"}, False),
    ],
)
def test_a_text_has_its_place_in_a_table_or_a_group(place, is_known):
    label = {**place, "text": {"en": "x"}}
    assert is_there(label, [BODY], GROUPS) is is_known
