"""What the page about staying unknown says of the last check."""

from datetime import date

import pytest

from surveys.waves.privacy.finding import Finding
from surveys.waves.privacy.report import LastRun, write_run
from tests.pages import text_of


def kept(app, *, holds, remains=False):
    finding = Finding("row ids", "none", holds=holds, remains=remains)
    write_run(app.config["INSTANCE"], LastRun(date(2026, 2, 9), 400, (finding,)))


def test_without_a_check_nothing_is_claimed(pages):
    page = text_of(pages.get("/unknown"))
    assert "It was not checked on this computer so far." in page
    assert "by chance" not in page


def test_date_means_and_result_of_the_last_check_are_said(app, pages):
    kept(app, holds=True)
    page = text_of(pages.get("/unknown"))
    assert "Last checked on 9 February 2026 with 400 answers." in page
    assert "None could be linked better than by chance." in page
    assert "what was deleted, its logs and its backups" in page


def test_a_leak_is_said_just_as_plainly(app, pages):
    kept(app, holds=False)
    page = text_of(pages.get("/unknown"))
    assert "Please do not answer until this is mended." in page
    assert "by chance" not in page


@pytest.mark.parametrize("holds", [True, False])
def test_what_the_database_s_own_log_tells_is_said(app, pages, holds):
    kept(app, holds=holds, remains=True)
    page = text_of(pages.get("/unknown"))
    assert "None could be linked better than by chance." in page
    assert ("keeps a log of its own" in page) is not holds


def test_what_remains_possible_is_said_beside_it(pages):
    page = text_of(pages.get("/unknown"))
    assert "While the last few still wait" in page
    assert "Whoever runs the server could break these rules." in page


def test_all_kinds_of_surveys_are_explained(pages):
    page = text_of(pages.get("/unknown"))
    assert page.count("We keep your answers, their language") == 2
    assert page.count("Your code lets you answer once.") == 1
    assert page.count("We keep no answers.") == 1
