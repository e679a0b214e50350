from collections import Counter
from pathlib import Path

import pytest

from deliberation.demo import population
from deliberation.demo.population import voices
from deliberation.demo.quotas import WAVES
from surveys.instruments.definition import load

LARKMOOR = load(Path(population.__file__).with_name("larkmoor.toml"))
IN_TIME = {"same_week", "four_weeks"}


@pytest.fixture(scope="module", params=WAVES)
def wave(request):
    return WAVES[request.param], voices(WAVES[request.param], seed=1)


def counted(people, key):
    return Counter(voice.answers.get(key) for voice in people)


def test_every_quota_is_met_to_the_last_person(wave):
    quotas, people = wave

    for key, quota in {**quotas.everyone, "A2": quotas.asked_for_help}.items():
        assert counted(people, key) == quota, key
    used = [voice for voice in people if voice.answers["B0"] == "yes"]
    for key, quota in quotas.used.items():
        assert counted(used, key) == quota, key
    assert Counter(voice.language for voice in people) == quotas.language
    assert Counter(voice.mode for voice in people) == quotas.mode


def test_waits_fit_the_area(wave):
    quotas, people = wave

    for area, waits in quotas.asked.items():
        here = [voice for voice in people if voice.answers["area"] == area and area]
        found = counted(here, "A3")
        found.pop(None, None)
        assert found == waits.get("A3", {}), area


def test_everybody_answers_as_the_questions_allow(wave):
    _, people = wave

    assert not [fault for voice in people for fault in LARKMOOR.check(voice.answers)]


@pytest.mark.parametrize(
    ("name", "people", "asked", "in_time", "used"),
    [
        ("spring", 612, 338, 129, 309),
        ("summer", 548, 301, 142, 281),
        ("autumn", 631, 346, 168, 322),
    ],
)
def test_the_bases_are_the_published_ones(name, people, asked, in_time, used):
    crowd = voices(WAVES[name], seed=3)

    assert len(crowd) == people
    assert sum("A3" in voice.answers for voice in crowd) == asked
    assert sum(voice.answers.get("A3") in IN_TIME for voice in crowd) == in_time
    assert sum("B1" in voice.answers for voice in crowd) == used


def test_the_same_seed_brings_the_same_people():
    quotas = WAVES["spring"]

    assert voices(quotas, seed=5) == voices(quotas, seed=5)
    assert voices(quotas, seed=5) != voices(quotas, seed=6)
