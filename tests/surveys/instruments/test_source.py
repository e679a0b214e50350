import pytest

from core.errors import Refused
from surveys.instruments.shipped import template
from surveys.instruments.source import is_template, read_source
from tests.surveys.instruments.small import ARABIC, MAIN, SMALL


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "small.toml").write_text(MAIN, encoding="utf-8")
    (tmp_path / "small.ar.toml").write_text(ARABIC, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_is_read_with_its_translations(folder):
    assert read_source(str(folder / "small.toml")) == SMALL


def test_a_template_is_found_by_its_name():
    assert is_template("reaching-help")
    assert read_source("reaching-help") == template("reaching-help")


def test_a_file_goes_before_a_template_of_the_same_name(folder):
    (folder / "reaching-help").write_text("a note of mine", encoding="utf-8")
    assert not is_template("reaching-help")
    with pytest.raises(Refused, match=r"only \.toml, \.xlsx and \.lss"):
        read_source("reaching-help")


def test_what_is_neither_is_refused_by_name():
    with pytest.raises(Refused, match="nothing-here: there is no such file"):
        read_source("nothing-here")
