from frictionless import validate

from app import cli
from core.clock import today
from surveys.findings.embargo import LEAST_DAYS, last_day
from surveys.findings.service import publish_release
from tests.surveys.findings.factories import make_frozen, make_published


def test_a_package_is_written_into_a_new_folder(app, session, tmp_path):
    make_published(session)
    folder = str(tmp_path / "out")
    result = app.test_cli_runner().invoke(cli, ["wave", "export", "library", folder])
    assert result.exit_code == 0, result.output
    assert validate(f"{folder}/datapackage.json").valid
    assert (tmp_path / "out" / "library.xlsx").stat().st_size
    assert "tables.csv" in result.output


def test_what_is_not_published_is_refused_in_a_sentence(app, session, tmp_path):
    make_frozen(session)
    result = app.test_cli_runner().invoke(
        cli, ["wave", "export", "library", str(tmp_path / "out")]
    )
    assert result.exit_code != 0
    assert "no results of this wave are published" in result.output
    assert not (tmp_path / "out").exists()


def test_an_embargo_is_kept_and_its_day_said(app, session, tmp_path):
    release, until = make_frozen(session), last_day(today(), LEAST_DAYS)
    publish_release(session, release, role="operator", embargo_until=until)
    session.commit()
    result = app.test_cli_runner().invoke(
        cli, ["wave", "export", "library", str(tmp_path / "out")]
    )
    assert isinstance(result.exception, SystemExit)
    assert f"everybody may read these results from {until}" in result.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_there_is_left_alone(app, session, tmp_path):
    make_published(session)
    result = app.test_cli_runner().invoke(
        cli, ["wave", "export", "library", str(tmp_path)]
    )
    assert result.exit_code != 0
    assert "there already" in result.output
