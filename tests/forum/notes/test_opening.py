"""How a note begins beside a result."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.notes.opening import opening


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Short.", "Short."),
        ("Two\nlines.\n\nMore.", "Two lines. …"),
        ("a\n\nb\nc", "a b c"),
        ("exactly ten", "exactly …"),
        ("ten letter", "ten letter"),
        ("onewordthatislong", "onewordtha …"),
        ("ten letter and more", "ten letter …"),
    ],
)
def test_a_text_is_cut_between_words(text, shown):
    assert opening(text, 10) == shown


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_beginning_is_short_and_is_a_beginning(text, letters):
    shown = opening(text, letters)
    whole = " ".join(text.split())
    assert len(shown) <= letters + 2
    assert shown == whole or whole.startswith(shown.removesuffix(" …"))
