import pytest
from sqlalchemy import select

from app import cli
from surveys.instruments import service
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import instrument_of, latest_version
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.limesurvey.small import SMALL as LIMESURVEY
from tests.surveys.instruments.small import SMALL
from tests.surveys.instruments.xlsform.books import PLAIN, book

BROKEN = book(
    """
    | type         | name | label | relevant      |
    | text         | a    | A?    | ${nobody} = 1  |
    | select_one x | b    | B?    |               |
    """
)


def run(app, *words):
    return app.test_cli_runner().invoke(cli, ["survey", *map(str, words)])


def test_a_spreadsheet_becomes_a_version_and_its_warnings_are_said(
    app, session, tmp_path
):
    file = tmp_path / "Wishes.xlsx"
    file.write_bytes(PLAIN)
    done = run(app, "import", file, "--slug", "wishes")
    assert done.exit_code == 0, done.output
    assert done.stdout == "wishes: version 1, 1 items, languages: en\n"
    assert done.stderr == (
        "Wishes.xlsx: settings: The file has no consent text. "
        "There is one now whose [blanks] you fill in.\n"
    )
    assert latest_version(session, "wishes").body["title"] == {"en": "Wishes"}


def test_a_limesurvey_file_becomes_a_version_too(app, session, tmp_path):
    file = tmp_path / "small.lss"
    file.write_text(LIMESURVEY, encoding="utf-8")
    done = run(app, "import", file)
    assert done.exit_code == 0, done.output
    assert "question A5: The condition is left out" in done.stderr
    assert latest_version(session, "small").number == 1


def test_a_row_that_asks_for_a_name_is_warned_about(app, session, tmp_path):
    file = tmp_path / "names.xlsx"
    file.write_bytes(book("| type | name | label |\n| text | a | What is your name? |"))
    done = run(app, "import", file)
    assert done.exit_code == 0, done.output
    said = "names.xlsx: survey, row 2: “your name” asks who somebody is."
    assert said in done.stderr
    assert latest_version(session, "names").number == 1


def test_a_question_of_limesurvey_that_asks_for_a_name_is_warned_about(app, tmp_path):
    file = tmp_path / "names.lss"
    asking = LIMESURVEY.replace("Question 4]", "What is your e-mail?]")
    assert asking != LIMESURVEY
    file.write_text(asking, encoding="utf-8")
    done = run(app, "import", file)
    assert "names.lss: question A4: “e-mail” asks who somebody is." in done.stderr


def test_a_refusal_names_sheet_row_and_reason_and_keeps_nothing(app, session, tmp_path):
    file = tmp_path / "broken.xlsx"
    file.write_bytes(BROKEN)
    done = run(app, "import", file)
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "Error: broken.xlsx: survey, row 3: There is no list x in the sheet choices.",
        "broken.xlsx: survey, row 2: There is no question nobody.",
    ]
    assert not session.scalars(select(InstrumentVersion)).all()


def test_what_was_kept_goes_out_and_comes_in_again(app, session, tmp_path):
    version = service.import_instrument(session, EVERY_KIND, role="operator")
    session.commit()
    file = tmp_path / "out.xlsx"
    done = run(app, "export", "every-kind", file)
    assert done.exit_code == 0, done.output
    assert (
        done.stdout
        == f"out.xlsx: every-kind, version 1, {len(EVERY_KIND.items)} items\n"
    )
    session.rollback()
    done = run(app, "import", file, "--slug", "again")
    assert done.exit_code == 0, done.output
    again = latest_version(session, "again")
    assert again.body == version.body | {"slug": "again"}
    assert instrument_of(again).items == EVERY_KIND.items


def test_what_may_not_be_passed_on_is_said_beside_the_file(app, session, tmp_path):
    for each in (SMALL, EVERY_KIND):
        service.import_instrument(session, each, role="operator")
    session.commit()
    free = run(app, "export", "small", tmp_path / "free.xlsx")
    assert (free.exit_code, free.stderr) == (0, "")
    bound = run(app, "export", "every-kind", tmp_path / "bound.xlsx")
    assert bound.exit_code == 0
    assert bound.stderr == (
        "bound.xlsx: only for this site. Its licence, CC0-1.0, is not marked as one "
        "that lets others have it.\n"
    )
    assert (tmp_path / "bound.xlsx").exists()


def test_a_file_with_other_words_is_kept_out_by_the_licence(app, session, tmp_path):
    service.import_instrument(session, EVERY_KIND, role="operator")
    session.commit()
    file = tmp_path / "other.xlsx"
    file.write_bytes(PLAIN)
    done = run(app, "import", file, "--slug", "every-kind")
    assert done.exit_code == 1
    assert (
        "Error: every-kind: there are questions under this slug whose licence lets "
        in (done.output)
    )
    assert latest_version(session, "every-kind").number == 1


@pytest.mark.parametrize(
    ("slug", "file", "sentence"),
    [
        ("nothing", "out.xlsx", "There are no questions called nothing."),
        ("every-kind", "out.csv", "out.csv: the file must end in .xlsx."),
        ("every-kind", "none/out.xlsx", "No such file or directory."),
    ],
)
def test_what_cannot_go_out_says_why(app, session, tmp_path, slug, file, sentence):
    service.import_instrument(session, EVERY_KIND, role="operator")
    session.commit()
    done = run(app, "export", slug, tmp_path / file)
    assert done.exit_code == 1
    assert sentence in done.output
    assert not (tmp_path / file).exists()
