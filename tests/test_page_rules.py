import pytest

from tests.page_rules import complaints, read

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
GOOD = """<!doctype html>
<html lang="en" dir="ltr">
<head><title>Our town</title><meta name="viewport" content="width=device-width"></head>
<body>
<a href="#content">Skip to the content</a>
<header><a href="/help">Help now</a><form action="/exit"><button>Leave</button></form>
</header>
<main id="content"><h1>Our town</h1><h2>Roads</h2>
<form action="/s/roads" autocomplete="off">
<fieldset><legend>Roads</legend><label for="why">Why?</label>
<input id="why" aria-describedby="hint"><p id="hint">In short.</p></fieldset></form>
<table><caption>Roads</caption><tr><th scope="row">A</th><td>1</td></tr></table>
<img alt="" src="/static/mark.svg"><svg role="img"><title>A chart</title></svg>
</main><footer>Thank you.</footer></body></html>"""


def test_a_good_page_passes():
    assert complaints(read("/s/roads", GOOD, HEADERS)) == []


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ('lang="en"', "", "the page's language is None"),
        ('lang="en"', 'lang="ar"', "dir is 'ltr', not 'rtl'"),
        ("<h1>Our town</h1>", "", "0 headings of the first level"),
        ("<h2>Roads</h2>", "<h3>Roads</h3>", "level 3 under one of level 1"),
        ("<title>Our town</title>", "", "no title"),
        ("<footer>Thank you.</footer>", "", "no <footer>"),
        ('<meta name="viewport" content="width=device-width">', "", "no viewport"),
        ('<a href="#content">', '<a href="/elsewhere">', "does not skip"),
        ('href="/help"', 'href="/faq"', "no way to /help"),
        ('action="/exit"', 'action="/out"', "no way to /exit"),
        ('<label for="why">', "<label>", "no label"),
        ("<button>Leave</button>", "<button></button>", "empty: <button"),
        ("<legend>Roads</legend>", "", "a <fieldset> without <legend>"),
        ("<caption>Roads</caption>", "", "a <table> without <caption>"),
        (' alt=""', "", "no alt"),
        (' scope="row"', "", "no scope"),
        ('<svg role="img">', "<svg>", "neither a picture nor hidden"),
        ('<p id="hint">', '<p id="why">', "id 'why' is used twice"),
        ('<p id="hint">', "<p>", "aria-describedby points to nothing"),
        ("<h2>", "<script>alert(1)</script><h2>", "a script inside the page"),
        ("<h2>", "<style>h2 {}</style><h2>", "a stylesheet inside the page"),
        ("<h2>", '<h2 style="color: red">', "style inside a tag"),
        ("<h2>", '<h2 onclick="go()">', "a handler inside a tag"),
        ('src="/static', 'src="https://example.org', "reaches elsewhere"),
        (' autocomplete="off"', "", "a form for answering remembers"),
        ("<h2>", '<script src="/static/a.js"></script><h2>', "a script of another"),
        ("<title>Our", "<title>Mental health of our", "names what it is about"),
    ],
)
def test_a_rule_bites(good, bad, complaint):
    page = read("/s/roads", GOOD.replace(good, bad, 1), HEADERS)

    assert complaint in " ".join(complaints(page))


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("Content-Security-Policy", "default-src 'none'", "the policy lacks"),
        ("Content-Security-Policy", "script-src 'unsafe-inline'", "unsafe"),
        ("Referrer-Policy", "", "no Referrer-Policy"),
        ("X-Content-Type-Options", "", "no X-Content-Type-Options"),
        ("Cache-Control", "public", "may be stored"),
        ("Set-Cookie", "session=1", "a cookie on a page for answering"),
    ],
)
def test_a_rule_of_headers_bites(name, value, complaint):
    page = read("/s/roads", GOOD, HEADERS | {name: value})

    assert complaint in " ".join(complaints(page))


def test_pages_beyond_answering_may_keep_a_cookie_and_a_script():
    html = GOOD.replace("<h2>", '<script src="/static/a.js"></script><h2>')
    page = read("/board/", html, HEADERS | {"Set-Cookie": "session=1"})

    assert complaints(page) == []
