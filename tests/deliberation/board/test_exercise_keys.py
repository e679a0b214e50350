"""Letters for items and a short name for an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.board.exercise_keys import (
    LONGEST_SLUG,
    RatedLine,
    keyed,
    rated_line,
    slug_of,
)


def test_lines_get_letters_in_order():
    assert keyed(["One", "Two"]) == [("A", "One"), ("B", "Two")]


def test_after_z_comes_aa():
    assert [key for key, _line in keyed("x" * 28)][25:] == ["Z", "AA", "AB"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What comes first?", "what-comes-first"),
        ("Été 2026", "ete-2026"),
        ("ما الأهم", "town-rating"),
    ],
)
def test_a_title_becomes_an_address(title, slug):
    assert slug_of(title, "town") == slug


@given(st.text(max_size=200))
def test_every_title_becomes_a_short_address(title):
    slug = slug_of(title, "town")

    assert 0 < len(slug) <= max(LONGEST_SLUG, len("town-rating"))
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("line", "rated"),
    [
        ("Shorter waits", RatedLine("Shorter waits")),
        ("Waits /results/spring/A3", RatedLine("Waits", "spring", "A3")),
        (
            "Waits https://our.example/results/spring-26/A3?lang=uk ",
            RatedLine("Waits", "spring-26", "A3"),
        ),
        ("/results/spring/A3 first", RatedLine("/results/spring/A3 first")),
    ],
)
def test_a_line_may_end_with_the_address_of_a_result(line, rated):
    assert rated_line(line) == rated
