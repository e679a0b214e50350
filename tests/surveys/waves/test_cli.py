import pytest
from sqlalchemy import select

from surveys.instruments.service import import_instrument
from surveys.waves.models import Wave
from surveys.waves.queries import wave
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import agree, make_draft, make_open
from tests.surveys.waves.importing.test_rows import HEADER, MAPPING
from tests.surveys.waves.test_plan_file import PLAN


@pytest.fixture
def run(wave_command, tmp_path):
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "strict.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(HEADER, encoding="utf-8")
    return wave_command


def test_a_wave_lives_by_commands(run, session):
    agree(session, import_instrument(session, SMALL, role="operator"))
    session.commit()
    made = run(
        *("create", "spring", "--instrument", "small", "--plan", "plan.toml"),
        *("--opens", "2026-02-09", "--closes", "2026-03-08"),
    )
    assert made.output == "spring: in draft, small version 1\n"
    opened = run("open", "spring")
    assert opened.output == "spring: open\n", opened.exception
    assert run("close", "spring").output == "spring: closed\n"
    found = wave(session, "spring")
    assert (str(found.opens_on), str(found.closes_on)) == ("2026-02-09", "2026-03-08")


MAKE = ("create", "spring", "--instrument")
DAYS_TURNED = ("--opens", "2026-02-09", "--closes", "2026-02-08")
TAKE = ("import-answers", "nothing", "answers.csv", "--mapping")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((*MAKE, "nothing", "--plan", "plan.toml"), "There is no set of questions no"),
        ((*MAKE, "small", "--plan", "strict.toml"), "strict.toml"),
        (
            (*MAKE, "small", "--plan", "plan.toml", *DAYS_TURNED),
            "A wave cannot close before it opens.",
        ),
        (("open", "nothing"), "There is no wave nothing."),
        (("close", "nothing"), "There is no wave nothing."),
        ((*TAKE, "strict.toml"), "There is no wave nothing."),
    ],
)
def test_what_is_not_there_is_refused(run, session, words, sentence):
    import_instrument(session, SMALL, role="operator")
    session.commit()
    done = run(*words)
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert sentence in done.output
    assert not session.scalars(select(Wave)).all()


def test_a_wave_whose_questions_are_not_agreed_says_what_to_do(run, session):
    make_draft(session, agreed=False)
    session.commit()
    said = run("open", "library")
    assert said.exit_code == 1
    assert "The questions of the wave library and their consent text are" in said.output
    assert "survey adopt" in said.output
    assert wave(session, "library").state == "draft"


def test_a_wave_says_in_words_why_it_does_not_move(run, session):
    make_open(session)
    assert run("open", "library").output == "Error: The wave library is open already.\n"
    run("close", "library")
    assert "is closed, for good." in run("close", "library").output


def test_codes_are_made_by_a_command_into_a_new_file(run, session, tmp_path):
    out = tmp_path / "codes"
    import_instrument(session, SMALL, role="operator")
    session.commit()
    made = ("create", "spring", "--instrument", "small", "--plan", "plan.toml")
    made = run(*made, "--anonymity", "coded")
    assert "spring: in draft" in made.output, made.output
    done = run("codes", "spring", "--count", "25", "--out", str(out))

    assert done.output == "spring: 25 codes in codes, and nowhere else\n"
    codes = out.read_text().split()
    assert len({*codes}) == 25
    assert all(len(code) == 19 for code in codes)
    assert out.stat().st_mode & 0o077 == 0
    assert wave(session, "spring").anonymity == "coded"

    again = run("codes", "spring", "--count", "1", "--out", str(out))
    assert "this file cannot be made" in again.output
    assert out.read_text().split() == codes


def test_a_wave_for_anybody_has_no_codes(run, session, tmp_path):
    make_open(session)
    done = run("codes", "library", "--count", "1", "--out", str(tmp_path / "codes"))
    assert "Error: The wave library is open to anybody" in done.output
    assert not (tmp_path / "codes").exists()
