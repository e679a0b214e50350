from surveys.findings.packages.codebook import (
    COLUMNS,
    codebook_rows,
    published_items,
)
from tests.surveys.findings.packages.made import published, scored, with_licence


def test_the_questions_are_those_that_some_table_is_about():
    keys = [item.key for item in published_items(published())]
    assert keys == ["asked", "barriers"]


def test_each_answer_has_a_line_in_each_language():
    release = published()
    rows = list(codebook_rows(release))
    answers = sum(len(item.options) for item in published_items(release))
    assert len(rows) == answers * len(release.instrument.languages)
    assert all(row.keys() <= set(COLUMNS) for row in rows)


def test_a_declared_non_answer_is_marked():
    missing = {
        row["answer_key"] for row in codebook_rows(published()) if row["missing"]
    }
    item = published().instrument.by_key["asked"]
    assert missing >= {option.key for option in item.options if option.missing}


def test_a_number_is_described_by_its_bands():
    release = published()
    body = next(b for b in release.bodies if b["breakdown"] is None)
    numbered = {**body, "item": {**body["item"], "key": "age"}}
    rows = list(codebook_rows(published(bodies=[numbered])))
    bands = release.instrument.by_key["age"].bands
    english = [row for row in rows if row["language"] == "en"]
    assert [row["lowest"] for row in english] == [band.lowest for band in bands]
    assert [row["highest"] for row in english] == [band.highest for band in bands]


def test_words_that_may_not_be_handed_on_are_left_out_and_keys_stay():
    kept = with_licence(published().instrument, may_redistribute=False)
    rows = list(codebook_rows(published(instrument=kept)))
    assert {row["question"] for row in rows} == {""}
    assert {row["answer"] for row in rows} == {""}
    assert {row["question_key"] for row in rows} == {"asked", "barriers"}


def test_a_score_says_what_it_is_worked_out_of():
    rows = [
        row
        for row in codebook_rows(scored())
        if (row["question_key"], row["language"]) == ("went", "en")
    ]
    assert {(row["score_of"], row["points"]) for row in rows} == {
        ("s1 s2 s3", "bad fair good")
    }
    assert [(row["answer_key"], row["above"], row["up_to"]) for row in rows] == [
        ("low", None, 2),
        ("middle", 2, 2.5),
        ("high", 2.5, None),
    ]


def test_a_question_is_no_score():
    [rule] = {(row["score_of"], row["points"]) for row in codebook_rows(published())}
    assert rule == ("", "")
