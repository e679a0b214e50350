"""``commonweal selftest disclosure`` on an instance with results, whole and leaking."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app import cli
from core.settings import LANGUAGES
from surveys.findings.audit import cli as audit_cli
from surveys.findings.models import FrozenResult
from tests.guards import take_guards_away
from tests.surveys.findings.factories import make_published


@pytest.fixture
def spoken(monkeypatch):
    """Let the site be read in these languages and English; each takes its time."""

    def only(*codes):
        some = {code: LANGUAGES[code] for code in ("en", *codes)}
        monkeypatch.setattr(audit_cli, "LANGUAGES", some)

    only()
    return only


@pytest.fixture
def selftest(app, session, spoken):
    app.config["WTF_CSRF_ENABLED"] = True  # as the twin has it

    def run(*words):
        session.commit()
        return app.test_cli_runner().invoke(cli, ["selftest", "disclosure", *words])

    return run


def test_a_site_that_keeps_its_secrets_passes_and_it_says_how_much_was_read(
    selftest, session, spoken
):
    make_published(session)
    spoken("ar")
    done = selftest("--random", "1")
    assert done.exit_code == 0, done.output
    assert "library: nothing found" in done.output
    assert "in العربية: nothing found" in done.output
    assert "1 made-up waves: 0 tell something" in done.output
    said = done.output.splitlines()
    for kind in ("text/html", "application/pdf", "application/zip"):
        [line] = [each for each in said if each.startswith(f"{kind}: ")]
        _kind, files, _read, numbers, _numbers = line.split()
        assert int(files) >= 1
        assert int(numbers) >= 10


def test_a_number_planted_in_a_table_is_found(selftest, session):
    make_published(session)
    take_guards_away(session, "frozen_result.body")
    result = session.scalars(
        select(FrozenResult).where(
            FrozenResult.item_key == "asked", FrozenResult.breakdown == "language"
        )
    ).one()
    hidden = next(
        row for row in result.body["rows"] if row["key"] and row["base"] is None
    )
    rows = [
        row | {"base": 7, "counts": [5, 2][: len(row["counts"])]}
        if row["key"] == hidden["key"]
        else row
        for row in result.body["rows"]
    ]
    result.body = {**result.body, "rows": rows}
    done = selftest("--random", "0")
    assert done.exit_code == 1
    assert "library: nothing found" not in done.output


def planted(monkeypatch, address, more):
    """Serve more at an address than the site itself does."""
    read = audit_cli.served

    def with_more():
        site = read()
        answer = site[address]
        return site | {address: replace(answer, content=answer.content + more)}

    monkeypatch.setattr(audit_cli, "served", with_more)


def test_a_number_planted_in_a_page_is_found(selftest, session, monkeypatch):
    make_published(session)
    planted(monkeypatch, "/results/library/1", b'<td class="number">3,141</td>')
    done = selftest("--random", "0")
    assert done.exit_code == 1
    assert "/results/library/1: 3141 comes from no table" in done.output
    assert "/results/library/1: td says '3,141', by no published table" in done.output


@pytest.mark.database("sqlite")
def test_a_number_in_one_language_only_is_found_and_named(
    selftest, session, spoken, monkeypatch
):
    make_published(session)
    spoken("pl")
    read, address = audit_cli.in_language, "/results/library/poster"

    def with_more(site, code):
        there = read(site, code)
        content = there[address].content.replace(b"</main>", b"<p>3 141</p></main>")
        return there | {address: replace(there[address], content=content)}

    monkeypatch.setattr(audit_cli, "in_language", with_more)
    done = selftest("--random", "0")
    assert done.exit_code == 1
    assert "library: nothing found" in done.output
    assert "in Polski: 2 findings" in done.output
    assert f"{address} [pl]: says 3141 more often than in English" in done.output
    assert f"[pl] {address}: p says '3 141', by no published table" in done.output


def test_every_language_of_the_site_is_read():
    assert audit_cli.LANGUAGES.keys() == {"ar", "en", "es", "fr", "pl", "uk"}


def test_without_a_solver_it_does_not_say_that_all_is_well(selftest, monkeypatch):
    monkeypatch.setattr(audit_cli, "has_solver", lambda: False)
    done = selftest()
    assert done.exit_code == 1
    assert "scipy" in done.output
