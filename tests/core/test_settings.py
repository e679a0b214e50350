import stat
from datetime import date

import pytest

from core.settings import database_address, read_settings
from core.site_calendar import SiteCalendar


def test_without_any_word_an_instance_is_a_folder_with_sqlite(tmp_path):
    settings = read_settings({"COMMONWEAL_INSTANCE": str(tmp_path)})

    assert settings["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path}/commonweal.db"
    assert settings["SITE_NAME"] == "Commonweal"
    assert settings["TRUSTED_PROXIES"] == 0
    assert settings["SESSION_COOKIE_SECURE"] is False


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    environment = {"COMMONWEAL_INSTANCE": str(tmp_path)}

    first = read_settings(environment)["SECRET_KEY"]

    assert len(first) >= 64
    assert read_settings(environment)["SECRET_KEY"] == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / "commonweal.toml").write_text(
        'site_name = "Our place"\npublic_url = "https://our.example"\n'
    )
    environment = {"COMMONWEAL_INSTANCE": str(tmp_path)}

    assert read_settings(environment)["SITE_NAME"] == "Our place"
    assert read_settings(environment)["SESSION_COOKIE_SECURE"] is True
    louder = environment | {"COMMONWEAL_SITE_NAME": "Theirs"}
    assert read_settings(louder)["SITE_NAME"] == "Theirs"


def test_a_setting_that_does_not_exist_is_refused_by_name(tmp_path):
    (tmp_path / "commonweal.toml").write_text('site_nane = "typo"\n')

    with pytest.raises(ValueError, match="SITE_NANE"):
        read_settings({"COMMONWEAL_INSTANCE": str(tmp_path)})


def test_the_calendar_stands_in_the_file(tmp_path):
    (tmp_path / "commonweal.toml").write_text(
        '[calendar]\nholidays = ["2026-12-25"]\nweekend = [4, 5]\n'
    )

    read = read_settings({"COMMONWEAL_INSTANCE": str(tmp_path)})["CALENDAR"]

    assert read.holidays == {date(2026, 12, 25)}
    assert read.weekend == {4, 5}


def test_without_a_calendar_it_is_the_usual_one(tmp_path):
    read = read_settings({"COMMONWEAL_INSTANCE": str(tmp_path)})["CALENDAR"]

    assert read == SiteCalendar()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:////srv/a.db", "sqlite:////srv/a.db"),
    ],
)
def test_postgresql_is_named_as_operators_name_it(tmp_path, url, address):
    assert database_address(url, tmp_path) == address
