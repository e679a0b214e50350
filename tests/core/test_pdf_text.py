"""What our PDFs say, read back; and that nothing unreadable passes for silence."""

import pytest

from core.pdf_text import UnknownPdf, texts_of
from core.typesetting import pdf_of
from surveys.findings.packages.views import TEMPLATE

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><text x="5" y="15" '
    'font-family="Noto Sans" font-size="10">77.7%</text><text x="150" y="15" '
    'font-family="Noto Sans" font-size="10">3,141</text></svg>'
)
DOCUMENT = {
    "lang": "en",
    "dir": "ltr",
    "title": "What (some) people said, 2026",
    "lead": "204 people answered.",
    "notes": ["Usual range"],
    "source": "http://here · abc",
    "fixed": {"method": "How"},
    "questions": [
        {
            "number": 1,
            "title": "Were you asked?",
            "sentence": "60.1% said: yes.",
            "note": "",
            "drawing": DRAWING,
            "alt": "Seven of 33 people – no more",
            "table": {
                "head": ["Answer", "People"],
                "rows": [["Żółć", "12"], ["No", "–"]],
            },
            "figures": [],
            "groups": [],
        }
    ],
    "method": [{"heading": "Where", "lines": ["In 4 places."]}],
}


@pytest.fixture(scope="module")
def pdf():
    return pdf_of(TEMPLATE, DOCUMENT)


@pytest.mark.parametrize(
    "text",
    [
        "What (some) people said, 2026",
        "204 people answered.",
        "1. Were you asked?",
        "60.1% said: yes.",
        "Żółć",
        "12",
        "–",
        "In 4 places.",
        "1 / 1",
    ],
)
def test_text_is_read_as_it_was_set(pdf, text):
    assert text in texts_of(pdf)


def test_text_in_a_drawing_is_put_together_again(pdf):
    assert {"77.7%", "3,141"} <= set(texts_of(pdf))


def test_what_is_said_to_those_who_do_not_see_the_drawing_is_read(pdf):
    assert "Seven of 33 people – no more" in texts_of(pdf)


def test_the_same_document_gives_the_same_texts(pdf):
    assert texts_of(pdf) == texts_of(pdf_of(TEMPLATE, DOCUMENT))


def written(*objects):
    """A PDF of these objects, numbered from 1."""
    parts = [b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(objects, 1)]
    return b"%PDF-1.7\n" + b"".join(parts)


def stream(content, more=b""):
    head = b"<</Length %d%s>>" % (len(content), more)
    return head + b"\nstream\n" + content + b"\nendstream"


PAGE = b"<</Contents 2 0 R/Resources<</Font<</f0 3 0 R>>>>>>"
FONT = b"<</ToUnicode 4 0 R>>"


@pytest.mark.parametrize(
    "spoilt",
    [
        b"no PDF",
        written(),
        written(b"<</Type/ObjStm>>"),
        written(b"<</Encrypt 2 0 R>>"),
        written(PAGE, stream(b"xx", b"/Filter/LZWDecode"), b""),
        written(PAGE, stream(b"BT /f0 9 Tf (a)Tj ET"), b""),
        written(PAGE, b"<<>>", b""),
        written(PAGE, stream(b"BT /f0 9 Tf <0001>' ET <0001>Tj"), FONT, b""),
        written(PAGE, stream(b"BT /f0 9 Tf (((Tj ET"), FONT, b""),
        written(PAGE, b"<<>>\nstream\nxx\nendstream", b""),
        b"%PDF-1.7\n1 0 obj\n<<",
    ],
)
def test_what_is_written_otherwise_is_refused(spoilt):
    with pytest.raises(UnknownPdf):
        texts_of(spoilt)


def test_fonts_may_be_told_in_ranges():
    table = stream(b"1 beginbfrange\n<0001> <0003> <0041>\nendbfrange")
    page = stream(b"BT /f0 9 Tf <000100020003>Tj ET")
    assert texts_of(written(PAGE, page, FONT, table)) == ["ABC"]


def test_a_stream_is_as_long_as_it_says_whatever_is_in_it():
    table = stream(b"1 beginbfchar\n<0001> <0041>\nendbfchar")
    other = stream(b"\nendstream\nendobj\n9 0 obj\nstream\n")
    page = stream(b"BT /f0 9 Tf <0001>Tj ET % endstream endobj")
    assert texts_of(written(PAGE, page, FONT, table, other)) == ["A"]


def test_signs_whose_numbers_are_brackets_are_read_though_they_are_not_escaped():
    """In pairs they need no escape: numbers stood in PDFs and were passed over."""
    table = stream(b"1 beginbfrange\n<0028> <0029> <0037>\nendbfrange")
    shown = rb"BT /f0 9 Tf [(\000(\000)) 20 (\000(\000(\000)\000))]TJ (\000(\000))Tj ET"
    page = stream(shown)
    assert texts_of(written(PAGE, page, FONT, table)) == ["787788", "78"]


def test_brackets_in_words_for_those_who_do_not_see_are_read():
    page, font = (
        stream(b"BT /f0 9 Tf <0001>Tj ET"),
        stream(b"1 beginbfchar\n<0001> <0041>\nendbfchar"),
    )
    alt = b"<</Alt(Seven (of (33)) people)>>"
    assert texts_of(written(PAGE, page, FONT, font, alt)) == [
        "A",
        "Seven (of (33)) people",
    ]


def test_text_of_which_a_part_could_not_be_read_is_refused():
    deep = b"(" * 40 + b"\000\001" + b")" * 40
    page = stream(b"BT /f0 9 Tf <0001>Tj " + deep + b"Tj ET")
    font = stream(b"1 beginbfchar\n<0001> <0041>\nendbfchar")
    with pytest.raises(UnknownPdf):
        texts_of(written(PAGE, page, FONT, font))
