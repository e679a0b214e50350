from datetime import date

import pytest

from surveys.findings.method_statement import REQUIRED, MethodItem, lacking, statement

SAID = {item: {"en": f"Words on {item}."} for item in REQUIRED}
SUMMARY = {"people": 204, "groups": {"mode": {"counts": [120, 84]}}}


def made(said=SAID, first=date(2026, 2, 9), last=date(2026, 3, 8), **summary):
    return statement(
        said,
        opens_on=first,
        closes_on=last,
        summary=SUMMARY | summary,
        instrument_checksum="ab" * 32,
    )


def test_there_are_eleven_items_and_each_is_known_or_said():
    found = made()
    assert len(MethodItem) == 11
    assert set(found["said"]) | set(found["facts"]) == set(MethodItem)


def test_what_the_system_knows_is_filled_in():
    facts = made()["facts"]
    assert facts["dates"] == {"opens_on": "2026-02-09", "closes_on": "2026-03-08"}
    assert facts["size"] == {"people": 204}
    assert facts["instrument"] == {"checksum": "ab" * 32}
    assert facts["modes"] == {"modes": {"counts": [120, 84]}}


def test_a_complete_statement_lacks_nothing():
    assert lacking(made()) == []


@pytest.mark.parametrize("item", REQUIRED)
@pytest.mark.parametrize("words", [{}, {"en": ""}, {"en": "  "}])
def test_an_empty_item_is_missed(item, words):
    assert lacking(made({**SAID, item: words})) == [item]


def test_one_language_is_enough():
    said = {**SAID, MethodItem.SPONSOR: {"en": "", "ar": "المكتبة"}}
    assert lacking(made(said)) == []


@pytest.mark.parametrize("days", [{"first": None}, {"last": None}])
def test_the_days_are_needed(days):
    assert lacking(made(**days)) == [MethodItem.DATES]


def test_what_nobody_asks_for_is_left_out():
    assert "colour" not in made({**SAID, "colour": {"en": "Blue."}})["said"]


@pytest.mark.parametrize("kept", [7, {"fewer_than": 10}])
def test_who_was_compared_is_told_in_a_band_however_it_was_kept(kept):
    found = made(compared=kept)["facts"]["processing"]["compared"]
    assert found == {"fewer_than": 10}
    assert made(compared=12)["facts"]["processing"]["compared"] == {"people": 12}
