"""A number that stands in one language only is found there, and named."""

import json
from dataclasses import replace

import pytest
from flask import current_app

from core.crawl import HTML, Answer
from surveys.findings.audit import cli
from surveys.findings.audit.other_languages import (
    all_told,
    languages_differ,
    without_choices,
)
from surveys.findings.audit.twin.cli import said_by_twin
from surveys.findings.audit.whole_site import twins_differ
from tests.surveys.findings.audit.sites import RESULTS, make_site, read_site

PAGE = '<p lang="{}">{}</p><a href="/results/1">x</a>'
CHART = '<script type="application/json">{}</script>'


def page(language, words):
    return Answer(200, HTML, PAGE.format(language, words).encode())


def differs(english, ours, language="ar"):
    site = {"/r": english}
    return list(languages_differ(language, site, {"/r": ours}, all_told(site)))


def test_the_same_numbers_in_other_words_are_no_finding():
    english = page("en", "12.5% of 1,234 people said so on 4 Apr 2026")
    polish = page("pl", "4 kwi 2026 tak powiedziało 12,5% z 1\xa0234 osób")
    assert differs(english, polish, "pl") == []


def test_a_number_that_english_has_not_is_named_with_its_address():
    english, ours = page("en", "Hidden"), page("ar", "٧ أشخاص")
    assert differs(english, ours) == [
        "/r [ar]: says 7 more often than in English, by 1"
    ]


def test_a_number_that_only_english_has_is_named():
    assert differs(page("en", "7 people"), page("pl", "Ukryte"), "pl") == [
        "/r [pl]: says 7 less often than in English, by 1"
    ]


def test_a_month_or_two_messages_may_be_said_in_words_and_never_the_other_way():
    assert differs(page("en", "2 messages, 1 month"), page("ar", "رسالتان، شهر")) == []
    assert differs(page("en", "a month"), page("ar", "1")) != []


def test_a_number_said_once_more_is_found_though_it_stands_elsewhere():
    assert differs(page("en", "7 people"), page("pl", "7 osób, 7"), "pl") == [
        "/r [pl]: says 7 more often than in English, by 1"
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        '<img alt="٧ أشخاص">',
        '<p data-people="7"></p>',
        '<p title="7"></p>',
        "<!-- 7 -->",
        '<meta content="7">',
        '<a href="/results/7">x</a>',
        CHART.format(json.dumps({"data": [{"hovertext": ["٧"]}]})),
        CHART.format(json.dumps({"data": [{"x": [7]}]})),
        CHART.format(json.dumps({"data": [{"y": [7]}]})),
        CHART.format(json.dumps({"data": [{"orientation": "h", "x": [7], "y": [1]}]})),
        CHART.format(json.dumps({"layout": {"annotations": [{"text": "٧"}]}})),
        "<script>let people = 7;</script>",
        "<svg><desc>7</desc></svg>",
    ],
)
def test_a_number_is_found_where_only_a_machine_reads_it(hidden):
    assert differs(page("en", "Hidden"), page("ar", hidden))


def test_lengths_hang_on_the_words_beside_them_and_are_left_to_the_twin():
    drawn = '<svg viewBox="0 0 9 9"><rect x="4" width="7"/></svg>'
    bars = {"orientation": "h", "y": [5.725]}
    placed = CHART.format(json.dumps({"layout": {"height": 382}, "data": [bars]}))
    assert differs(page("en", "A"), page("ar", drawn + placed)) == []


def test_a_link_that_english_has_not_is_named():
    ours = page("ar", '<a href="/secret">x</a>')
    assert differs(page("en", ""), ours) == [
        "/r [ar]: leads to /secret, and in English not"
    ]


def test_a_page_that_breaks_in_one_language_is_found():
    site = {"/r": page("en", "")}
    assert list(languages_differ("es", site, {}, all_told(site))) == [
        "/r [es]: is not there, and in English it is"
    ]
    text = Answer(200, "text/plain", b"")
    assert differs(site["/r"], text) == [
        "/r [ar]: is text/plain, and in English text/html"
    ]


def test_a_file_that_is_damaged_in_one_language_is_found():
    english, ours = (Answer(200, "application/json", each) for each in (b"{}", b"{"))
    [said] = differs(english, ours)
    assert "the file cannot be read" in said


def test_what_the_program_ships_is_the_same_bytes_or_a_finding():
    style, other = (Answer(200, "text/css", each) for each in (b"a", b"b"))
    assert differs(style, style) == []
    assert "nobody here can read" in differs(style, other)[0]


def test_a_field_made_for_one_reader_says_nothing():
    english, ours = (
        page("en", f'<input name="csrf_token" value="{each}">')
        for each in ("1a", "77b")
    )
    assert differs(english, ours) == []


def pdf(*texts):
    """A PDF of these texts, each of signs that are digits, brackets or a stroke."""
    signs = "0123456789/ "
    table = "".join(f"<{ord(each):04x}> <{ord(each):04x}>\n" for each in signs)
    shown = "".join(f"<{each.encode('utf-16-be').hex()}>Tj\n" for each in texts)
    page = "<</Contents 2 0 R/Resources<</Font<</f0 3 0 R>>>>>>"
    parts = [page, stream(f"/f0 9 Tf {shown}"), "<</ToUnicode 4 0 R>>"]
    parts.append(stream(f"1 beginbfchar\n{table}endbfchar"))
    objects = "".join(f"{n} 0 obj\n{each}\nendobj\n" for n, each in enumerate(parts, 1))
    return Answer(200, "application/pdf", f"%PDF-1.7\n{objects}".encode())


def stream(content):
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"


def test_a_pdf_may_have_more_pages_and_the_head_of_a_table_again_but_no_other_number():
    english = pdf("12 ", "1 / 1")
    assert differs(english, pdf("12 ", "1 / 2", "12 ", "2 / 2")) == []
    assert differs(english, pdf("12 ", "26", "/", "27", "12 ")) == []
    assert differs(pdf("1091"), pdf("1 ", "091"), "fr") == []
    [said] = differs(english, pdf("12 ", "7 ", "1 / 1"))
    assert said.startswith("/r [ar]: says 7 ")


def test_what_the_twin_says_as_well_comes_from_no_answer_and_may_be_in_words():
    """How many texts are not translated, or "five" in a title that people wrote."""
    link = '<a href="/other">22</a>'
    site, there = {"/questions/a": page("en", "")}, {"/questions/a": page("ar", link)}
    told = all_told(site)
    alone = list(languages_differ("ar", site, there, told))
    beside = list(languages_differ("ar", site, there, told, {"/questions/a"}))
    assert [said.partition(": ")[2] for said in alone] == [
        "says 22 more often than in English, by 1",
        "leads to /other, and in English not",
    ]
    assert beside == alone[1:], "a link leads to what nobody has read"


def test_a_long_head_may_stand_beside_its_cells_in_one_language_and_nothing_else():
    head, cell = "<th>Index (HP2010)</th>", '<td data-label="{}"></td>'
    ours = page("ar", head + cell.format("Index (HP2010)"))
    assert differs(page("en", head), ours) == []
    assert differs(page("en", head), page("ar", head + cell.format("2010"))) != []


def test_a_link_carries_on_the_language_of_its_page():
    ours, english = (
        page(code, f'<a href="/help?lang={code}">x</a>') for code in ("ar", "en")
    )
    assert differs(english, ours) == []


def test_what_is_asked_of_the_twin_is_what_a_link_leads_to():
    answer = page("ar", "")
    assert without_choices({"/r": answer, "/e?q=1": answer}) == {"/r": answer}


# What is served is read, and which database it was in says nothing of it.
pytestmark = pytest.mark.database("sqlite")

_kept = []


@pytest.fixture
def served(app, session):
    """The site in English, in Arabic and in Polish, made and read once."""
    if not _kept:
        make_site(session)
        found = read_site()
        others = {code: cli.in_language(found.site, code) for code in ("ar", "pl")}
        twins = {
            code: said_by_twin(
                current_app, without_choices(site), found.documents, code
            )
            for code, site in others.items()
        }
        _kept.append((found, others, twins, all_told(found.site)))
    return _kept[0]


def found_in(served, code, site):
    """What differs from English in a language, but for what its twin says too."""
    found, _others, twins, told = served
    same = [
        address
        for address in without_choices(site)
        if not list(twins_differ({address: site[address]}, twins[code]))
    ]
    return list(languages_differ(code, found.site, site, told, same))


def planted(served, code, address, old, new):
    """What differs from English, with other words at one address of a language."""
    answer = served[1][code][address]
    assert old in answer.content, "nothing would be planted"
    content = answer.content.replace(old, new, 1)
    site = served[1][code] | {address: replace(answer, content=content)}
    return found_in(served, code, site)


def test_a_site_that_keeps_its_secrets_says_the_same_numbers_in_every_language(served):
    found, others, twins, told = served
    for code, site in others.items():
        assert found_in(served, code, site) == []
        pages = {a: each for a, each in site.items() if not a.startswith("/questions/")}
        english = {address: found.site[address] for address in pages}
        assert list(languages_differ(code, english, pages, told)) == []
        assert list(twins_differ(without_choices(site), twins[code])) == []
        changed = [a for a in site if site[a].content != found.site[a].content]
        for ending in ("", "/1", "/poster", ".pdf", ".csv", ".xlsx", ".zip", "/1.svg"):
            assert f"{RESULTS}{ending}" in changed


def test_a_count_in_an_arabic_text_for_those_who_do_not_see(served):
    [said] = planted(
        served, "ar", f"{RESULTS}/1", b'aria-label="', 'aria-label="٧ أشخاص. '.encode()
    )
    assert said == f"{RESULTS}/1 [ar]: says 7 more often than in English, by 1"


def test_a_count_in_a_polish_cell_of_the_csv_file(served):
    address = f"{RESULTS}.csv"
    lines = served[1]["pl"][address].content.split(b"\r\n")
    line = next(each for each in lines if each.endswith(b"group"))
    [said] = planted(served, "pl", address, line, line.replace(b",,,", b",7,,", 1))
    assert said == f"{address} [pl]: says 7 more often than in English, by 1"


def test_a_count_on_an_arabic_poster(served):
    [said] = planted(served, "ar", f"{RESULTS}/poster", b"</main>", b"3141</main>")
    assert said.startswith(f"{RESULTS}/poster [ar]: says 3141 ")


def test_a_word_or_a_length_in_arabic_only_is_found_beside_the_twin(served):
    _found, others, twins, _told = served
    address = f"{RESULTS}/1"
    answer = others["ar"][address]
    for old, new in (
        (b"<rect ", b'<rect data-x="a" '),
        (b"</h1>", "شخصان</h1>".encode()),
    ):
        content = answer.content.replace(old, new, 1)
        site = {address: replace(answer, content=content)}
        [said] = twins_differ(site, twins["ar"])
        assert said.startswith(f"{address}: ")
