import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.proposals.figures import (
    Figure,
    FigureKind,
    Fragment,
    fragments,
    loose_figures,
    unknown_figures,
)

KNOWN = {
    1: {
        "": Figure(FigureKind.SHARE, 0.486),
        "baseline": Figure(FigureKind.SHARE, 0.382),
    },
    3: {"": Figure(FigureKind.RATING, 8)},
}


def test_a_text_falls_into_words_and_places_for_figures():
    assert fragments("From {1:baseline} to {1}.") == (
        Fragment("From "),
        Fragment(position=1, name="baseline"),
        Fragment(" to "),
        Fragment(position=1),
        Fragment("."),
    )


@pytest.mark.parametrize("text", ["{}", "{a}", "{1:}", "{1 }", "{-1}", "{1:a b}", "{"])
def test_braces_that_are_no_place_stay_as_they_were_typed(text):
    assert fragments(text) == (Fragment(text),)


def test_an_empty_text_has_no_parts():
    assert fragments("") == ()


def test_a_place_that_no_evidence_fills_is_named_as_typed():
    texts = ["{1} and {2}", "{1:baseline} {1:target}", "{3}"]
    assert unknown_figures(texts, KNOWN) == ("{2}", "{1:target}")


@pytest.mark.parametrize(
    "text",
    [
        "48.6%",
        "48,6 %",
        "60 percent",
        "60 per cent",
        "60 pour cent",
        "60 por ciento",
        "60 procent",
        "60 відсотків",
        "60 في المئة",
        "٦٠٪",
    ],
)
def test_a_percentage_by_hand_is_found_in_six_languages(text):
    assert len(loose_figures([f"Only {text} were heard."])) == 1


@pytest.mark.parametrize(
    "text",
    ["within 4 weeks", "by 31 August 2026", "50,000 a year", "{1} of people", "5 to 6"],
)
def test_other_numbers_are_the_writers_own(text):
    assert loose_figures([text]) == ()


@given(st.text(alphabet="{}0123456789:ab %x"))
def test_nothing_of_a_text_is_lost_in_the_parts(text):
    again = "".join(
        part.words
        if part.position is None
        else f"{{{part.position}{':' * bool(part.name)}{part.name}}}"
        for part in fragments(text)
    )
    # A position may be typed with zeros before it; nothing else may differ.
    assert again == text or "{0" in text


@given(st.text(alphabet="{}13:baselin "))
def test_with_every_evidence_known_only_unknown_names_remain(text):
    unknown = unknown_figures([text], KNOWN)
    assert not {"{1}", "{3}", "{1:baseline}"} & set(unknown)
