"""Nowhere does a page, a file or a command give more texts than one at a time."""

import re
from pathlib import Path

import pytest

from accounts.rules import Role
from surveys.findings.coding.queries import coding_set
from surveys.findings.coding.themes.service import open_draft
from surveys.findings.stories.models import QuoteKind
from surveys.findings.stories.quotes.queries import candidate
from surveys.findings.stories.quotes.service import QuoteWording, agree, propose
from tests.factories import make_member
from tests.surveys.findings.coding.factories import make_begun, make_joint
from tests.surveys.findings.stories.quotes.makers import make_quotable

# The files that may read what people wrote, each of which was looked at for this.
READERS = {
    "surveys/findings/coding/answers/queries.py",
    "surveys/findings/coding/answers/service.py",
    "surveys/findings/coding/models.py",
    "surveys/findings/coding/texts/service.py",
    "surveys/findings/stories/quotes/manage.py",
    "surveys/findings/stories/quotes/queries.py",
    "surveys/findings/stories/quotes/service.py",
}


def addresses(app, found, theme_id):
    """Every address that can be read, with what is there in the place of names."""
    known = {"slug": found.wave.slug, "set_id": found.id, "theme_id": theme_id}
    known |= {"number": 1, "key": "cost", "result_id": 1, "version_id": 1}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.endpoint != "static":
            values = {name: known.get(name, 1) for name in rule.arguments}
            built = rule.build(values, append_unknown=False)
            if built:
                yield built[1]


def texts_at(pages, address):
    answer = pages.ask("GET", address)
    assert answer.status_code < 500, address
    found = set(re.findall(rb"wish \d+", answer.data))
    answer.close()
    return found


# For every role on one database; the two tests below read every page on both.
@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", [None, *Role])
def test_nobody_but_the_two_coders_gets_a_text(app, pages, session, role):
    found, theme, *_ = make_quotable(session)
    open_draft(session, found, 14, role="steward")
    every = list(addresses(app, found, theme.id))
    if role:
        pages.sign_in(make_member(session, *({role} - {Role.MEMBER})))
    assert not {address for address in every if texts_at(pages, address)}


@pytest.mark.parametrize("make", [make_begun, make_joint])
def test_a_coder_gets_one_text_a_page(app, pages, session, make):
    extra = {"second": lambda _text: []} if make is make_joint else {}
    found, one, _two = make(session, **extra)
    every = list(addresses(app, coding_set(session, found.id), 1))
    pages.sign_in(one)
    given = {address: texts_at(pages, address) for address in every}
    assert max(map(len, given.values())) == 1


def test_everybody_gets_what_two_agreed_to_show_and_no_more(app, pages, session):
    found, theme, one, two = make_quotable(session)
    open_draft(session, found, 14, role="steward")
    text = candidate(session, found, theme, 1).text
    wording = QuoteWording(QuoteKind.WORDING, " ".join(text.text.split()[:2]), "en")
    quote = propose(session, found, theme, text.id, one.id, wording)
    agree(session, found, quote, 1, role="coder", actor_id=two.id)
    shown = {wording.words.encode()}
    every = list(addresses(app, found, theme.id))
    given = {address: texts_at(pages, address) for address in every}
    assert {address for address, texts in given.items() if texts} == {
        "/results/library/themes"
    }
    assert given["/results/library/themes"] == shown


def test_only_files_that_were_looked_at_read_what_people_wrote():
    files = (path for room in ("surveys", "forum") for path in Path(room).rglob("*.py"))
    reading = {
        path.as_posix()
        for path in files
        if re.search(r"\bOpenText\b", path.read_text(encoding="utf-8"))
    }
    assert reading == READERS
    assert not [path for path in reading if path.endswith("cli.py")]
