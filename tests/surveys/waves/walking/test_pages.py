"""What a phone gets to ask all questions by itself."""

import gzip
import json
import re
from pathlib import Path

import pytest

from surveys.waves.queries import fielded
from tests.surveys.waves.asking.kinds import KINDS
from tests.surveys.waves.factories import KINDS_PLAN, make_open
from tests.surveys.waves.walk import Walk

SCRIPTS = Path("static/survey")
LIGHT = 8192


@pytest.fixture
def walk(pages, session):
    make_open(session, "kinds", of=KINDS, plan=KINDS_PLAN)
    return Walk(pages, "/s/kinds")


def whole(walk, **fields):
    return walk.send({"agree": "1", "step": "all", **fields}, 200)


def outline(page):
    found = re.search(
        r'<script type="application/json" id="outline">(.*?)</script>', page
    )
    return json.loads(found.group(1))


def packed(path):
    return len(gzip.compress(path.read_bytes()))


def test_rules_travel_only_where_a_script_asks_for_them(walk):
    assert "outline" not in whole(walk)
    assert outline(whole(walk, outline="1"))["items"][0]["key"] == "country"


def test_rules_come_back_with_a_page_that_was_refused(walk):
    whole(walk, outline="1")
    page = walk.send({"step": "send", "q.trips": "99"}, 422)
    assert outline(page)["words"]["progress"] == "Question %(number)s of %(total)s"


def test_every_problem_has_words_on_the_phone_too(walk):
    problems = outline(whole(walk, outline="1"))["words"]["problems"]
    assert set(problems[""]) == {
        "missing",
        "not_an_option",
        "not_alone",
        "too_long",
        "not_right",
        "unknown",
    }
    assert problems["trips"]["too_large"] == "Please write a number up to 60."
    assert problems["fare"]["not_right"].startswith('With <bdi data-of="trips">')
    assert "not_ranked" in problems["first"]
    assert "not_a_date" in problems["since"]


def test_the_key_to_lock_with_comes_along_and_its_other_half_does_not(walk, session):
    page = whole(walk, outline="1")
    sealed = outline(page)["seal"]
    assert sealed["key"] == fielded(session, "kinds").public_key
    assert sealed["url"] == "/s/kinds/sealed?lang=en"
    assert "private" not in page


def test_what_stands_in_a_text_never_ends_the_script(walk):
    page = whole(walk, outline="1", **{"q.name_1": "</script><b>"})
    assert "</script><b>" not in page


def test_the_evaluator_and_the_first_page_are_light(walk):
    assert packed(SCRIPTS / "expressions.js") <= 5_000
    first = len(gzip.compress(walk.page.encode())) + packed(Path("static/app.css"))
    first += packed(SCRIPTS / "start.js") + packed(SCRIPTS / "waiting.js")
    assert first <= LIGHT


def test_all_that_a_phone_fetches_for_the_walk_is_little(walk):
    page = len(gzip.compress(whole(walk, outline="1").encode()))
    scripts = sum(packed(path) for path in SCRIPTS.glob("*.js"))
    assert page + scripts <= 3 * LIGHT


def test_all_that_the_first_question_needs_is_named_at_once():
    """The rest comes after it: see tests/browser/test_first_question.py."""
    start = (SCRIPTS / "start.js").read_text()
    (named,) = re.findall(r"\[([^\]]*)\]\.map\(\(name\) => import", start)
    needed, new = set(), {"walk"}
    while new:
        needed |= new
        static = (
            re.findall(r'^import .* from "\./(\w+)\.js"', text, re.MULTILINE)
            for text in ((SCRIPTS / f"{name}.js").read_text() for name in new)
        )
        new = {name for found in static for name in found} - needed
    assert set(re.findall(r'"(\w+)"', named)) == needed


def test_a_proxy_as_the_papers_say_packs_what_the_pages_fetch(pages):
    conf = Path("docs/operations/nginx.conf").read_text()
    (packed_too,) = re.findall(r"gzip_types ([^;]*);", conf)
    for path in ("survey/walk.js", "app.css"):
        assert pages.ask("GET", f"/static/{path}").mimetype in packed_too.split()
    named = {"text/javascript", "application/javascript", "application/pdf"}
    assert named <= set(packed_too.split())
