"""Which lines are addresses that a report may rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.notes.evidence import LONGEST, MOST, Problem, addresses, is_address, problem


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a/page?of=1#part",
        "https://приклад.укр/сторінка",
        "HTTPS://Example.org/",
    ],
)
def test_an_address_of_a_page_is_taken(text):
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://example.org",
        "https://",
        "https://localhost",
        "https://./",
        "https://our-site.example@elsewhere.example/",
        "https://example.org:port/",
        "https://[broken",
        "https://example.org/two words",
        "https://example.org/\u202egpj",
        "https://example.org/" + "a" * LONGEST,
    ],
)
def test_anything_else_is_not(text):
    assert not is_address(text)


@given(st.text() | st.from_regex(r"[a-zA-Z]{1,12}:.{0,30}"))
def test_whatever_is_taken_leads_to_the_web(text):
    if is_address(text):
        assert text.lower().startswith(("http://", "https://"))
        assert not any(letter.isspace() for letter in text)


def test_lines_are_addresses_once_each_in_their_order():
    typed = "https://b.example\r\n\n  https://a.example \nhttps://b.example\n"
    assert addresses(typed) == ("https://b.example", "https://a.example")


def test_none_is_none():
    assert addresses(" \n ") == ()
    assert problem(()) is None


def test_ten_addresses_are_taken_and_eleven_are_not():
    found = tuple(f"https://example.org/{place}" for place in range(MOST + 1))
    assert problem(found[:MOST]) is None
    assert problem(found) is Problem.MANY


def test_one_line_that_is_no_address_is_told():
    assert problem(("https://example.org", "see the minutes")) is Problem.NO_ADDRESS
