from sqlalchemy import select

from app import cli
from surveys.findings.coding.models import OpenText
from surveys.findings.service import freeze_wave
from surveys.waves.models import WaveState
from tests.surveys.findings.coding.factories import make_written, writers


def run(app, *words, **more):
    return app.test_cli_runner().invoke(cli, ["wave", "forget-texts", *words], **more)


def frozen(session):
    wave = make_written(session, writers(3))
    freeze_wave(session, wave, role="operator")
    session.commit()
    return wave


def test_texts_are_forgotten_by_name_of_their_wave(app, session):
    wave = frozen(session)
    result = run(app, "library", "--yes")
    assert result.output == "library: texts deleted: 3\n"
    assert session.scalars(select(OpenText)).all() == []
    session.refresh(wave)
    assert wave.state == WaveState.FROZEN


def test_it_asks_before_it_deletes(app, session):
    frozen(session)
    result = run(app, "library", input="n\n")
    assert result.exit_code == 1
    assert "gone for good" in result.output
    assert len(session.scalars(select(OpenText)).all()) == 3


def test_an_unknown_wave_is_refused_in_words(app):
    result = run(app, "nowhere", "--yes")
    assert result.exit_code == 1
    assert "There is no wave nowhere." in result.output


def test_a_second_time_there_is_nothing_left(app, session):
    frozen(session)
    run(app, "library", "--yes")
    assert run(app, "library", "--yes").output == "library: texts deleted: 0\n"
