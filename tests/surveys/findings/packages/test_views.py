import csv
import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from surveys.findings.equity.gap import GapLabel
from tests.surveys.findings.factories import make_frozen, make_published
from tests.surveys.findings.reading.waves import two_waves

FILES = ("xlsx", "zip", "xml")


@pytest.mark.parametrize("ending", FILES)
def test_a_file_comes_whole_and_is_named(pages, session, ending):
    make_published(session)
    answer = pages.ask("GET", f"/results/library.{ending}")
    assert answer.status_code == 200
    assert f"filename=library.{ending}" in answer.headers[
        "Content-Disposition"
    ].replace('"', "")
    assert answer.data


@pytest.mark.parametrize("ending", FILES)
def test_what_is_not_published_is_in_no_file(pages, session, ending):
    make_frozen(session)
    html = pages.get(f"/results/library.{ending}", status=404)
    assert "will be published soon" in html
    pages.get(f"/results/nowhere.{ending}", status=404)


def test_a_package_names_the_address_and_holds_the_tables(pages, session):
    make_published(session)
    answer = pages.ask("GET", "/results/library.zip")
    with ZipFile(io.BytesIO(answer.data)) as packed:
        assert b"/results/library" in packed.read("library/datapackage.json")
        assert b"204" in packed.read("library/tables.csv")


def test_a_spreadsheet_has_the_answers_in_words(pages, session):
    make_published(session)
    answer = pages.ask("GET", "/results/library.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data))["tables"]
    assert "Yes" in {cell.value for row in sheet for cell in row}


@pytest.mark.parametrize("ending", FILES)
def test_a_file_costs_three_statements(pages, session, statements_at_most, ending):
    make_published(session)
    session.commit()
    with statements_at_most(3):
        pages.ask("GET", f"/results/library.{ending}")


def changes_of(answer):
    """The lines of a package that say what changed since the survey before."""
    with ZipFile(io.BytesIO(answer.data)) as packed:
        text = packed.read("library/figures.csv").decode()
    lines = csv.DictReader(io.StringIO(text))
    return [line for line in lines if line["figure"] in {"change", "gap_change"}]


def test_files_say_what_changed_since_the_survey_before_as_the_explorer_does(
    pages, session, statements_at_most
):
    two_waves(session)
    with statements_at_most(3):
        lines = changes_of(pages.ask("GET", "/results/library.zip"))
    [yes] = [
        line
        for line in lines
        if (line["figure"], line["breakdown_key"], line["answer_key"])
        == ("change", "", "yes")
    ]
    assert yes["value"] == "0.102941", "35.3 % that became 45.6 %"
    assert (yes["since"], yes["standing"]) == ("spring", "exploratory")
    gap = next(line for line in lines if line["figure"] == "gap_change")
    assert gap["label"] in set(map(str, GapLabel))

    with statements_at_most(4):
        stored = pages.ask("GET", "/results/library.json").get_json()
    told = [each for each in stored["figures"] if each["figure"] == "change"]
    assert len(told) == len([each for each in lines if each["figure"] == "change"])
    sheet = load_workbook(io.BytesIO(pages.ask("GET", "/results/library.xlsx").data))[
        "figures"
    ]
    assert "gap_change" in {cell.value for row in sheet for cell in row}


def test_the_first_survey_has_nothing_to_be_compared_with(pages, session):
    two_waves(session)
    answer = pages.ask("GET", "/results/spring.zip")
    with ZipFile(io.BytesIO(answer.data)) as packed:
        assert b"gap_change" not in packed.read("spring/figures.csv")
