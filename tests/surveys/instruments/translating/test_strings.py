"""Every text by its dotted key: none is left out, and each finds its way back."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.options import Band, Merge
from surveys.instruments.rounds import Repeat
from surveys.instruments.translating.strings import (
    relabelled,
    sources,
    texts_in,
    translated,
    untranslated,
)
from tests.surveys.instruments.small import SMALL

VISITS = Repeat(
    "visits", {"en": "Visits"}, 2, None, {"en": "More?"}, {"en": "Yes"}, {"en": "No"}
)
WHOLE = replace(SMALL, repeats=(VISITS,))


def test_each_text_has_the_key_that_translators_know():
    found = sources(WHOLE)
    assert list(found)[:4] == ["title", "notice", "consent.lines.1", "consent.lines.2"]
    assert found["consent.agree"] == "I want to take part."
    assert found["groups.about"] == "About you"
    assert found["repeats.visits.another"] == "More?"
    assert found["items.asked.hint"] == "Anyone or any service."
    assert found["items.asked.options.gave_up"] == "I tried and gave up"
    assert found["items.asked.merges.tried"] == "Asked"
    assert found["items.age.bands.under_25"] == "Under 25"


def test_no_text_of_the_instrument_is_left_out():
    """Whatever has words in English somewhere in it is among the sources."""
    said = set(sources(WHOLE).values())
    assert said == set(_english(WHOLE))


def _english(part):
    if isinstance(part, dict):
        found = part.get("en", ())
        yield from (found,) if isinstance(found, str) else found
    elif isinstance(part, tuple):
        for each in part:
            yield from _english(each)
    elif isinstance(part, Band | Merge) or hasattr(part, "__dataclass_fields__"):
        for each in vars(part).values():
            yield from _english(each)


def test_taken_apart_and_put_together_it_is_what_it_was():
    arabic = texts_in(SMALL, "ar")
    assert translated(untranslated(SMALL), {"ar": arabic}) == SMALL


def test_half_a_consent_is_not_shown_at_all():
    half = {"ar": {"consent.lines.1": "من يسأل"}}
    assert "ar" not in translated(untranslated(SMALL), half).consent.lines


def test_a_language_that_the_draft_does_not_have_is_left_out():
    found = translated(untranslated(SMALL), {"fr": {"title": "Des questions"}})
    assert found.title == {"en": "A few questions"}


def test_a_consent_without_lines_stays_without_lines():
    bare = replace(SMALL, consent=replace(SMALL.consent, lines={"en": ()}))
    assert relabelled(bare, lambda _key, label: label).consent.lines == {"en": ()}


@given(st.data())
def test_any_texts_put_in_are_found_again(data):
    keys = [key for key in sources(WHOLE) if not key.startswith("consent.lines")]
    wish = st.dictionaries(st.sampled_from(keys), st.text(min_size=1))
    texts = data.draw(wish)
    found = texts_in(translated(untranslated(WHOLE), {"ar": texts}), "ar")
    assert found == texts
    assert sources(translated(untranslated(WHOLE), {"ar": texts})) == sources(WHOLE)
