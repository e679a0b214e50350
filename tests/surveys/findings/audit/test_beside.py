"""A page beside that of a site without answers."""

import pytest

from surveys.findings.audit.beside import differs_from_twin, numbers_in, said_in
from surveys.findings.audit.file_parts import parts_of

HTML = "text/html"


def found(ours, twin, kind=HTML):
    return list(differs_from_twin("/a", kind, ours, twin))


def test_the_same_page_is_no_finding():
    assert found(b"<p>3</p>", b"<p>3</p>") == []


def test_what_only_this_reader_gets_is_no_finding():
    token = b'<input type="hidden" name="csrf_token" value="%s">'
    assert found(token % b"abc", token % b"") == []


@pytest.mark.parametrize(
    ("ours", "words"),
    [
        (b"<p>3 people</p>", "/a: p says '3 people', by no published table"),
        (b"<p>some</p><p>some</p>", "/a: p says 'some'"),
        (b'<p data-n="3">some</p>', "/a: p@data-n says '3'"),
        (b"<p>some</p><!--3-->", "/a: comment says '3'"),
        (b"<p >some</p>", "/a: is another one without the answers"),
        (b"", "/a: is another one without the answers"),
    ],
)
def test_what_the_twin_does_not_say_is_named(ours, words):
    [said] = found(ours, b"<p>some</p>")
    assert said.startswith(words)


def test_a_page_that_the_twin_has_not_is_a_finding():
    assert found(b"x", None) == ["/a: is not there without the answers"]


def test_of_many_places_some_are_named_and_the_rest_is_counted():
    said = found(b"".join(b"<p>%d</p>" % n for n in range(9)), b"")
    assert len(said) == 6
    assert said[-1] == "/a: and 4 places more"


def test_a_file_of_an_unknown_kind_must_be_the_same():
    assert found(b"1", b"1", "image/gif") == []
    [said] = found(b"1", b"2", "image/gif")
    assert "nobody here can read" in said


def counted(kind, content):
    return numbers_in(said_in(kind, parts_of(kind, content)))


def test_numbers_are_counted_where_a_reader_meets_them():
    page = b'<p class="x1">12, 3.5</p><img alt="4" src="/5"><rect width="6"/>'
    assert counted(HTML, page) == 3
    assert counted("text/csv", b"a,b\r\n1,2\r\n") == 2
    assert counted("text/javascript", b"let a = 3") == 0
