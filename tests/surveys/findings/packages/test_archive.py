import csv
import io
import json
from zipfile import ZipFile

import pytest
from frictionless import Package, validate

from surveys.findings.packages.archive import files_of, write_folder, write_zip
from surveys.findings.packages.contents import LICENCE
from tests.surveys.findings.packages.made import published, with_label


def files(release=None):
    return dict(files_of(release or published()))


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_package_is_good_to_its_own_validator(tmp_path):
    write_folder(published(), tmp_path / "made")
    report = validate(str(tmp_path / "made" / "datapackage.json"))
    assert report.valid, report.flatten()
    package = Package(str(tmp_path / "made" / "datapackage.json"))
    assert package.resource_names == ["tables", "figures", "codebook", "method"]
    assert package.licenses[0]["name"] == LICENCE["name"]


def test_the_validator_finds_a_number_that_is_none(tmp_path):
    folder = tmp_path / "made"
    write_folder(published(), folder)
    table = folder / "tables.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",answered,0.", ",answered,many."), encoding="utf-8")
    assert not validate(str(folder / "datapackage.json")).valid


def test_the_tables_are_those_of_the_release_and_hidden_numbers_are_empty():
    release = published()
    found = rows(files()["tables.csv"])
    expected = [
        people
        for body in release.bodies
        for row in body["rows"]
        for people in row["counts"]
    ]
    assert [r["people"] for r in found if r["answer_key"] or r["people"]] == [
        "" if people is None else str(people) for people in expected
    ]
    assert any(row["not_shown"] for row in found)


def test_method_and_licence_go_along():
    found = files()
    assert LICENCE["path"] in found["LICENCE.txt"].decode()
    said = {(r["item"], r["text"]) for r in rows(found["method.csv"])}
    assert ("sponsor", "The library") in said
    assert json.loads(found["method.json"]) == published().method
    assert "An open survey." in found["README.md"].decode()
    assert "margin of error" not in found["README.md"].decode().lower()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_wording_is_a_formula(sign):
    made = with_label(published().instrument, "asked", f"{sign}cmd|' /C calc'!A0")
    for row in rows(files(published(instrument=made))["codebook.csv"]):
        assert not any(
            value.startswith(("=", "+", "-", "@")) for value in row.values() if value
        )


def test_the_same_release_gives_the_same_bytes(tmp_path):
    first, second = io.BytesIO(), io.BytesIO()
    write_zip(published(), first)
    write_zip(published(), second)
    assert first.getvalue() == second.getvalue()
    with ZipFile(first) as packed:
        assert {name.partition("/")[2] for name in packed.namelist()} == set(files())


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "made").mkdir()
    with pytest.raises(FileExistsError):
        write_folder(published(), tmp_path / "made")
    assert not list((tmp_path / "made").iterdir())
