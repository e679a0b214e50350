from html import unescape

import pytest

from accounts.rules import Role
from app import cli
from core.errors import Conflict
from surveys.findings.correcting import service
from surveys.findings.correcting.changes import changes_of_file
from surveys.findings.correcting.cli import WHY
from surveys.findings.freezing.forms import WORDS
from surveys.findings.freezing.jobs import take_up
from surveys.findings.queries import release_of
from tests.factories import make_member
from tests.surveys.findings.correcting.test_service import MANY, SIMPLE, keys
from tests.surveys.findings.factories import make_published

LABELS = """
[[labels]]
item = "asked"
option = "yes"
text = {en = "Yes, I was"}
"""
CORRECT = "/desk/results/library/correct"
MAKING = "/desk/results/library/making"


@pytest.fixture
def run(app, session, tmp_path):
    def run(changes, *more):
        file = tmp_path / "changes.toml"
        file.write_text(changes)
        session.commit()
        words = ["--because", "A word was wrong.", "--changes", str(file), *more]
        return app.test_cli_runner().invoke(cli, ["wave", "correct", "library", *words])

    return run


def test_a_correction_is_asked_for_made_and_shown(pages, session):
    first = make_published(session).checksum
    pages.sign_in(make_member(session, Role.STEWARD))
    assert CORRECT in pages.get("/desk/results/")
    pages.get(CORRECT)
    said = {"because": "A word was <wrong>.", "changes": LABELS, "lang": "en"}
    assert pages.post(CORRECT, said) == MAKING
    take_up()
    pages.answer("GET", MAKING, 303)
    pages.post("/desk/results/library/publish")
    pages.sign_out()
    html = pages.get("/results/library")
    assert "These results were corrected on" in html
    assert "A word was &lt;wrong&gt;." in html
    assert "Yes, I was" in html
    assert first in html
    earlier = pages.answer("GET", "/results/library.json?release=1", 200).json
    assert (earlier["release"], earlier["checksum"]) == (1, first)
    newest = pages.answer("GET", "/results/library.json", 200).json
    assert (newest["release"], newest["supersedes"]) == (2, first)
    pages.get("/results/library.json?release=3", 404)


def test_a_correction_that_exposes_somebody_is_refused_in_words(pages, session):
    make_published(session, people=MANY, raw=SIMPLE)
    pages.sign_in(make_member(session, Role.STEWARD))
    changes = f"leave_out = {keys(session, yes=2)}"
    pages.post(CORRECT, {"because": "Twice.", "changes": changes})
    take_up()
    html = pages.get(MAKING)
    assert "change by at least 10 people" in html
    assert CORRECT in html
    assert "corrected" not in pages.get("/results/library")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"because": "", "changes": LABELS}, "Please say why."),
        ({"because": "x", "changes": ""}, "Please say what is to be changed."),
        ({"because": "x", "changes": "leave_out = ["}, "cannot be read as changes"),
        ({"because": "x", "changes": 'leave_out = ["7"]'}, "not the key of a response"),
    ],
)
def test_what_lacks_is_said_and_what_was_typed_stays(pages, session, said, words):
    make_published(session)
    pages.sign_in(make_member(session, Role.STEWARD))
    assert words in pages.post(CORRECT, said, status=422)


def test_without_results_there_is_no_page_to_correct_them(pages, session):
    pages.sign_in(make_member(session, Role.STEWARD))
    pages.get(CORRECT, 404)
    pages.post(CORRECT, {"because": "x", "changes": LABELS}, 404)


def test_the_command_corrects_and_publishes(run, session):
    make_published(session)
    lines = run(LABELS).output.splitlines()
    assert lines[0].startswith("library: corrected, release 2, ")
    assert lines[1] == "library: published"
    assert "published" not in run(LABELS, "--hold").output


def test_the_command_says_why_not(run, session):
    make_published(session, people=MANY, raw=SIMPLE)
    refused = run(f"leave_out = {keys(session, yes=2)}")
    assert refused.exit_code == 1
    assert "would tell what a few people said" in refused.output
    assert "at least 10 people" in refused.output
    assert "changes nothing" in run("").output
    assert "this is not the key of a response: " in run('leave_out = ["7"]').output
    assert "cannot be read as changes" in run("leave_out = [").output


def test_the_command_has_words_for_every_refusal():
    assert set(WHY) == {code for code in WORDS if code.startswith("correction.")}


def test_a_second_correction_at_the_same_time_is_refused_in_words(
    run, session, monkeypatch
):
    first = make_published(session)

    def late(*_some, **_others):
        raise Conflict("correction.made", slug="library")

    monkeypatch.setattr(service, "keep_correction", late)
    refused = run(LABELS)
    assert refused.exit_code == 1
    assert "somebody made another correction just now" in refused.output
    session.expire_all()
    assert release_of(session, "library").checksum == first.checksum


def test_the_form_shows_how_changes_are_written(pages, session):
    make_published(session)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    shown = unescape(pages.get(CORRECT))
    example = shown[shown.index('<pre dir="ltr"') : shown.index("</pre>")]
    read = changes_of_file(example.split(">", 1)[1].replace("...", "0" * 28))
    assert set(read) == {"leave_out", "retype", "labels"}


def test_no_english_of_a_parser_stands_in_an_arabic_sentence(pages, session):
    make_published(session)
    pages.sign_in(make_member(session, Role.STEWARD))
    said = {"because": "x", "changes": "this is no file", "lang": "ar"}
    html = pages.post(f"{CORRECT}?lang=ar", said, status=422)
    assert "\u2066this is no file\u2069" in html
    assert "Expected" not in html
    assert ' dir="ltr"' in html.split("<textarea")[-1]
