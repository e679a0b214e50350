"""A hidden number in one place only, whichever it is, is found there."""

import io
import json
from functools import partial
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from core.crawl import Answer
from core.typesetting import pdf_of
from surveys.findings.audit.file_parts import XLSX, members_of
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.served import allowed_by
from surveys.findings.audit.stranger import conclusions
from surveys.findings.audit.survey import survey_of
from surveys.findings.audit.whole_site import (
    files_differ,
    known_of,
    newest_in,
    not_linked,
    published_by,
    read_all,
    sizes_give_away,
    twins_differ,
)
from surveys.findings.packages.views import TEMPLATE
from surveys.findings.release import checksum
from tests.surveys.findings.audit.sites import RESULTS, SLUG, make_site, read_site
from tests.surveys.findings.coding.factories import WRITING
from tests.surveys.findings.factories import plan

HIDDEN = 7
"""People who answered in Polish: no number of theirs is shown."""

_kept = []


@pytest.fixture
def served(app, session):
    """The site, made and read once for all of these tests."""
    if not _kept:
        make_site(session)
        _kept.append(read_site())
    return _kept[0]


def beside_twin(found):
    return list(twins_differ(found.site, found.twin))


def in_files(found):
    return list(files_differ(found.site, SLUG, found.documents))


def test_nothing_is_found_on_a_site_that_keeps_its_secrets(served):
    assert beside_twin(served) == []
    assert in_files(served) == []
    assert len(served.documents) == 2


def test_every_kind_of_file_was_read_and_had_numbers(served):
    found = read_all(served.site, known_of(served.documents))
    for kind in ("text/html", "application/pdf", "text/csv", "application/json", XLSX):
        assert found.files[kind]
        assert found.numbers[kind]
    assert found.numbers["text/javascript"] == 0
    assert f"{RESULTS}.json?release=1" in served.site
    assert f"{RESULTS}/explore?q=1&by=1&wave=" in served.site


def test_what_is_hidden_is_hidden_in_the_first_place(served):
    """Else the numbers planted below would be there anyway."""
    [table] = [
        body
        for body in served.documents[0]["results"]
        if body["item"]["key"] == "asked"
        and body["breakdown"]
        and body["breakdown"]["key"] == "language"
    ]
    shown = {row["key"]: row["base"] for row in table["rows"]}
    assert shown.get("pl") is None


def spreadsheet(content, sheet, change):
    book = load_workbook(io.BytesIO(content))
    change(book[sheet])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def to_hidden_row(sheet):
    """Write the number where there was none, in the first line that hides one."""
    names = [cell.value for cell in sheet[1]]
    place = names.index("people") + 1
    row = next(n for n in range(2, sheet.max_row) if not sheet.cell(n, place).value)
    sheet.cell(row, place).value = HIDDEN


def test_in_the_spreadsheet_only(served):
    address = f"{RESULTS}.xlsx"
    content = spreadsheet(served.site[address].content, "tables", to_hidden_row)
    found = served.with_file(address, content)
    assert any("sheet of tables" in each for each in in_files(found))
    assert any(
        each.startswith(f"{address}: sheet tables") for each in beside_twin(found)
    )


def test_in_a_sheet_that_nobody_knows(served):
    address = f"{RESULTS}.xlsx"
    book = load_workbook(io.BytesIO(served.site[address].content))
    book.create_sheet("more").append(["Polish", HIDDEN])
    target = io.BytesIO()
    book.save(target)
    found = served.with_file(address, target.getvalue())
    assert any("sheets" in each for each in in_files(found))
    assert any("sheet more" in each for each in beside_twin(found))


def repacked(content, name, change):
    """A package with one file changed."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for each, member in members_of(content).items():
            packed.writestr(
                f"{SLUG}/{each}", change(member) if each == name else member
            )
    return target.getvalue()


@pytest.mark.parametrize(
    "name", ["figures.csv", "README.md", "method.json", "codebook.csv"]
)
def test_in_one_file_of_the_package_only(served, name):
    address = f"{RESULTS}.zip"

    def change(member):
        if name.endswith(".json"):
            return json.dumps(json.loads(member) | {"polish": HIDDEN}).encode()
        return member.replace(b"asked", b"7 asked", 1) + b"7\r\n"

    content = repacked(served.site[address].content, name, change)
    found = beside_twin(served.with_file(address, content))
    assert any(f"{address}: {name}" in each for each in found)


def test_in_the_pdf_only(served, monkeypatch):
    """Set anew with one word more, for no byte of a PDF can be changed by hand."""
    words = {
        "lang": "en", "dir": "ltr", "title": "T", "lead": "x", "notes": [],
        "source": "s", "fixed": {"method": "m"}, "method": [],
        "questions": [
            {"number": 1, "title": "Polish",
             "sentence": f"{HIDDEN} people said: yes. 3,141 people: no.",
             "note": "", "drawing": None, "alt": "", "table": None, "figures": [],
             "groups": []}
        ],
    }  # fmt: skip
    found = served.with_file(f"{RESULTS}.pdf", pdf_of(TEMPLATE, words))
    said = beside_twin(found)
    assert any("7 people said: yes. 3,141" in each for each in said)
    known = known_of(served.documents)
    assert any("says 3141 by" in e for e in read_all(found.site, known).problems)


def test_in_words_for_those_who_do_not_see_only(served):
    address = f"{RESULTS}/1"
    found = served.planted(address, b'aria-label="', b'aria-label="Polish: 7 people. ')
    [said] = beside_twin(found)
    assert said.startswith(f"{address}: ")
    assert "@aria-label says" in said
    found = served.planted(address, b"</desc>", b" Polish: 7 people.</desc>")
    [said] = beside_twin(found)
    assert ": desc says" in said


def test_in_a_sentence_only(served):
    for address in (RESULTS, f"{RESULTS}/1", f"{RESULTS}/poster"):
        found = served.planted(
            address, b"people answered.", b"people answered, 7 in Polish."
        )
        [said] = beside_twin(found)
        assert said.startswith(f"{address}: "), said


def test_in_the_figures_beside_a_table_only(served):
    address = f"{RESULTS}/1"
    old = b'<td class="measure"><bdi>'
    [said] = beside_twin(served.planted(address, old, old + b"7 "))
    assert "bdi says '7 " in said


def test_in_the_figures_of_the_json_file_only(served):
    address = f"{RESULTS}.json"
    old = b'"figures": ['
    found = served.planted(address, old, old + b'{"value": 7}, ')
    assert in_files(found) == []
    assert any("figures[0].value says '7'" in each for each in beside_twin(found))


def test_in_the_codebook_only(served):
    address = f"{RESULTS}.xml"
    old = b"<catValu>yes</catValu>"
    new = old + b'<catStat type="freq">7</catStat>'
    found = served.planted(address, old, new)
    assert any(f"{address}: catStat says '7'" in each for each in beside_twin(found))
    assert any("the codebook says 7" in each for each in in_files(found))


def test_in_the_number_of_a_theme_only(served):
    address = f"{RESULTS}/themes"
    found = served.planted(address, b"21 of 42 answers", b"20 of 42 answers")
    [said] = beside_twin(found)
    assert "20 of 42 answers" in said


def test_in_a_picture_to_share_only(served):
    address = f"{RESULTS}/1.svg"
    found = served.planted(address, b"</text>", b" 7</text>")
    assert len(beside_twin(found)) == 1


def test_in_a_page_of_comparisons_only(served):
    address = f"{RESULTS}/explore?q=1&by=1&wave="
    found = served.planted(address, b"</table>", b"<tr><td>7</td></tr></table>")
    assert beside_twin(found)


def test_in_a_length_that_is_drawn_only(served):
    address = f"{RESULTS}/1"
    found = served.planted(address, b"<rect ", b'<rect data-people="7" ')
    [said] = beside_twin(found)
    assert "rect@data-people says '7'" in said


FEED = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Results</title>
<summary>204 people answered.</summary></entry></feed>"""


def test_in_a_feed_only(served):
    """There is no feed yet; one that comes is read like all else."""
    kind = "application/atom+xml"
    whole = served.with_file("/feed.atom", FEED, kind)
    whole.twin["/feed.atom"] = FEED
    try:
        address = "/feed.atom"
        whole.site[address] = Answer(200, kind, FEED)
        assert beside_twin(whole) == []
        found = whole.planted(address, b"answered.", b"answered, 7 in Polish.")
        [said] = beside_twin(found)
        assert "summary says" in said
    finally:
        del whole.twin["/feed.atom"]


def test_in_the_log_or_the_report_of_the_cycle_only(served):
    for address in ("/log/entries", f"/report/{SLUG}", f"/report/{SLUG}.txt"):
        content = served.site[address].content + b"\nPolish: 7 people\n"
        assert len(beside_twin(served.with_file(address, content))) == 1, address


def changed_table(document, change, *, sealed):
    """A release with one table changed; ``sealed``: as if it had been frozen so."""
    document = json.loads(json.dumps(document))
    place = next(
        n
        for n, body in enumerate(document["results"])
        if body["item"]["key"] == "asked"
        and body["breakdown"]
        and body["breakdown"]["key"] == "language"
    )
    body = document["results"][place]
    change(body)
    if sealed:
        bare = {k: v for k, v in body.items() if k not in {"id", "checksum"}}
        body["checksum"] = checksum(bare)
        sums = [each["checksum"] for each in document["results"]]
        document["checksum"] = checksum(
            {"summary": document["summary"], "results": sums}
        )
    return document


def show_hidden(body):
    row = next(row for row in body["rows"] if row["key"] and row["base"] is None)
    row["base"] = HIDDEN


def test_in_an_earlier_release_only(served):
    address = f"{RESULTS}.json?release=1"
    spoilt = changed_table(served.documents[1], show_hidden, sealed=False)
    found = served.with_file(address, json.dumps(spoilt).encode())
    assert any(
        "release 1: the table of asked was changed" in e for e in in_files(found)
    )


def test_in_an_earlier_release_that_was_frozen_so(served):
    """No checksum is wrong then: it follows from the numbers, or the file beside."""
    newest, first = served.documents
    spoilt = changed_table(first, show_hidden, sealed=True)
    layout = layout_of(survey_of(plan(instrument=WRITING), WRITING))
    said = list(conclusions(layout, published_by(newest), [published_by(spoilt)]))
    assert any(each.startswith("earlier release, 1 back: ") for each in said)
    clean = conclusions(layout, published_by(newest), [published_by(first)])
    assert list(clean) == []


def test_in_the_csv_file_of_an_earlier_release_only(served):
    address = f"{RESULTS}.csv?release=1"
    lines = served.site[address].content.split(b"\r\n")
    place = next(n for n, line in enumerate(lines) if line.endswith(b"group"))
    lines[place] = lines[place].replace(b",,,", b",7,,", 1)
    found = served.with_file(address, b"\r\n".join(lines))
    assert any(each.startswith("release 1: the CSV file") for each in in_files(found))
    assert any(each.startswith(address) for each in beside_twin(found))


def test_a_page_that_is_there_only_while_there_are_answers_is_found(served):
    found = served.with_file("/results/other", b"<p>3</p>", "text/html")
    assert beside_twin(found) == ["/results/other: is not there without the answers"]


def test_a_file_that_nobody_can_read_is_not_passed_over(served):
    found = served.with_file("/results/library.ods", b"PK", "application/ods")
    said = read_all(found.site, known_of(served.documents)).problems
    assert any("library.ods: nobody here can read" in each for each in said)


def test_a_group_that_is_in_no_equation_must_be_large_too(served):
    document = served.documents[0]
    people = document["summary"]["people"]
    tells = partial(sizes_give_away, known=("age", "language"), least=10)
    assert list(tells(document)) == []
    for counts in ([people - 12, 8, 4], [people - 4, None]):
        groups = document["summary"]["groups"] | {"mode": {"counts": counts}}
        other = document | {"summary": document["summary"] | {"groups": groups}}
        assert list(tells(other))


@pytest.mark.parametrize(
    "place", ["/results/other/explore?q=1", "/results/other/1", f"{RESULTS}/explore"]
)
def test_pages_of_other_surveys_are_not_held_against_these_tables(served, place):
    page = b'<td class="number">9,999</td>'
    assert in_files(served.with_file(place, page, "text/html")) == []


def test_the_page_of_a_question_has_the_numbers_of_that_question_only(served):
    bodies = served.documents[0]["results"]
    first, second = (
        allowed_by([each for each in bodies if each["item"]["key"] == key])
        for key in ("asked", "barriers")
    )
    number = min(each for each in first - second if each.isdigit())
    cell = f'<td class="number">{number}</td>'.encode()
    assert in_files(served.with_file(f"{RESULTS}/tables", cell)) == []
    assert in_files(served.with_file(f"{RESULTS}/1", cell)) == []
    [said] = in_files(served.with_file(f"{RESULTS}/2", cell))
    assert said.startswith(f"{RESULTS}/2: {number} comes from no table")


def test_addresses_are_thought_of_that_no_link_leads_to(served):
    found = list(not_linked(served.site))
    assert f"{RESULTS}.csv?release=2" in found
    compared = [each.partition("?")[2] for each in found if "/explore?" in each]
    asked = [f"q=1&by={by}&wave=" for by in (0, 1, 2)]
    assert compared == [*asked, "q=2&by=0&wave=", "q=2&by=2&wave="]
    assert list(newest_in(served.site)) == [SLUG]
