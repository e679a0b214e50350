import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.surveys.findings.factories import make_frozen, make_published

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
def test_a_file_costs_two_statements(pages, session, statements_at_most, ending):
    make_published(session)
    session.commit()
    with statements_at_most(2):
        pages.ask("GET", f"/results/library.{ending}")
