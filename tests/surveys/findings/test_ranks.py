"""Questions whose answers are put in order."""

import pytest

from surveys.findings.from_counts import tabulation_of
from surveys.findings.gate import Gate
from surveys.findings.release import frozen_tables
from surveys.findings.showing.forms import sentence, share_note
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.counting.cells import cells_of
from tests.surveys.findings.factories import crowd, plan, tabulated
from tests.surveys.findings.reading.measured.six import SIX

WISHES, WHY = SIX.by_key["wishes"], SIX.by_key["why"]
LANGUAGE = {
    "key": "language",
    "label": "Language",
    "attribute": "language",
    "groups": [{"key": "en", "label": "English"}, {"key": "fr", "label": "French"}],
}
RAW = {
    "title": "Wishes",
    "tables": [{"item": "wishes", "by": ["language"]}],
    "breakdowns": [LANGUAGE],
}


def ranked(*order):
    return {"wishes": list(order)}


PEOPLE = crowd(
    (30, ranked("books", "room"), "en"),
    (12, ranked("books", "hours"), "en"),
    (20, ranked("room", "books"), "en"),
    (11, ranked("hours", "room"), "fr"),
    (8, ranked("hours", "books"), "fr"),
    (7, ranked("none_said"), "fr"),
)


def body(people=PEOPLE, place=0):
    tables = list(frozen_tables(tabulated(people, RAW, SIX), made()))
    return tables[place].body


def made(raw=RAW):
    return plan(raw, SIX)


def test_what_people_put_first_is_counted():
    found = body()
    keys = [column["key"] for column in found["columns"]]
    counts = dict(zip(keys, found["rows"][0]["counts"], strict=True))
    assert counts == {"books": 42, "room": 20, "hours": 19, "none_said": 7}
    assert found["rows"][0]["answered"] == 81


def test_every_place_of_every_answer_is_published():
    assert body()["ranks"] == {
        "options": ["books", "room", "hours"],
        "people": 81,
        "counts": [[42, 28], [20, 41], [19, 12]],
    }


@pytest.mark.parametrize(
    "people",
    [
        [*PEOPLE, *crowd((3, ranked("room", "hours"), "en"))][30:],
        crowd((60, ranked("books", "room"), "en"), (40, ranked("room", "books"), "en")),
        crowd((4, ranked("books", "room"), "en"), (4, ranked("room", "books"), "en")),
    ],
    ids=["a few in one place", "nobody in a place, nearly all in two", "few people"],
)
def test_one_place_with_too_few_hides_all_places(people):
    found = body(people)
    assert found["ranks"] is None or all(
        n == 0 or n >= 5 for row in found["ranks"]["counts"] for n in row
    )


def test_a_place_with_too_few_people_hides_all_places():
    few = crowd((9, ranked("room", "books"), "en"), (3, ranked("room", "hours"), "en"))
    people = [*crowd((30, ranked("books", "room"), "en")), *few]
    people += crowd((20, ranked("hours", "books"), "en"))
    found = body(people)
    assert found["columns"]
    assert found["ranks"] is None


def test_by_groups_only_what_came_first_is_published():
    found = body(place=1)
    assert found["breakdown"]["key"] == "language"
    assert found["ranks"] is None


def test_who_was_asked_for_a_place_is_hidden_beside_the_places():
    """Whether somebody was led on depends on any place, the table shows the first."""
    people = [
        (answers | ({"why": "quiet"} if "books" in answers["wishes"] else {}), language)
        for answers, language in PEOPLE
    ]
    both = RAW | {"tables": [{"item": "wishes"}, {"item": "why"}]}
    gate = Gate(tabulated(people, both, SIX), made(both))
    assert gate.question(WHY).total.base is None


def test_a_wave_that_keeps_counts_only_knows_what_came_first():
    counts = {}
    for answers, language in PEOPLE:
        for cell in cells_of(made(), answers, {"language": language}):
            counts[cell] = counts.get(cell, 0) + 1
    found = Gate(tabulation_of(counts, SIX, made()), made())
    assert found.question(WISHES).total.counts == (42, 20, 19, 7)
    assert found.ranks(WISHES) is None


def test_a_rank_makes_no_groups():
    raw = RAW | {"breakdowns": [{"key": "wish", "label": "Wish", "item": "wishes"}]}
    with pytest.raises(FileRefused, match="several of these groups"):
        made(raw | {"tables": [{"item": "why", "by": ["wish"]}]})


def test_the_sentence_says_what_came_first(app):
    with app.test_request_context():
        assert sentence(body(), "en") == "81 people answered. 52% put first: Books."
        assert str(share_note(body())) == "Counted is what people put first."
