import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.packs.checking import read_pack
from deliberation.packs.contents import Pack, Questions, to_bytes, to_document
from surveys.instruments.body import checksum, to_body
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.shipped import templates
from surveys.instruments.translating.states import State
from surveys.instruments.translating.strings import relabelled, texts_in
from tests.deliberation.packs.packs import FREE, OTHER, WHOLE
from tests.surveys.instruments.piped import PIPED
from tests.surveys.instruments.small import SMALL

OURS = [SMALL, OTHER, PIPED, *templates()]
WORDS = st.text(
    st.characters(exclude_characters="\0$", exclude_categories=["Cs"]),
    min_size=1,
    max_size=30,
)


@st.composite
def wordings(draw) -> Instrument:
    """An instrument of ours in other words, with states that its translations have."""
    base, random = draw(st.sampled_from(OURS)), draw(st.randoms())
    own = base.default_language
    said = iter(draw(st.lists(WORDS, min_size=8, max_size=8)) * 200)

    def change(_key, label):
        kept = {code: text for code, text in label.items() if code == own or _keep()}
        return {code: next(said) if _keep() else text for code, text in kept.items()}

    def _keep():
        return random.random() < 0.6

    made = relabelled(base, change)
    return replace(
        made,
        licence=replace(
            base.licence, may_modify=draw(st.booleans()), attribution=draw(WORDS)
        ),
        translation_states=_states(made, random),
    )


def _states(instrument: Instrument, random: Random) -> dict[str, dict[str, str]]:
    beyond = [state for state in State if state is not State.DRAFT]
    return {
        language: {
            key: str(random.choice(beyond))
            for key in texts_in(instrument, language)
            if random.random() < 0.3
        }
        for language in instrument.languages
        if language != instrument.default_language
    }


def handed_on(instrument):
    """Return a set of questions as it arrives elsewhere in a pack of its own."""
    sent = replace(
        WHOLE,
        instruments=(Questions(version=1, agreed=True, questions=instrument),),
        codebooks=(),
        benchmarks=(),
    )
    (arrived,) = read_pack("x.json", to_bytes(sent)).instruments
    return arrived.questions


@given(wordings())
def test_what_leaves_arrives_structure_words_states_and_licence(instrument):
    arrived = handed_on(instrument)
    assert arrived == instrument
    assert arrived.translation_states == instrument.translation_states
    assert arrived.licence == instrument.licence
    assert to_body(arrived) == to_body(instrument)


def test_a_whole_pack_arrives_as_it_left():
    assert read_pack("x.json", to_bytes(WHOLE)) == WHOLE


@pytest.mark.parametrize("instrument", OURS)
def test_questions_keep_their_checksum_so_that_places_can_be_compared(instrument):
    arrived = handed_on(instrument)
    assert checksum(to_body(arrived)) == checksum(to_body(instrument))


def test_the_same_pack_is_the_same_file_and_people_can_read_it():
    assert to_bytes(WHOLE) == to_bytes(WHOLE)
    text = to_bytes(WHOLE).decode()
    assert '"ar": "هل طلبت المساعدة؟"' in text
    assert text.count("\n") > 100
    assert json.loads(text) == to_document(WHOLE)


def test_the_words_of_a_place_keep_its_name_on_their_way():
    first = Questions(version=1, agreed=True, questions=FREE)
    assert WHOLE.origin_of(first) == "Larkmoor"
    assert WHOLE.origin_of(replace(first, origin="Elsewhere")) == "Elsewhere"


def test_a_pack_has_no_place_for_anything_else():
    assert set(to_document(WHOLE)["contents"]) == {
        "came_from",
        "licence",
        "instruments",
        "codebooks",
        "benchmarks",
        "rules",
    }
    assert set(Pack.__dataclass_fields__) == set(to_document(WHOLE)["contents"])
