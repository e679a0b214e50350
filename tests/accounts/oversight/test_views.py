"""The public log as a visitor reads it and as a checker asks for it."""

import ast
import json
import re
from pathlib import Path

import pytest
from flask import current_app

from accounts.oversight.forms import ACTS, ROLES
from accounts.rules import Role
from core import audit
from core.checkpoint import Checkpoint
from core.merkle import leaf_hash, root
from core.merkle_check import verify_consistency, verify_inclusion
from core.verifier_key import read_verifier_key

ROOT = Path(__file__).parents[3]


def act(session, action="motion.open", subject="motion:M-01", role="chair", **facts):
    audit.record(session, action, subject, role=role, **facts)
    session.commit()


@pytest.fixture
def seven(session):
    """A log of seven acts."""
    for number in range(7):
        act(session, subject=f"motion:M-{number}")


def test_the_newest_act_stands_first_in_plain_words(pages, session):
    act(session, "wave.open", "wave:spring", "facilitator")
    act(session, "wave.freeze", "wave:spring", "operator", results=12)
    html = pages.get("/log")
    frozen = html.index("The results of a survey were made final")
    assert frozen < html.index("A survey was opened")
    assert "Operator of this site" in html
    assert "&#34;results&#34;:12" in html


def test_an_empty_log_says_so(pages):
    assert "Nothing has been decided here yet." in pages.get("/log")
    said = pages.ask("GET", "/log/checkpoint")
    assert (said.status_code, said.mimetype) == (404, "text/plain")
    assert "no entry yet" in said.text


def test_the_log_is_read_in_numbered_pages(pages, session):
    for number in range(51):
        audit.record(session, "round.open", f"round:{number}", role="chair")
    session.commit()
    first, second = pages.get("/log"), pages.get("/log?page=2")
    assert 'id="entry-50"' in first
    assert 'id="entry-0"' not in first
    assert 'id="entry-0"' in second
    assert second.count('class="post"') == 1


@pytest.mark.parametrize("page", ["0", "2", "-1", "99999999999999999999"])
def test_a_page_that_is_not_there_is_not_found(pages, seven, page):
    assert "The log has no such page." in pages.get(f"/log?page={page}", status=404)


@pytest.mark.parametrize("language", ["ar", "pl"])
def test_the_page_stands_in_other_languages(pages, seven, language):
    pages.get("/log", Accept_Language=language)


def test_a_page_of_the_log_needs_three_statements(pages, seven, statements_at_most):
    with statements_at_most(3):
        pages.get("/log")


def test_an_act_without_words_yet_shows_its_code(pages, session):
    act(session, "moon.landing", "moon:1")
    assert "moon.landing" in pages.get("/log")


def test_words_from_a_subject_are_never_markup(pages, session):
    act(session, subject="motion:<script>alert(1)</script>")
    assert "<script>alert" not in pages.get("/log")


def test_the_note_is_signed_by_the_key_that_is_shown(pages, seven):
    note = pages.ask("GET", "/log/checkpoint")
    name, key = read_verifier_key(pages.ask("GET", "/log/key").text)
    assert note.mimetype == "text/plain"
    assert Checkpoint.verified(note.data, origin=name, key=key).size == 7


def test_the_entries_are_the_leaves_of_the_signed_root(pages, session, seven):
    act(session, subject="motion:Ü\u2028\n")
    answer = pages.ask("GET", "/log/entries")
    lines = answer.data.split(b"\n")[:-1]
    signed = current_app.extensions["signer"].read(
        pages.ask("GET", "/log/checkpoint").text
    )
    assert answer.mimetype == "application/jsonl"
    assert root([leaf_hash(line) for line in lines]) == signed.root
    assert json.loads(lines[7])["subject"] == "motion:Ü\u2028\n"


def test_entries_can_be_asked_for_in_part(pages, seven):
    every = pages.ask("GET", "/log/entries").text.splitlines()
    assert pages.ask("GET", "/log/entries?from=2&to=5").text.splitlines() == every[2:5]
    assert pages.ask("GET", "/log/entries?from=7").text == ""


def test_an_entry_proves_that_it_is_in_the_log(pages, seven):
    line = pages.ask("GET", "/log/entries?from=3&to=4").data.rstrip(b"\n")
    proof = pages.ask("GET", "/log/proof/inclusion?leaf=3&size=6").json
    assert proof["leaf_hash"] == leaf_hash(line).hex()
    assert verify_inclusion(
        leaf_hash(line),
        index=3,
        size=6,
        proof=[bytes.fromhex(step) for step in proof["proof"]],
        root=bytes.fromhex(proof["root"]),
    )


@pytest.mark.parametrize(("old", "new"), [(0, 7), (3, 7), (4, 6), (7, 7)])
def test_two_sizes_prove_that_the_log_only_grew(pages, seven, old, new):
    proof = pages.ask("GET", f"/log/proof/consistency?from={old}&to={new}").json
    assert verify_consistency(
        old_size=old,
        new_size=new,
        old_root=bytes.fromhex(proof["from_root"]),
        new_root=bytes.fromhex(proof["to_root"]),
        proof=[bytes.fromhex(step) for step in proof["proof"]],
    )


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("/log/proof/inclusion", "size"),
        ("/log/proof/inclusion?size=8&leaf=0", "size"),
        ("/log/proof/inclusion?size=0&leaf=0", "size"),
        ("/log/proof/inclusion?size=7", "leaf"),
        ("/log/proof/inclusion?size=7&leaf=7", "leaf"),
        ("/log/proof/inclusion?size=7&leaf=-1", "leaf"),
        ("/log/proof/inclusion?size=7&leaf=x", "leaf"),
        ("/log/proof/consistency?from=1", "to"),
        ("/log/proof/consistency?from=6&to=5", "from"),
        ("/log/proof/consistency?from=1&to=8", "to"),
        ("/log/entries?from=8", "from"),
        ("/log/entries?from=5&to=4", "to"),
        ("/log/entries?to=1e3", "to"),
    ],
)
def test_a_wrong_value_is_refused_in_a_sentence(pages, seven, asked, name):
    said = pages.ask("GET", asked)
    assert (said.status_code, said.mimetype) == (400, "text/plain")
    assert said.text.startswith(f"“{name}” has to be a whole number from ")


def test_an_empty_log_can_be_asked_for_everything(pages):
    assert pages.ask("GET", "/log/entries").text == ""
    assert pages.ask("GET", "/log/proof/inclusion?leaf=0&size=0").status_code == 400
    proof = pages.ask("GET", "/log/proof/consistency?from=0&to=0").json
    assert proof["from_root"] == proof["to_root"] == root([]).hex()


def test_every_role_has_words():
    assert {str(role) for role in Role} <= ROLES.keys()


def recorded_acts():
    """What the services record, as far as the source says it in one word."""
    for path in ROOT.glob("[a-z]*/**/service.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and re.search(
                "record|_log", ast.unparse(call.func)
            ):
                words = [
                    str(part.value)
                    for part in ast.walk(call)
                    if isinstance(part, ast.Constant)
                ]
                yield from (
                    word for word in words if re.fullmatch(r"[a-z]+\.[a-z_]+", word)
                )


def test_every_act_that_is_recorded_has_words():
    assert set(recorded_acts()) - ACTS.keys() == set()
