import csv
import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from accounts.rules import Role
from core.kept_files import FOLDER, KeptFiles
from surveys.findings.equity.gap import GapLabel
from surveys.findings.packages import views
from surveys.findings.queries import release_of
from surveys.findings.service import publish_release
from surveys.waves.queries import wave as wave_called
from tests.factories import make_member
from tests.surveys.findings.correcting.makers import correct_wave
from tests.surveys.findings.factories import make_frozen, make_published
from tests.surveys.findings.reading.waves import two_waves
from tests.surveys.findings.test_embargo import publish

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
    two_waves(session)
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


KEPT = ("xlsx", "zip", "pdf")


@pytest.mark.parametrize("ending", KEPT)
def test_a_file_is_made_once_and_then_sent_from_the_disk(
    pages, session, statements_at_most, ending
):
    make_published(session)
    first = pages.ask("GET", f"/results/library.{ending}")
    session.commit()
    with statements_at_most(2):
        again = pages.ask("GET", f"/results/library.{ending}")
    assert again.data == first.data
    assert again.content_length == len(first.data)
    assert again.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("ending", KEPT)
def test_a_file_that_another_process_drops_meanwhile_is_sent_all_the_same(
    app, pages, session, monkeypatch, ending
):
    """It goes after it was found, and before it was opened."""
    make_published(session)
    path = f"/results/library.{ending}"
    first = pages.ask("GET", path)
    dropped, send = [], views.send_file

    def late(file, **words):
        if not dropped:
            dropped.append(file)
            KeptFiles(app.config["INSTANCE"] / FOLDER, 0).clear()
        return send(file, **words)

    monkeypatch.setattr(views, "send_file", late)
    again = pages.ask("GET", path)
    assert (again.status_code, len(dropped)) == (200, 1)
    assert again.content_length == len(again.data)
    assert again.data[:4] == first.data[:4]


@pytest.mark.parametrize("ending", KEPT)
def test_a_part_of_a_file_can_be_asked_for_and_what_one_has_is_not_sent_again(
    pages, session, ending
):
    make_published(session)
    path = f"/results/library.{ending}"
    whole = pages.ask("GET", path)
    mark = whole.headers["ETag"]
    rest = pages.ask("GET", path, headers={"Range": "bytes=100-", "If-Range": mark})
    assert (rest.status_code, rest.data) == (206, whole.data[100:])
    changed = pages.ask("GET", path, headers={"Range": "bytes=9-", "If-Range": '"x"'})
    assert (changed.status_code, changed.data) == (200, whole.data)
    known = pages.ask("GET", path, headers={"If-None-Match": mark})
    assert (known.status_code, known.data) == (304, b"")


@pytest.mark.parametrize("ending", KEPT)
def test_a_file_is_another_one_in_another_language(pages, session, ending):
    make_published(session)
    path, arabic = f"/results/library.{ending}", {"Accept-Language": "ar"}
    english = pages.ask("GET", path).headers["ETag"]
    assert pages.ask("GET", path, headers=arabic).headers["ETag"] != english


@pytest.mark.parametrize("ending", KEPT)
def test_a_kept_file_is_for_those_who_may_read_the_release(pages, session, ending):
    make_frozen(session)
    publish(session)
    readers = {role: make_member(session, role) for role in Role}
    path, mark = f"/results/library.{ending}", "x"
    for role, reader in readers.items():
        pages.sign_in(reader)
        answer = pages.ask("GET", path)
        assert answer.status_code == (403 if role is Role.AUTHORITY else 200)
        mark = answer.headers.get("ETag", mark)
        pages.sign_out()
        for sent in ({}, {"If-None-Match": mark}, {"Range": "bytes=0-9"}):
            assert pages.ask("GET", path, headers=sent).status_code == 403


def test_files_are_others_once_the_survey_before_is_public(pages, session):
    two_waves(session)
    spring = release_of(session, "spring")
    shown, spring.published_at = spring.published_at, None
    session.commit()
    alone = pages.ask("GET", "/results/library.zip").headers["ETag"]
    spring.published_at = shown
    session.commit()
    assert pages.ask("GET", "/results/library.zip").headers["ETag"] != alone


def test_a_correction_has_files_of_its_own(pages, session):
    make_published(session)
    first = pages.ask("GET", "/results/library.zip")
    label = {"item": "asked", "text": {"en": "Were you asked?"}}
    said = {"because": {"en": "x"}, "changes": {"labels": [label]}}
    correct_wave(session, wave_called(session, "library"), said)
    publish_release(session, release_of(session, "library"), role="operator")
    session.commit()
    second = pages.ask("GET", "/results/library.zip")
    assert second.headers["ETag"] != first.headers["ETag"]
    with ZipFile(io.BytesIO(second.data)) as packed:
        assert b"Were you asked?" in packed.read("library/tables.csv")


def test_files_say_another_change_once_another_survey_stands_before(pages, session):
    two_waves(session)
    first = changes_of(pages.ask("GET", "/results/library.zip"))
    assert {line["since"] for line in first} == {"spring"}
    release_of(session, "spring").published_at = None
    session.commit()
    assert not changes_of(pages.ask("GET", "/results/library.zip"))
