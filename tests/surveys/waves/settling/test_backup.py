"""Two backups never differ by fewer answers than a batch."""

import sqlite3

import pytest
from sqlalchemy import select

from app import cli
from core import backup
from surveys.waves.double_entry.models import PaperEntry
from surveys.waves.queries import wave
from surveys.waves.settling.jobs import settle_now
from tests.surveys.waves.factories import make_open
from tests.surveys.waves.settling.test_service import send

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def backed_up(app, session, tmp_path):
    """How many answers are in a backup that is made now."""

    def count(*words):
        session.commit()
        file, new = tmp_path / "all.tar.gz", tmp_path / "new"
        done = app.test_cli_runner().invoke(cli, ["backup", str(file), *words])
        assert done.exit_code == 0, done.output
        backup.restore(file, f"sqlite:///{new / 'commonweal.db'}", new)
        copy = sqlite3.connect(new / "commonweal.db")
        (rows,) = copy.execute("SELECT count(*) FROM arriving").fetchone()
        copy.close()
        return rows, "still wait" in done.output

    return count


def test_one_answer_more_makes_no_other_backup(session, backed_up):
    found = make_open(session).id
    send(session, range(10))
    session.commit()
    settle_now(found)
    assert backed_up() == (10, False)
    send(session, range(10, 11))
    assert backed_up() == (10, True)
    send(session, range(11, 20))
    session.commit()
    settle_now(found)
    assert backed_up() == (20, False)


def test_whoever_moves_an_instance_takes_everything(session, backed_up):
    make_open(session)
    send(session, range(3))
    assert backed_up("--with-waiting") == (3, False)


def hold_one(session, sheet="P-1"):
    made = {"typist": "0" * 64, "language": "en", "answers": {"asked": "yes"}}
    found = wave(session, "library")
    session.add(PaperEntry(wave_id=found.id, sheet=sheet, **made))
    session.commit()


@pytest.mark.parametrize(("words", "forms"), [((), 0), (("--with-waiting",), 1)])
def test_a_form_that_one_person_typed_is_in_no_copy_that_is_kept(
    app, session, tmp_path, words, forms
):
    make_open(session)
    hold_one(session)
    file, new = tmp_path / "all.tar.gz", tmp_path / "new"
    done = app.test_cli_runner().invoke(cli, ["backup", str(file), *words])
    assert ("typed once are not in it" in done.output) == (forms == 0)

    backup.restore(file, f"sqlite:///{new / 'commonweal.db'}", new)
    copy = sqlite3.connect(new / "commonweal.db")
    assert copy.execute("SELECT count(*) FROM paper_entry").fetchone() == (forms,)
    copy.close()
    assert (b"P-1" in (new / "commonweal.db").read_bytes()) == (forms == 1)
    assert session.scalars(select(PaperEntry.sheet)).all() == ["P-1"]


@pytest.mark.database("postgresql")
def test_on_postgresql_the_dump_leaves_out_a_form_that_one_person_typed(
    app, session, tmp_path, monkeypatch
):
    make_open(session)
    hold_one(session)
    asked = []
    monkeypatch.setattr(backup.subprocess, "run", lambda *a, **_: asked.append(a[0]))
    file = str(tmp_path / "all.tar.gz")
    for words in ([], ["--with-waiting"]):
        app.test_cli_runner().invoke(cli, ["backup", file, *words])
    assert ["--exclude-table-data=paper_entry" in command for command in asked] == [
        True,
        False,
    ]


@pytest.mark.database("postgresql")
def test_on_postgresql_it_is_refused_while_answers_wait(app, session, tmp_path):
    make_open(session)
    send(session, range(3))
    file = tmp_path / "all.tar.gz"
    done = app.test_cli_runner().invoke(cli, ["backup", str(file)])
    assert done.exit_code == 1
    assert "Some answers still wait for their batch" in done.output
    assert not file.exists()
