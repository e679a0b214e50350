import os

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy.exc import OperationalError

from app import cli, main
from core.cli import find_problems
from core.db import db
from core.settings import LANGUAGES
from tests.guards import take_guards_away


@pytest.fixture
def run(app) -> FlaskCliRunner:
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(cli, [str(word) for word in words])


def test_a_migrated_instance_has_nothing_to_upgrade(run):
    said = run("upgrade")

    assert (said.exit_code, said.output) == (0, "Nothing to do.\n")


def test_an_empty_database_is_migrated_once_it_is_not_a_dry_run(bare_app, run_bare):
    rehearsed = run_bare("upgrade", "--dry-run")
    assert rehearsed.output.count("\n") >= 7
    assert db.inspect(db.engine).get_table_names() == []

    assert run_bare("upgrade").output.endswith("Done.\n")
    assert "wave" in db.inspect(db.engine).get_table_names()


def test_a_command_before_there_is_a_table_says_what_to_do_first(bare_app, run_bare):
    done = run_bare("demo")

    assert done.exit_code == 1
    assert "`commonweal init` first" in done.output
    assert "Traceback" not in done.output


def test_what_else_a_database_refuses_is_not_taken_for_that(run, monkeypatch):
    def full(*_, **__):
        raise OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr("core.cli.find_problems", full)
    assert isinstance(run("doctor").exception, OperationalError)


def test_guards_that_somebody_took_away_are_missed_and_made_anew(app, run, session):
    take_guards_away(session, "wave.anonymity")
    session.commit()
    named = "What is written once can be changed: wave.anonymity: commonweal upgrade"
    assert named in list(find_problems())

    rehearsed = run("upgrade", "--dry-run")
    assert rehearsed.output == "wave.anonymity: is to be written once\n"
    assert named in list(find_problems())

    assert run("upgrade").output.endswith("written once\nDone.\n")
    assert named not in list(find_problems())
    assert run("upgrade").output == "Nothing to do.\n"


def test_the_doctor_names_what_is_wrong(app):
    (app.config["INSTANCE"] / "secret").write_text("x")
    (app.config["INSTANCE"] / "secret").chmod(0o644)

    assert any("secret can be read by others" in each for each in find_problems())


def test_the_doctor_says_that_others_can_read_the_answers(app):
    answers = app.config["INSTANCE"] / "commonweal.db"
    answers.touch()
    answers.chmod(0o640)

    assert any("commonweal.db can be read" in each for each in find_problems())


def test_what_a_command_writes_is_its_owner_s_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(cli, "main", lambda **_: (tmp_path / "answers").touch())
    before = os.umask(0o022)
    try:
        main()
    finally:
        os.umask(before)

    assert (tmp_path / "answers").stat().st_mode & 0o077 == 0


def test_the_doctor_asks_for_migrations(bare_app):
    assert any("migrations have not run" in each for each in find_problems())


def test_a_restore_does_not_overwrite_an_instance_unasked(run, tmp_path):
    file = tmp_path / "b.tar.gz"
    file.write_bytes(b"x")

    said = run("restore", file)

    assert said.exit_code == 1
    assert "This instance has data." in said.output


@pytest.mark.database("sqlite")
def test_a_backup_is_restored_with_the_word_for_it(app, run, tmp_path):
    file = tmp_path / "b.tar.gz"

    assert run("backup", file).exit_code == 0
    said = run("restore", "--replace", file)

    assert (said.exit_code, said.output[:9]) == (0, "Restored.")
    assert run("upgrade").output == "Nothing to do.\n"


def test_a_backup_that_cannot_be_written_is_one_sentence(run, tmp_path):
    said = run("backup", tmp_path / "missing" / "b.tar.gz")

    assert said.exit_code == 1
    assert said.output.startswith("Error: The backup was not written")
    assert "Traceback" not in said.output


@pytest.fixture
def bare_app(bare_address, tmp_path):
    from tests.conftest import make_app  # noqa: PLC0415

    app = make_app(bare_address, tmp_path / "bare")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def run_bare(bare_app):
    runner = bare_app.test_cli_runner()
    return lambda *words: runner.invoke(cli, list(words))


def test_the_site_is_written_to_files_as_a_stranger_reads_it(run, tmp_path):
    done = run("export-site", tmp_path / "site")
    assert done.exit_code == 0, done.output
    files = {
        str(f.relative_to(tmp_path / "site")) for f in (tmp_path / "site").rglob("*")
    }
    assert {"index.html", "results/index.html", "static/app.css", "log/key"} <= files
    assert not any("desk" in name.split("@")[0] for name in files)
    assert f"{sum((tmp_path / 'site' / name).is_file() for name in files)} pages" in (
        done.output
    )


def test_the_same_site_gives_the_same_files_in_each_language(run, tmp_path):
    for name in ("once", "again"):
        assert run("export-site", "--all-languages", tmp_path / name).exit_code == 0
    once = {
        f.relative_to(tmp_path / "once"): f for f in (tmp_path / "once").rglob("*.*")
    }
    assert {str(name.parts[0]) for name in once} == set(LANGUAGES)
    for name, file in once.items():
        assert file.read_bytes() == (tmp_path / "again" / name).read_bytes(), name
    assert b'lang="ar"' in (tmp_path / "once/ar/index.html").read_bytes()[:200]


def test_only_the_addresses_that_are_named_are_written(run, tmp_path):
    asked = tmp_path / "addresses"
    asked.write_text("/help\n/log/key\n/nowhere\n/help?lang=ar\n", encoding="utf-8")
    done = run("export-site", tmp_path / "site", "--only", asked)
    assert done.exit_code == 0, done.output
    files = [f for f in (tmp_path / "site").rglob("*") if f.is_file()]
    names = sorted(str(f.relative_to(tmp_path / "site")) for f in files)
    assert names == ["help.html", "help.html@lang%3Dar", "log/key"]


def test_a_folder_that_is_not_empty_is_left_as_it_is(run, tmp_path):
    (tmp_path / "mine").write_text("x")
    done = run("export-site", tmp_path)
    assert done.exit_code == 1
    assert "is not empty" in done.output
    assert [each.name for each in tmp_path.iterdir() if each.name == "index.html"] == []
