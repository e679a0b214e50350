import pytest
from sqlalchemy import select

from app import cli
from surveys.instruments.models import InstrumentVersion
from tests.surveys.instruments.small import ARABIC, MAIN


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "small.toml").write_text(MAIN, encoding="utf-8")
    (tmp_path / "small.ar.toml").write_text(ARABIC, encoding="utf-8")
    return tmp_path


def run(app, *words):
    return app.test_cli_runner().invoke(cli, ["survey", "import", *map(str, words)])


def test_a_file_becomes_a_version_under_the_given_slug(app, session, folder):
    done = run(app, folder / "small.toml", "--slug", "library-2026")
    assert done.exit_code == 0, done.output
    assert done.output == "library-2026: version 1, 6 items, languages: en, ar\n"
    (version,) = session.scalars(select(InstrumentVersion))
    assert version.body["slug"] == "library-2026"


def test_a_question_that_asks_for_a_name_is_warned_about(app, folder):
    asking = MAIN.replace("What one change would help most?", "What is your name?")
    assert asking != MAIN
    (folder / "small.toml").write_text(asking, encoding="utf-8")
    done = run(app, folder / "small.toml")
    assert done.exit_code == 0, done.output
    assert done.stderr.startswith(
        "small.toml: wish (en): “your name” asks who somebody is."
    )


@pytest.mark.parametrize(
    ("name", "words", "sentence"),
    [
        ("small.toml", ("--slug", "Not A Slug"), "small letters"),
        ("small.ods", (), "only .toml, .xlsx and .lss"),
        ("broken.toml", (), "broken.toml: slug: This key is missing."),
        ("absent.toml", (), "there is no such file, and no template of that name"),
    ],
)
def test_what_cannot_be_taken_in_changes_nothing(
    app, session, folder, name, words, sentence
):
    (folder / "small.ods").write_bytes(b"PK")
    (folder / "broken.toml").write_text('title = "x"', encoding="utf-8")
    done = run(app, folder / name, *words)
    assert done.exit_code == 1
    assert sentence in done.output
    assert not session.scalars(select(InstrumentVersion)).all()


def test_a_template_is_taken_by_its_name_as_often_as_one_likes(app, session):
    for _ in range(2):
        done = run(app, "reaching-help")
        assert done.exit_code == 0, done.output
        assert done.output.startswith("reaching-help: version 1, 23 items, languages:")
    assert len(session.scalars(select(InstrumentVersion)).all()) == 1


def test_a_template_never_writes_over_other_words(app, session, folder):
    run(app, folder / "small.toml", "--slug", "reaching-help")
    done = run(app, "reaching-help")
    assert done.exit_code == 1
    assert "Give the template a --slug of its own." in done.output

    session.rollback()
    assert run(app, "reaching-help", "--slug", "our-needs").exit_code == 0
    slugs = [v.body["slug"] for v in session.scalars(select(InstrumentVersion))]
    assert slugs == ["reaching-help", "our-needs"]


def test_the_templates_are_listed_with_what_one_chooses_by(app):
    done = app.test_cli_runner().invoke(cli, ["survey", "templates"])
    assert done.exit_code == 0, done.output
    assert len(done.output.splitlines()) == 4
    assert (
        "reaching-help: Reaching help, 23 questions, about 7 minutes, "
        "languages: en, ar, uk, es, fr, pl, CC0-1.0\n"
    ) in done.output
