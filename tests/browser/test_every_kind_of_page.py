"""Each kind of page that can be asked for stands on a phone, and axe finds nothing.

Of each route in ``tests/rights.toml`` one page is looked at, by somebody who may ask
for it. Where it is comes from following links, as people do.
"""

from collections import Counter, deque
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from accounts.models import Member
from accounts.rules import Role
from core.crawl import links_of
from core.db import db
from surveys.instruments.editing.service import take_version
from surveys.waves.models import Wave
from surveys.waves.outreach.forms import partner_key
from surveys.waves.outreach.models import Channel
from surveys.waves.outreach.service import add_channel
from tests.browser.states import bring_about
from tests.browser.test_editor import PAGES as OF_THE_EDITOR
from tests.browser.test_visitor import PAGES as OF_THE_SITE
from tests.browser.test_visitor import ROOMS
from tests.browser.test_walk import open_survey
from tests.pages import Pages
from tests.surveys.findings.factories import make_frozen
from tests.surveys.waves.factories import make_coded, make_open
from tests.test_rights import TABLE

ALIKE = 2  # addresses of a kind whose links are followed
NO_PAGES = {"/exit", "/sign-out", "/livez", "/readyz"}
ELSEWHERE = {*OF_THE_EDITOR, *OF_THE_SITE, *ROOMS}
"""What other tests of this folder look at."""
LEAD_ON = {"/c/<code>", "/forum/post/<int:post_id>"}
BY_OTHERS = {
    "/moderation/reasons/<int:post_id>",  # test_forum.py
    "/desk/answers/<int:ask_id>",  # test_authority.py
}
"""What needs more than this community has, and is looked at in other files."""
OUT_OF_REACH = LEAD_ON | BY_OTHERS


@pytest.fixture(scope="module")
def names(instance):
    """One person of each role."""
    lines = (instance / "demo-sign-in.txt").read_text(encoding="utf-8").splitlines()
    said = [line.split(": ") for line in lines[::2]]
    return {role: name for roles, name in said for role in roles.split(", ")}


@pytest.fixture(scope="module")
def left_behind():
    """Where states are that the community was put into once."""
    return []


@pytest.fixture
def ways_in(app, names, left_behind):
    """Addresses that no page links to, once there is something at them."""
    session = db.session()
    if not session.scalar(select(Wave).where(Wave.slug == "library")):
        take_version(session, "larkmoor-2026")
        add_channel(session, make_open(session), "Hill College")
        make_coded(session, "letters")
        counted = make_frozen(session, "counted").wave
        open_survey(session)
        take_version(session, "kinds")
        left_behind += bring_about(session, names, counted)
        session.commit()
    code = session.scalars(select(Channel.code)).first()
    with app.test_request_context("/"):
        partner = f"/partner/{partner_key(code)}"
    return [
        partner,
        *(f"/s/library/{page}" for page in ("sealed", "thanks", "paper")),
        "/desk/waves/library/channels",
        "/desk/questions/larkmoor-2026/1/comments",
        "/desk/questions/drafts/kinds",
        "/desk/results/counted",
        *left_behind,
    ]


def rule_of(app, address):
    """Return the route of an address; empty where there is none."""
    try:
        rule, _values = app.url_map.bind("localhost").match(
            urlsplit(address).path, method="GET", return_rule=True
        )
    except HTTPException:
        return ""
    return rule.rule


def rows(who):
    """Return the routes of a heading at which there is a page."""
    asked = (row.partition(" ") for row in TABLE[who] if row.startswith("GET "))
    return {route for _get, _space, route in asked if route not in NO_PAGES}


def found_by(app, pages, starts):
    """Return by route an address that gives a page; and routes that gave none."""
    found, other, seen = {}, set(), Counter()
    waiting, met = deque(starts), set(starts)
    while waiting:
        address = waiting.popleft()
        rule = rule_of(app, address)
        seen[rule] += 1
        if not rule or rule in NO_PAGES or seen[rule] > ALIKE:
            continue
        answer = pages.ask("GET", address)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            other.add(rule)
            continue
        found.setdefault(rule, address)
        links = {link.partition("#")[0] for link in links_of(answer.text)}
        inside = {link for link in links if link.startswith("/")} - met
        waiting += sorted(inside)
        met |= inside
    return found, other - found.keys()


@pytest.mark.parametrize("who", TABLE)
def test_one_page_of_each_kind_stands(app, person, names, ways_in, who):
    role = {"everybody": "", "signed in": Role.FACILITATOR}.get(who, who.split(", ")[0])
    pages = Pages(app.test_client())
    if role:
        member = select(Member).where(Member.pseudonym == names[role])
        pages.sign_in(db.session().scalars(member).one())
    starts = [row for row in rows(who) if "<" not in row]
    found, other = found_by(app, pages, ["/", *starts, *ways_in])
    assert rows(who) - found.keys() - other == OUT_OF_REACH & rows(who)
    seen = {rule_of(app, address) for address in ELSEWHERE}
    someone = person(names[role] if role else "passer-by", is_member=bool(role))
    for rule in sorted(rows(who) & found.keys() - seen):
        someone.opens(found[rule])
