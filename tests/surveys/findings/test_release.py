import json

import pytest

from surveys.findings.release import checksum, frozen_tables, summary_of
from tests.surveys.findings.factories import (
    EVERYBODY,
    ONE_FEW,
    PLAN,
    crowd,
    person,
    plan,
    tabulated,
)
from tests.surveys.instruments.piped import PIPED, SHOWN


def bodies(people=EVERYBODY, raw=PLAN):
    tables = frozen_tables(tabulated(people, raw), plan(raw))
    return {(each.item_key, each.breakdown): each.body for each in tables}


BODIES = bodies()


def row(body, key):
    return next(each for each in body["rows"] if each["key"] == key)


def test_every_declared_table_is_made_and_no_other():
    assert list(BODIES) == [
        ("asked", ""),
        ("asked", "age"),
        ("asked", "language"),
        ("barriers", ""),
        ("barriers", "language"),
    ]


def test_a_table_says_what_was_asked_in_which_words():
    body = BODIES["asked", "age"]
    assert body["item"] == {
        "key": "asked",
        "version": 2,
        "kind": "select_one",
        "label": {"en": "Did you ask for help?", "ar": "هل طلبت المساعدة؟"},
    }
    assert body["breakdown"] == {"key": "age", "label": {"en": "Age"}}
    assert [column["key"] for column in body["columns"]] == ["yes", "gave_up", "no"]


def test_everybody_is_the_first_row_with_counts_shares_and_ranges():
    everybody = BODIES["asked", ""]["rows"][0]
    assert (everybody["key"], everybody["base"], everybody["answered"]) == (
        "",
        204,
        204,
    )
    assert everybody["counts"] == [93, 42, 69]
    assert everybody["shares"] == [0.455882, 0.205882, 0.338235]
    low, high = everybody["ranges"][0]
    assert low < 0.455882 < high


def test_a_hidden_row_holds_no_number_at_all():
    for key in ("pl", "fr"):
        hidden = row(BODIES["asked", "language"], key)
        assert hidden["reason"] == "group"
        assert hidden["base"] is None
        for name in ("counts", "shares", "ranges"):
            assert hidden[name] == [None, None, None]


def test_what_the_hidden_groups_hold_together_is_a_row_of_its_own():
    rest = row(BODIES["asked", "language"], "+")
    assert (rest["members"], rest["counts"]) == (["fr", "pl"], [11, 0, 11])


def test_shares_are_of_those_who_answered_and_silence_is_of_those_asked():
    people = [*EVERYBODY, *crowd((30, person(None), "en"))]
    body = bodies(people)["asked", ""]
    everybody = body["rows"][0]
    assert body["share_of"] == "answered"
    assert (everybody["base"], everybody["answered"]) == (234, 204)
    assert everybody["shares"] == [0.455882, 0.205882, 0.338235, round(30 / 234, 6)]
    assert [column["missing"] for column in body["columns"]] == [False] * 3 + [True]


def test_a_column_that_mixes_answers_with_silence_makes_shares_of_those_asked():
    people = [*EVERYBODY, *crowd((3, person(None), "en"))]
    body = bodies(people)["asked", ""]
    assert body["share_of"] == "asked"
    mixed = body["columns"][-1]
    assert (mixed["key"], mixed["missing"], mixed["reason"]) == (
        "+gave_up",
        None,
        "rare",
    )
    assert body["rows"][0]["shares"][0] == round(93 / 207, 6)


def test_each_option_of_several_is_a_share_of_everybody_asked():
    body = BODIES["barriers", ""]
    everybody = body["rows"][0]
    assert (body["share_of"], everybody["base"]) == ("asked", 135)
    assert everybody["counts"] == [78, 30, 87, None]
    assert everybody["shares"][0] == round(78 / 135, 6)
    assert body["columns"][-1]["reason"] == "rare"


def test_a_table_names_the_group_that_the_plan_compares_others_with():
    age, language = PLAN["breakdowns"]
    compared = bodies(
        raw=PLAN | {"breakdowns": [age | {"reference": "from_25"}, language]}
    )
    assert compared["asked", "age"]["breakdown"]["reference"] == "from_25"
    assert "reference" not in compared["asked", "language"]["breakdown"]
    assert "reference" not in BODIES["asked", "age"]["breakdown"]


def test_where_no_group_can_be_shown_the_question_stands_alone():
    people = crowd((60, person("yes"), "en"), (40, person("no"), "en"))
    body = bodies(people)["asked", "language"]
    assert body["rows"][0]["counts"] == [60, 0, 40]
    assert [each["key"] for each in body["rows"]] == [""]


def test_the_same_answers_give_the_same_checksum_in_any_order():
    def sums(people):
        tables = frozen_tables(tabulated(people), plan())
        return [each.checksum for each in tables]

    assert sums(EVERYBODY) == sums(list(reversed(EVERYBODY)))
    assert sums(EVERYBODY) != sums(EVERYBODY[1:])


def test_a_body_is_canonical_json():
    body = BODIES["asked", "language"]
    assert json.loads(json.dumps(body)) == body
    assert checksum(body) == checksum(json.loads(json.dumps(body, sort_keys=True)))
    assert checksum({"a": 1, "b": "ä"}) == checksum({"b": "ä", "a": 1})


def test_the_summary_has_the_people_and_the_protected_groups():
    summary = summary_of(tabulated(), plan())
    assert summary["people"] == 204
    language = summary["groups"]["language"]
    assert language["counts"] == [130, 52, 22]
    assert language["columns"][-1]["members"] == ["pl", "fr"]


@pytest.mark.parametrize("people", [[], EVERYBODY[:4]])
def test_too_few_people_give_tables_without_numbers(people):
    for body in bodies(people).values():
        assert body["columns"] == []
        assert [each["counts"] for each in body["rows"]] == [[]]
        assert body["rows"][0]["reason"] == "nothing"


def test_a_table_holds_no_name_of_an_earlier_answer():
    tables = frozen_tables(tabulated(instrument=PIPED), plan(instrument=PIPED))
    labels = [each.body["item"]["label"] for each in tables]
    assert SHOWN in labels
    assert not any("${" in words for label in labels for words in label.values())


def test_a_row_may_hide_single_answers_and_keeps_the_shares_of_the_others():
    found = bodies(ONE_FEW)["asked", "language"]
    arabic = row(found, "ar")
    assert [column["key"] for column in found["columns"]] == ["yes", "gave_up", "no"]
    assert (arabic["base"], arabic["answered"]) == (43, 43)
    assert arabic["counts"] == [22, None, None]
    assert arabic["shares"] == [0.511628, None, None]
    assert arabic["ranges"][1:] == [None, None]
    assert arabic["reason"] == "answers"
    assert row(found, "en")["counts"] == [60, 30, 40]
