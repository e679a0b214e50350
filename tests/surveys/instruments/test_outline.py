import json
from datetime import date

from surveys.instruments.outline import outline
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.asking.kinds import KINDS

DAY = date(1970, 1, 11)


def items(instrument):
    return {item["key"]: item for item in outline(instrument, DAY)["items"]}


def test_it_has_every_item_in_the_order_asked_and_in_the_order_of_need():
    made = outline(KINDS, DAY)
    assert [item["key"] for item in made["items"]] == list(KINDS.by_key)
    assert set(made["order"]) == set(KINDS.by_key)
    assert made["order"].index("fare") < made["order"].index("yearly")
    assert made["today"] == 10


def test_it_goes_through_json_and_stays_the_same():
    made = outline(KINDS, DAY)
    assert json.loads(json.dumps(made)) == made


def test_it_has_rules_and_no_words():
    text = json.dumps(outline(KINDS, DAY), ensure_ascii=False)
    assert "Where do you live?" not in text
    assert "Alder" not in text
    assert "more than 500" not in text


def test_what_an_item_does_not_have_is_left_out_but_zero_is_kept():
    assert items(SMALL)["age"] == {
        "key": "age",
        "kind": "integer",
        "minimum": 0,
        "maximum": 120,
    }
    assert items(KINDS)["promise"]["required"] is True


def test_options_say_what_stands_alone_and_what_a_filter_asks_of_them():
    assert items(SMALL)["barriers"]["options"][-1] == {"key": "nothing", "alone": True}
    assert items(KINDS)["town"]["options"][0] == {
        "key": "a",
        "attributes": {"area": "north"},
    }


def test_rounds_of_a_repeat_are_named():
    assert outline(KINDS, DAY)["rounds"]["age"] == ["age_1", "age_2", "age_3"]
