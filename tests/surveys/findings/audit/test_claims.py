"""Claims about people and shares, known or not."""

import pytest

from surveys.findings.audit.claims import Known, claims_in, known_from, unfounded
from tests.surveys.findings.audit.waves import random_wave

KNOWN = Known(frozenset({"204", "1500"}), frozenset({"60.1%"}))


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("1,500 people answered.", [("1500", True)]),
        ("60.1% said: yes.", [("60.1%", False)]),
        ("People: 22 and 40.", [("22", True), ("40", True)]),
        ("People: 22 now, 40 before.", [("22", True), ("40", True)]),
        ("21 of 42 answers", [("21", True), ("42", True)]),
        ("Question 3, place 12", []),
        ("On average a person ticked 1.33 answers.", []),
    ],
)
def test_a_claim_is_known_by_its_looks(words, claims):
    assert list(claims_in(words)) == claims


@pytest.mark.parametrize(
    "words", ["7 people", "61.0%", "7 of 204", "People: 204 and 7"]
)
def test_a_claim_that_nothing_founds_is_found(words):
    assert len(list(unfounded([("p", words)], KNOWN))) == 1


@pytest.mark.parametrize("words", ["204 people, 60.1%", "1,500 people", "25%", "none"])
def test_a_known_claim_is_none(words):
    known = KNOWN | known_from([])
    assert list(unfounded([("p", words)], known)) == []


def test_tables_and_other_documents_found_claims():
    bodies = random_wave(1).published.bodies
    row = bodies[0]["rows"][0]
    known = known_from(bodies, {"low": -0.1234, "base": 31, "counts": [32]})
    share = f"{100 * row['shares'][0]:.1f}%"
    assert {str(row["base"]), "31", "32"} <= known.people
    assert {share, "12.3%", "12%"} <= known.shares
    assert not known_from([], {"version": 7, "base": True}).people
