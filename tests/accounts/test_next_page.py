"""Where somebody may be sent after signing in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.urls import iri_to_uri

from accounts.next_page import FIRST_PAGE, safe_next


@pytest.mark.parametrize(
    "wish", ["/", "/me", "/forum/ab12?page=2#post-7", "/forum/розмова", "/a//b"]
)
def test_a_path_of_this_site_is_fine(wish):
    assert safe_next(wish) == wish


@pytest.mark.parametrize(
    "wish",
    [
        None,
        "",
        "me",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "https://evil.example",
        "HTTPS:/evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/x\r\nSet-Cookie: a=b",
        "/x\\..\\y",
        "/" + "x" * 500,
    ],
)
def test_any_other_wish_leads_to_the_first_page(wish):
    assert safe_next(wish) == FIRST_PAGE


def test_a_page_may_say_where_else_to_go():
    assert safe_next("//evil.example", "/me") == "/me"


@given(st.text(alphabet="/\\:.@?#\t\r\n aе%", max_size=12))
def test_no_wish_ever_names_another_host(wish):
    went = iri_to_uri(safe_next(wish))
    assert went.startswith("/")
    assert not went.startswith(("//", "/\\"))
    assert went.isprintable()
