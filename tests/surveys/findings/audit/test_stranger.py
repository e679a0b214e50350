"""What follows for somebody who knows nothing but what is served."""

from copy import deepcopy

from surveys.findings.audit.equations import value_of
from surveys.findings.audit.published import Published
from surveys.findings.audit.stranger import conclusions
from tests.surveys.findings.audit.waves import as_published, random_wave


def test_from_an_audited_release_nothing_small_follows():
    wave = random_wave(3)
    assert list(conclusions(wave.layout, as_published(wave.audited()))) == []


def test_a_small_number_that_is_shown_is_found():
    wave = random_wave(3)
    leak = Published(wave.published.summary, deepcopy(list(wave.published.bodies)))
    table = next(body for body in leak.bodies if body["item"]["key"] == "town")
    towns = [
        int(value_of(wave.layout.people({"town": (code,)}), wave.truth))
        for code in "nop"
    ]
    assert 0 < min(towns) < 10
    table["columns"] = [{"key": code, "members": [code]} for code in "nop"]
    nothing = {"shares": [None] * 3, "ranges": [None] * 3}
    table["rows"] = [{"key": "", "members": [], "base": 40, "counts": towns, **nothing}]
    said = list(conclusions(wave.layout, leak))
    assert any(f"{min(towns)} to {min(towns)} people" in each for each in said)


def test_numbers_that_do_not_fit_together_are_said_to():
    wave = random_wave(3)
    leak = Published(
        {**wave.published.summary, "people": 10_000}, wave.published.bodies
    )
    [said] = conclusions(wave.layout, leak)
    assert "do not fit" in said
