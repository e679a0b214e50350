import pytest
from sqlalchemy import select

from app import cli
from surveys.findings.models import Release
from tests.surveys.findings.factories import PLAN, make_answered, make_frozen
from tests.surveys.waves.factories import make_draft


@pytest.fixture
def run(app, session):
    def run(*words):
        session.commit()  # a command begins its own transaction
        return app.test_cli_runner().invoke(cli, ["wave", *words])

    return run


def test_freezing_makes_the_results_and_publishes_them(run, session):
    make_answered(session)
    done = run("freeze", "library")
    assert done.exit_code == 0, done.output
    release = session.scalars(select(Release)).one()
    assert done.output.splitlines() == [
        f"library: frozen, 204 people, 5 tables, {release.checksum}",
        "library: published",
    ]
    assert release.published_at is not None


def test_results_can_be_held_back_and_published_later(run, session):
    make_answered(session)
    assert "published" not in run("freeze", "library", "--hold").output
    assert run("publish", "library").output == "library: published\n"
    again = run("publish", "library")
    assert again.exit_code == 1
    assert "published already" in again.output


def test_without_the_method_results_stay_unpublished(run, session):
    make_answered(session, raw=PLAN | {"method": {"sponsor": "The library"}})
    done = run("freeze", "library")
    assert done.exit_code == 0
    assert "not published; the method lacks strategy, population" in done.output
    later = run("publish", "library")
    assert later.exit_code == 1
    assert "only with how they were made" in later.output


def test_a_second_freeze_changes_nothing_and_says_so(run, session):
    before = make_frozen(session).checksum
    done = run("freeze", "library")
    assert done.exit_code == 1
    assert "fixed already" in done.output
    assert session.scalars(select(Release)).one().checksum == before


def test_a_draft_has_nothing_to_count(run, session):
    make_draft(session, "draft")
    session.commit()
    done = run("freeze", "draft")
    assert done.exit_code == 1
    assert "never opened" in done.output


@pytest.mark.parametrize("verb", ["freeze", "publish"])
def test_a_wave_that_is_not_there_is_refused(run, verb):
    assert run(verb, "nothing").exit_code == 1
