from dataclasses import replace

import pytest

from app import cli
from surveys.instruments.forms import remark_words
from surveys.instruments.lint.remark import Code, Remark
from surveys.instruments.service import import_instrument
from tests.surveys.instruments.small import MAIN, SMALL


def run(app, source):
    return app.test_cli_runner().invoke(cli, ["survey", "lint", str(source)])


def test_a_file_is_remarked_on_with_question_language_and_reason(app, tmp_path):
    text = MAIN.replace("Did you ask for help?", "Are addicts and others helped?")
    text = text.replace('languages = ["en", "ar"]', 'languages = ["en"]')
    text = text.replace("sensitive = true\n", "")
    (tmp_path / "small.toml").write_text(text, encoding="utf-8")

    done = run(app, tmp_path / "small.toml")

    assert done.exit_code == 0, done.output
    assert "asked (en): “addicts” can hurt. A person is more than" in done.output
    assert "asked (en): This may ask two things at once: look at “and”" in done.output
    assert done.output.endswith("small: 2 remarks, 0 of them minor\n")


def test_a_template_is_read_by_its_name(app):
    done = run(app, "was-this-fair")
    assert done.exit_code == 0, done.output
    assert "D7 (en, minor): " in done.output


def test_what_is_kept_under_a_name_goes_before_the_template(app, session):
    own = replace(SMALL, slug="was-this-fair")
    import_instrument(session, own, role="operator")
    session.commit()
    assert "wish (ar): Not translated yet: 1 texts" in run(app, "was-this-fair").output


def test_what_is_nowhere_is_refused(app):
    done = run(app, "nothing")
    assert done.exit_code == 1
    assert "there is no such file, and no template of that name" in done.output


FACTS = {
    "words": "W",
    "reason": "R.",
    "instead": "I",
    "count": 8,
    "most": 7,
    "grade": 9.1,
    "agree": 2,
    "disagree": 1,
}


@pytest.mark.parametrize("code", Code)
def test_every_remark_has_words(app, code):
    said = remark_words(Remark("q", "en", code, FACTS))
    assert said.endswith(".")
    assert "%" not in said
