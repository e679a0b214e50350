"""What pages weigh on a slow line, and what they cost, over the whole demo."""

import gzip
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from accounts.models import Member
from core.db import db
from core.settings import LANGUAGES
from forum.threads.models import Post, PostState, Thread
from surveys.instruments.queries import latest_version
from surveys.instruments.questionnaire import Kind
from surveys.waves.models import Wave
from surveys.waves.queries import fielded
from surveys.waves.service import create_wave, open_wave
from tests.conftest import Budget, make_app
from tests.pages import Pages
from tests.surveys.waves.walk import Walk

# The community is built once for these and for the tests with a browser.
pytestmark = pytest.mark.xdist_group("browser")

ROOT = Path(__file__).parents[1]
SURVEY_PAGE, TOPIC_PAGE, ANY_PAGE = 8_000, 20_000, 60_000  # bytes, compressed
STATEMENTS = 12  # of any page, for somebody who only reads
TICKED = 3  # answers of a question that takes several
NOT_PAGES = {"/exit", "/static/verify_log.py"}


class _Parts(HTMLParser):
    """What a browser fetches with a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(of.get("href", ""))
        elif tag == "link" and of.get("rel") != "icon":
            self.fetched.append(of["href"])
        elif "src" in of:
            self.fetched.append(of["src"])


def packed(sent: bytes) -> int:
    return len(gzip.compress(sent, 9, mtime=0))


@pytest.fixture(scope="module")
def app(larkmoor, tmp_path_factory):
    """The application on a copy of the demo community."""
    instance = tmp_path_factory.mktemp("weight") / "copied"
    shutil.copytree(larkmoor, instance)
    app = make_app(f"sqlite:///{instance / 'commonweal.db'}", instance)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def reader(app):
    return Pages(app.test_client())


@pytest.fixture(scope="module")
def survey(app):
    """Larkmoor's questions, open to answers from today."""
    session = db.session()
    plan = session.scalar(select(Wave.plan).where(Wave.slug == "autumn"))
    version = latest_version(session, "larkmoor-2026")
    wave = create_wave(session, "now", version, plan, role="operator")
    open_wave(session, wave, role="operator")
    session.commit()
    return fielded(session, "now").instrument


def weight(page):
    """Bytes of a page with all that comes with it, each part compressed alone."""
    parts = {urlsplit(part).path.lstrip("/") for part in _Parts(page).fetched}
    return sum(
        map(packed, [page.encode(), *((ROOT / part).read_bytes() for part in parts)])
    )


def an_answer(item):
    """Return an answer to an item that fills its page and those after it."""
    if item.kind is Kind.SELECT_MULTIPLE:
        alone = {*item.alone}
        several = [key for key in item.option_keys if key not in alone]
        return several[: item.at_most or TICKED]
    if item.kind is Kind.TEXT:
        return "A warm room to wait in, where nobody calls your name out loud."
    return 42 if item.kind is Kind.INTEGER else next(iter(item.option_keys), "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_survey_is_light_in_every_language(reader, survey, language):
    walk = Walk(reader, "/s/now")
    walk.language = language
    seen = [reader.get(f"/s/now?lang={language}"), walk.send({"step": "start"}, 422)]
    seen.append(walk.start().page)
    answers = {item.key: an_answer(item) for item in survey.items}
    seen += [
        walk.press("next", **{item.key: answers[item.key]})
        for item in survey.asked(answers)
    ]
    seen.append(reader.get(f"/s/now/thanks?lang={language}"))

    assert 'name="at" value=""' in walk.page, "the walk ends where answers are checked"
    assert max(weight(page) for page in seen) <= SURVEY_PAGE


def test_the_first_page_of_a_survey_can_be_read_after_two_requests(reader, survey):
    page = reader.get("/s/now")

    assert _Parts(page).fetched == ["/static/app.css", "/static/survey/start.js"]
    assert '<script type="module"' in page, "a module waits until the page is there"


def test_a_page_of_twenty_messages_is_light(app, reader):
    session, draw = db.session(), Random(2026)  # noqa: S311  # words, no secret
    author = session.scalars(select(Member)).first()
    said = " ".join(session.scalars(select(Post.body))).split()
    thread = Thread(slug="twenty", title="Twenty messages", is_public=True)
    session.add(thread)
    session.flush()
    session.add_all(
        Post(
            thread_id=thread.id,
            author_id=author.id,
            body=" ".join(draw.choices(said, k=100)),
            language="en",
            state=PostState.PUBLISHED,
            submission_key=f"{number:032}",
        )
        for number in range(20)
    )
    page = reader.get("/forum/twenty")

    assert page.count("<article") == 20
    assert weight(page) <= TOPIC_PAGE


def some_of_each_kind(app, reader, start, alike):
    """Follow all links from a page; yield a few pages of each kind."""
    routes, seen, met = app.url_map.bind("localhost"), Counter(), {start}
    waiting = [start]
    while waiting:
        path = waiting.pop(0)
        endpoint, _arguments = routes.match(urlsplit(path).path)
        seen[endpoint] += 1
        if seen[endpoint] > alike:
            continue
        with Budget()(STATEMENTS):
            answer = reader.ask("GET", path)
        yield path, answer
        if answer.mimetype == "text/html":
            links = [each.partition("#")[0] for each in _Parts(answer.text).links]
            inside = {each for each in links if each.startswith("/")} - NOT_PAGES
            waiting += sorted(inside - met)
            met |= inside


def rooms_without_dead_or_heavy_pages(app, reader, start="/", *, alike):
    rooms = set()
    for path, answer in some_of_each_kind(app, reader, start, alike):
        assert answer.status_code in {200, 302, 401}, (path, answer.status_code)
        if answer.mimetype == "text/html":
            rooms.add(path.strip("/").partition("/")[0].partition("?")[0])
            assert weight(answer.text) <= ANY_PAGE, path
    return rooms


def test_no_link_is_dead_and_no_page_heavy_or_dear(app, reader):
    rooms = {
        "results",
        "forum",
        "board",
        "benchmarks",
        "proposals",
        "trace",
        "log",
        "s",
    }

    assert rooms <= rooms_without_dead_or_heavy_pages(app, reader, alike=3)


@pytest.mark.parametrize(
    "name", ["Samira Haddad", "Neil Farrow", "Yusuf", "Mark Devlin", "Helen", "Rosa"]
)
def test_neither_is_any_on_the_way_of_somebody_with_tasks(app, name):
    member = db.session.scalar(select(Member).where(Member.pseudonym == name))
    reader = Pages(app.test_client())
    reader.sign_in(member)

    rooms = rooms_without_dead_or_heavy_pages(app, reader, "/me", alike=1)

    assert "desk" in rooms
