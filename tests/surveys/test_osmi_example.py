"""The example that takes a real survey in: its files, its rows, its commands."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from surveys.instruments.definition import load
from surveys.instruments.questionnaire import Kind
from surveys.waves.importing.cells import Reason
from surveys.waves.importing.mapping_file import read_mapping
from surveys.waves.importing.rows import RefusedRow, Taken, read_rows
from surveys.waves.plan_file import read_plan

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/osmi-2014"
SURVEY = ROOT.parent / "shared/data/osmi-2014/survey.csv"

INSTRUMENT = load(EXAMPLE / "osmi-2014.toml")
PLAN_TEXT = (EXAMPLE / "osmi-2014.plan.toml").read_text("utf-8")
MAPPING_TEXT = (EXAMPLE / "osmi-2014.mapping.toml").read_text("utf-8")
PLAN = read_plan("plan", PLAN_TEXT, INSTRUMENT)
MAPPING = read_mapping("mapping", MAPPING_TEXT, INSTRUMENT)
NEVER = {"Timestamp", "Country", "state", "comments"}

ROW = {
    "Timestamp": "8/27/2014 11:29",
    "Age": "37",
    "Gender": "Female",
    "Country": "United States",
    "state": "IL",
    "self_employed": "NA",
    "family_history": "No",
    "treatment": "Yes",
    "work_interfere": "Often",
    "no_employees": "25-Jun",
    "remote_work": "No",
    "tech_company": "Yes",
    "benefits": "Yes",
    "care_options": "Not sure",
    "wellness_program": "No",
    "seek_help": "Yes",
    "anonymity": "Yes",
    "leave": "Somewhat easy",
    "mental_health_consequence": "No",
    "phys_health_consequence": "No",
    "coworkers": "Some of them",
    "supervisor": "Yes",
    "mental_health_interview": "No",
    "phys_health_interview": "Maybe",
    "mental_vs_physical": "Yes",
    "obs_consequence": "No",
    "comments": "NA",
}


def read(*rows):
    """What becomes of rows, each written as what it has other than ROW."""
    lines = [",".join(ROW), *(",".join((ROW | row).values()) for row in rows)]
    content = "\n".join(lines).encode()
    return list(read_rows("survey.csv", content, MAPPING, INSTRUMENT))


@pytest.fixture(scope="module")
def survey():
    """The rows of the real file, as they came."""
    if not SURVEY.exists():
        pytest.skip("osmi-2014/survey.csv is not beside this checkout")
    with SURVEY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def outcome(survey):
    """What becomes of the rows of the real file."""
    return list(read_rows("survey.csv", SURVEY.read_bytes(), MAPPING, INSTRUMENT))


def test_every_question_is_in_the_plan_and_in_the_mapping():
    asked = {item.key for item in INSTRUMENT.items if item.kind is not Kind.NOTE}
    assert {table.item.key for table in PLAN.tables} == asked
    assert {column.item.key for column in MAPPING.columns} == asked


def test_what_could_point_at_a_person_is_never_taken_in():
    assert MAPPING.ignore == NEVER
    assert all(item.kind is not Kind.TEXT for item in INSTRUMENT.items)


def test_questions_about_ones_own_health_are_protected_more():
    sensitive = {item.key for item in INSTRUMENT.items if item.sensitive}
    assert sensitive == {"family_history", "treatment", "work_interfere"}


def test_the_texts_are_free_for_everyone():
    licence = INSTRUMENT.licence
    assert (licence.name, licence.may_redistribute) == ("CC0-1.0", True)


def test_a_whole_row_becomes_its_answers():
    (row,) = read({})
    assert row.answers == {
        "age": 37,
        "gender": "woman",
        "family_history": "no",
        "treatment": "yes",
        "work_interfere": "often",
        "no_employees": "n6_25",
        "remote_work": "no",
        "tech_company": "yes",
        "benefits": "yes",
        "care_options": "not_sure",
        "wellness_program": "no",
        "seek_help": "yes",
        "anonymity": "yes",
        "leave": "somewhat_easy",
        "mental_health_consequence": "no",
        "phys_health_consequence": "no",
        "coworkers": "some",
        "supervisor": "yes",
        "mental_health_interview": "no",
        "phys_health_interview": "maybe",
        "mental_vs_physical": "yes",
        "obs_consequence": "no",
    }


@pytest.mark.parametrize(
    ("written", "meant"), [("25-Jun", "n6_25"), ("5-Jan", "n1_5"), ("6-25", "n6_25")]
)
def test_what_a_spreadsheet_took_for_a_date_is_a_size_again(written, meant):
    (row,) = read({"no_employees": written})
    assert row.answers["no_employees"] == meant


@pytest.mark.parametrize("age", ["-1726", "-1", "0", "15", "100", "99999999999", "x"])
def test_an_age_that_cannot_be_true_refuses_its_row_with_line_and_reason(age):
    kept, refused = read({}, {"Age": age})
    assert isinstance(kept, Taken)
    assert (refused.line, refused.column, refused.value) == (3, "Age", age)
    assert refused.reason in {Reason.OUT_OF_RANGE, Reason.NOT_A_NUMBER}


@pytest.mark.parametrize("age", ["16", "99"])
def test_the_bounds_themselves_are_ages(age):
    (row,) = read({"Age": age})
    assert row.answers["age"] == int(age)


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("Female (trans)", "woman"),
        ("femail", "woman"),
        ("Malr", "man"),
        ("MALE ", "man"),
        ("Enby", "another"),
        ("queer/she/they", "another"),
    ],
)
def test_a_gender_in_somebody_s_own_words_finds_its_group(written, group):
    (row,) = read({"Gender": written})
    assert row.answers["gender"] == group


@pytest.mark.parametrize("written", ["A little about you", "p", "Nah", ""])
def test_words_that_name_no_gender_leave_the_rest_of_the_row(written):
    (row,) = read({"Gender": written})
    assert "gender" not in row.answers
    assert row.answers["age"] == 37


def test_a_gender_that_nobody_has_looked_at_is_not_guessed():
    (row,) = read({"Gender": "mal e"})
    assert (row.line, row.column, row.reason) == (2, "Gender", Reason.UNKNOWN_VALUE)


def test_without_an_answer_on_treatment_nobody_is_asked_how_work_suffers():
    (row,) = read({"treatment": "NA"})
    assert "work_interfere" not in row.answers


def test_the_real_file_gives_1251_rows_and_names_eight_that_it_refuses(outcome):
    refused = [row for row in outcome if isinstance(row, RefusedRow)]
    assert len(outcome) - len(refused) == 1251
    assert {(row.line, row.value) for row in refused} == {
        (145, "-29"),
        (366, "329"),
        (392, "99999999999"),
        (717, "-1726"),
        (736, "5"),
        (991, "8"),
        (1092, "11"),
        (1129, "-1"),
    }
    assert {row.reason for row in refused} == {Reason.OUT_OF_RANGE}


def test_every_closed_question_counts_what_the_file_counts(survey, outcome):
    """Spellings aside, each option has as many people as its value in the file."""
    refused = {row.line for row in outcome if isinstance(row, RefusedRow)}
    kept = [row for line, row in enumerate(survey, start=2) if line not in refused]
    taken = [row.answers for row in outcome if isinstance(row, Taken)]
    for column in MAPPING.columns:
        if column.name in {"Age", "Gender"}:
            continue
        written = Counter(row[column.name] for row in kept)
        del written["NA"]
        meant = Counter(answers.get(column.item.key) for answers in taken)
        del meant[None]
        assert sorted(written.values()) == sorted(meant.values()), column.name


def test_the_golden_counts_of_the_real_file(outcome):
    taken = [row.answers for row in outcome if isinstance(row, Taken)]

    def counts(key):
        return dict(Counter(answers.get(key) for answers in taken))

    assert counts("gender") == {"man": 986, "woman": 251, "another": 13, None: 1}
    assert counts("treatment") == {"yes": 632, "no": 619}
    assert counts("anonymity") == {"yes": 372, "no": 64, "dont_know": 815}
    assert counts("mental_health_consequence") == {"yes": 288, "maybe": 476, "no": 487}
    assert counts("work_interfere")[None] == 262


def test_nothing_that_is_left_out_finds_its_way_into_an_answer(survey, outcome):
    comments = {row["comments"] for row in survey} - {"NA"}
    places = {row["Country"] for row in survey} | {row["state"] for row in survey}
    values = {
        str(value)
        for row in outcome
        if isinstance(row, Taken)
        for value in row.answers.values()
    }
    assert not values & (comments | places)


def test_the_commands_that_the_readme_names_are_those_that_load_runs():
    def commands(text):
        joined = re.sub(r"\\\n\s*", "", text)
        found = re.findall(r'^(?:"\$commonweal"|\S*/run) (.+)$', joined, re.MULTILINE)
        return [
            re.sub(r'"?\$here/|"', "", each).replace("$1", "survey.csv").strip()
            for each in found
        ]

    readme = (EXAMPLE / "README.md").read_text("utf-8")
    script = (EXAMPLE / "load").read_text("utf-8")
    assert commands(script) == commands(readme)
    assert len(commands(script)) == 7
