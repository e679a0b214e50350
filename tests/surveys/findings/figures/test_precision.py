"""What no page may say of people who chose to answer."""

import re
from pathlib import Path

import pytest

from surveys.findings.figures.precision import Wording, wording_of

ROOT = Path(__file__).parents[4]
FORBIDDEN = re.compile(r"margins?\s+of\s+(sampling\s+)?error", re.IGNORECASE)
PAGES = sorted((ROOT / "templates").rglob("*.html"))
CATALOGUES = sorted((ROOT / "translations").rglob("*.po*"))
PROMOTERS = re.compile(
    r"\bnps\b|net.?promoter|\bpromoters?\b|\bdetractors?\b", re.IGNORECASE
)


@pytest.mark.parametrize(
    ("drawn", "weighted", "wording"),
    [
        (False, False, Wording.SAME_KIND),
        (False, True, Wording.IF_DRAWN),
        (True, False, Wording.DRAWN),
        (True, True, Wording.DRAWN),
    ],
)
def test_an_open_link_is_never_a_sample(drawn, weighted, wording):
    assert wording_of(drawn_by_chance=drawn, weighted=weighted) is wording


def test_no_page_speaks_of_a_margin_of_error():
    assert PAGES
    assert not [page for page in PAGES if FORBIDDEN.search(page.read_text())]


def test_no_catalogue_has_words_for_it():
    assert CATALOGUES
    for catalogue in CATALOGUES:
        joined = re.sub(r'"\n"', "", catalogue.read_text())
        said = re.findall(r'^msgid(?:_plural)? "(.*)"$', joined, re.MULTILINE)
        assert said
        assert not [text for text in said if FORBIDDEN.search(text)]


def test_nobody_is_sorted_into_promoters():
    """Eleven answers thrown together to three say less than their shares."""
    sources = (ROOT / "surveys/findings").rglob("*.py")
    assert not [path for path in sources if PROMOTERS.search(path.read_text())]
