"""Any way through the pages, buttons pressed twice, is one person at one page."""

from collections import Counter
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.stopping.jobs import note_turn
from surveys.waves.stopping.pages import BEGINNING, SENT, is_further, pages_of
from surveys.waves.stopping.waiting import waiting
from tests.surveys.instruments.small import SMALL

WAVE = SimpleNamespace(id=1, instrument=SMALL)
PLACES = st.sampled_from(pages_of(SMALL))
WAYS = st.lists(st.lists(st.tuples(PLACES, st.integers(1, 3)), max_size=8), max_size=9)
_forms = iter(range(10**9))


@given(WAYS)
def test_everybody_is_counted_once_at_the_furthest_page(ways):
    wanted = Counter()
    for way in ways:
        token, furthest = str(next(_forms)), BEGINNING
        for at, presses in way:
            said = {note_turn(WAVE, token, furthest, at) for _ in range(presses)}
            (furthest,) = said
        wanted[furthest] += furthest != BEGINNING

    found = waiting.take(WAVE.id)

    assert found.pop(BEGINNING, 0) == -wanted.total()
    assert {at: n for at, n in found.items() if n} == dict(+wanted)


@given(st.lists(PLACES, min_size=1, max_size=12))
def test_the_furthest_page_never_comes_nearer(way):
    token, furthest = str(next(_forms)), BEGINNING
    for at in way:
        before, furthest = furthest, note_turn(WAVE, token, furthest, at)
        assert furthest == before or is_further(SMALL, furthest, before)
    waiting.take(WAVE.id)


def test_whoever_did_not_agree_stays_unknown():
    assert note_turn(WAVE, "form", None, SENT) is None
    assert note_turn(WAVE, None, BEGINNING, SENT) == SENT  # a form of nobody's
    assert waiting.take(WAVE.id) == {}
