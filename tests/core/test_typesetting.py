"""PDFs with signs that no font here has."""

import pytest

from core.pdf_text import texts_of
from core.typesetting import NoTypesetter, pdf_of, write_pdf

pytest.importorskip("typst")

TEMPLATE = """
#let doc = json(bytes(sys.inputs.document))
#set document(title: doc.title)
#set text(font: "Noto Sans", lang: "en")
= #doc.title
#if "picture" in doc { image(bytes(doc.picture), format: "svg", alt: "-") }
"""


@pytest.fixture
def template(tmp_path):
    file = tmp_path / "small.typ"
    file.write_text(TEMPLATE)
    return file


@pytest.mark.parametrize("sign", ["\N{GRINNING FACE}", "\u4e2d", "\ufffe"])
def test_a_sign_that_no_font_has_leaves_a_box_and_a_pdf(template, sign):
    made = pdf_of(template, {"title": f"Hello {sign}"})
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert b"pdfuaid" not in made


def test_words_that_can_be_set_keep_the_standard(template):
    assert b"pdfuaid" in pdf_of(
        template, {"title": "Hello \u0645\u0631\u062d\u0628\u0627"}
    )


def test_an_arabic_word_in_a_picture_stands_beside_brackets_and_latin_letters(template):
    # Two letters of it become one sign: with its signs in another font than the
    # brackets the typesetter left out the one or the other.
    word = "\u0627\u0644\u0623\u0641\u0636\u0644"
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
        f'<text y="20" font-family="Noto Sans">{word} (best)</text></svg>'
    )
    said = "".join(texts_of(pdf_of(template, {"title": "-", "picture": picture})))
    assert set(said) >= set(word) | set("(best)")


def test_words_are_never_read_as_markup(template):
    words = '#image("/etc/passwd") #panic() $x$ *bold* \\'
    assert pdf_of(template, {"title": words}).startswith(b"%PDF-")


def test_a_template_that_is_broken_says_so(tmp_path):
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic()")
    with pytest.raises(RuntimeError, match="panicked"):
        pdf_of(broken, {"title": "x"})


def test_a_process_of_its_own_writes_the_same_into_a_file(template, tmp_path):
    target, document = tmp_path / "made", {"title": "*Здоров’я* مرحبا"}
    write_pdf(template, document, target)
    made = target.read_bytes()
    assert b"pdfuaid" in made
    assert texts_of(made) == texts_of(pdf_of(template, document))


def test_a_process_that_cannot_says_why(tmp_path):
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic()")
    with pytest.raises(RuntimeError, match="panicked"):
        write_pdf(broken, {"title": "x"}, tmp_path / "made")


def test_without_typst_no_process_is_begun(template, tmp_path, monkeypatch):
    monkeypatch.setattr("core.typesetting.find_spec", lambda _name: None)
    with pytest.raises(NoTypesetter):
        write_pdf(template, {"title": "x"}, tmp_path / "made")
