"""A packed PDF says what it said, with its tags, in a smaller file."""

import re
import shutil
import subprocess

import pytest

from core.pdf_packing import NotPlain, packed
from core.pdf_text import UnknownPdf, texts_of
from core.typesetting import pdf_of
from tests.core.test_typesetting import TEMPLATE

pytest.importorskip("typst")
MANY = TEMPLATE + "#for n in range(900) { heading(level: 2)[#doc.title #n] }"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    file = tmp_path_factory.mktemp("packing") / "many.typ"
    file.write_text(MANY)
    return pdf_of(
        file, {"title": "What (some) people said: مرحبا, żółć, endobj 1 0 obj"}
    )


def test_it_says_the_same_in_less_than_half_the_bytes(pdf):
    small = packed(pdf)
    assert texts_of(small) == texts_of(pdf)
    assert len(small) < len(pdf) / 2


def test_every_object_is_there_once_and_tags_and_standard_stay(pdf):
    small = packed(pdf)
    objects = len(re.findall(rb"^\d+ 0 obj", pdf, re.MULTILINE))
    loose = len(re.findall(rb"^\d+ 0 obj", small, re.MULTILINE))
    inside = [int(each) for each in re.findall(rb"/ObjStm/N (\d+)", small)]
    assert loose - len(inside) - 1 + sum(inside) == objects
    assert len(inside) > 1
    assert b"pdfuaid" in small
    assert small == packed(pdf)


def test_places_are_where_they_are_said_to_be(pdf):
    small = packed(pdf)
    begins = int(small.rsplit(b"startxref", 1)[1].split()[0])
    assert re.match(rb"\d+ 0 obj\n<</Type/XRef", small[begins:])


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="needs poppler")
def test_another_reader_finds_the_same_tags_and_text(pdf, tmp_path):
    told = []
    for name, content in (("plain", pdf), ("packed", packed(pdf))):
        file = tmp_path / name
        file.write_bytes(content)
        for command in (["pdfinfo", "-struct-text", file], ["pdftotext", file, "-"]):
            done = subprocess.run(command, capture_output=True, check=True)
            told.append(done.stdout)
    assert told[0] == told[2]
    assert b"H2" in told[0]
    assert told[1] == told[3]


@pytest.mark.parametrize(
    ("plain", "changed"),
    [
        (b"trailer\n<<", b"trailer\n<</Prev 1"),
        (b"trailer\n<<", b"trailer\n<</Encrypt 1 0 R"),
        (b"xref\n0 ", b"xref\n1 "),
    ],
)
def test_what_is_not_plain_is_left_alone(pdf, plain, changed):
    assert plain in pdf
    with pytest.raises(NotPlain):
        packed(pdf.replace(plain, changed))


def test_an_object_elsewhere_than_said_is_noticed(pdf):
    with pytest.raises(NotPlain):
        packed(pdf.replace(b"\n1 0 obj", b" 9 0 obj", 1))


def test_a_stream_of_objects_that_is_not_ours_is_not_read(pdf):
    small = packed(pdf)
    many = re.search(rb"/N (\d+)/First", small)
    for wrong in (b"/N %d/First" % (int(many[1]) - 1), many[0].replace(b"/N", b"/M")):
        with pytest.raises(UnknownPdf):
            texts_of(small.replace(many[0], wrong))
