import re

from accounts.rules import Role
from surveys.findings.coding.themes.service import open_draft
from surveys.findings.stories.quotes.queries import quotes_of
from tests.factories import make_member
from tests.page_rules import read
from tests.surveys.findings.coding.factories import writers
from tests.surveys.findings.coding.themes.makers import silent
from tests.surveys.findings.stories.quotes.makers import make_quotable


def desk(found, theme):
    return f"/desk/coding/{found.id}/themes/{theme.id}/quotes"


def fields(html):
    page = read("/", html)
    return {
        each.get("name"): each.get("value")
        for each in page.all("input")
        if each.get("type") == "hidden" and each.get("name") != "lang"
    }


def test_one_proposes_the_other_agrees_and_everybody_reads_it(pages, session):
    found, theme, one, two = make_quotable(session)
    open_draft(session, found, 14, role="steward")
    pages.sign_in(one)
    html = pages.get(desk(found, theme))
    assert "Words 1 of 21 that may be quoted" in html
    sent = {"kind": "wording", "words": "wish [details removed]", "act": "propose"}
    pages.post(desk(found, theme), fields(html) | sent)
    html = pages.get(desk(found, theme))
    assert "The other coder has to agree." in html
    assert "Agree: show exactly this" not in html
    assert "[details removed]" not in pages.get("/results/library/themes")
    pages.sign_in(two)
    html = pages.get(desk(found, theme))
    pages.post(desk(found, theme), fields(html) | {"act": "agree"})
    public = pages.get("/results/library/themes")
    assert 'wish <bdi lang="en">[details removed]</bdi>' in public
    assert "In the writer's words" in public
    assert "xxxx" not in public


def test_a_mended_wording_comes_back(pages, session):
    found, theme, one, _two = make_quotable(session)
    pages.sign_in(one)
    sent = fields(pages.get(desk(found, theme)))
    sent |= {"kind": "wording", "words": "My own better words"}
    html = pages.post(desk(found, theme), sent, status=422)
    assert "not the writer" in html.split('id="words-error"')[1].split("</p>")[0]
    assert "My own better words" in html


def test_of_few_people_the_page_asks_for_a_paraphrase(pages, session):
    people = [*writers(30, quote=True), *silent(15)]
    found, theme, one, _two = make_quotable(session, people)
    pages.sign_in(one)
    html = pages.get(desk(found, theme))
    assert "show no words of theirs" in html
    sent = fields(html) | {"kind": "wording", "words": "wish"}
    assert "Fewer than 50" in pages.post(desk(found, theme), sent, status=422)


def test_a_quote_can_be_taken_back(pages, session):
    found, theme, one, _two = make_quotable(session)
    pages.sign_in(one)
    html = pages.get(desk(found, theme))
    sent = fields(html) | {"kind": "wording", "words": "wish"}
    pages.post(desk(found, theme), sent)
    html = pages.get(desk(found, theme))
    pages.post(desk(found, theme), fields(html) | {"act": "take_back"})
    session.expire_all()
    assert quotes_of(session, theme.id) == []


def test_whoever_is_no_coder_of_the_question_sees_no_text(pages, session):
    found, theme, *_ = make_quotable(session)
    for role in (Role.CODER, Role.FACILITATOR):
        pages.sign_in(make_member(session, role))
        assert "wish" not in pages.get(desk(found, theme), 403)


def test_where_nobody_consented_the_page_says_so(pages, session):
    found, theme, one, _two = make_quotable(session, [*writers(42), *silent(20)])
    pages.sign_in(one)
    html = pages.get(desk(found, theme))
    assert "No words of this theme may be quoted." in html
    assert "wish" not in html


def test_one_text_stands_on_a_page_and_no_more(pages, session):
    found, theme, one, _two = make_quotable(session)
    pages.sign_in(one)
    for place in (1, 2, 21):
        html = pages.get(f"{desk(found, theme)}?place={place}")
        assert len(set(re.findall(r"wish \d+", html))) == 1
    assert "wish" not in pages.get(f"{desk(found, theme)}?place=22")
