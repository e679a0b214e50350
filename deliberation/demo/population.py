"""The fictional answers of Larkmoor: the same people, to the last one, on every run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from deliberation.demo.quotas import Quota, WaveQuotas

BARRIERS = {
    "where": 31, "hours": 18, "travel": 22, "cost": 14, "language": 16, "wait": 38,
    "access": 9, "like_me": 12, "treated_badly": 11, "judged": 34, "told": 27,
    "duties": 19, "private": 13, "phone_cost": 10, "other": 6,
}  # fmt: skip
PLACES = {
    "peer": 41, "doctor": 46, "faith": 17, "school": 12, "work": 9, "line": 24,
    "online": 28, "home": 22, "mobile": 14, "other": 6,
}  # fmt: skip
COMMUNITIES = {"refugee": 17, "minority": 15, "lgbtq": 12, "disabled": 21}
NOTHING_PER_CENT = 9
MOST_PLACES = 3


@dataclass(frozen=True)
class Voice:
    """One fictional person's answers, as a page or a paper form would bring them."""

    answers: Mapping[str, Any]
    language: str
    mode: str


def voices(quotas: WaveQuotas, *, seed: int) -> list[Voice]:
    """Return the people of one wave, in an order that means nothing.

    Each quota is met exactly; what no quota fixes is drawn from ``seed``.
    """
    draw = Random(seed)  # noqa: S311  # a fictional crowd, not a secret
    people: list[dict[str, Any]] = [{} for _ in range(quotas.people)]
    _answer(people, "A2", quotas.asked_for_help, draw)
    asked = [person for person in people if person["A2"] in {"yes", "gave_up"}]
    _settle(people, asked, quotas, draw)
    for key, quota in quotas.everyone.items():
        _answer(people, key, quota, draw)
    _answer(asked, "A6", quotas.asked[""]["A6"], draw)
    _use_services(people, asked, quotas, draw)
    for person in people:
        _tick(person, draw)
    languages = _dealt(quotas.language, draw)
    modes = _dealt(quotas.mode, draw)
    return [
        Voice({key: value for key, value in person.items() if value}, language, mode)
        for person, language, mode in zip(people, languages, modes, strict=True)
    ]


def _settle(
    people: Sequence[dict[str, Any]],
    asked: Sequence[dict[str, Any]],
    quotas: WaveQuotas,
    draw: Random,
) -> None:
    """Give everybody an area, and those who asked a wait that fits theirs."""
    left = dict(quotas.area)
    start = 0
    for area in left:
        waits = quotas.asked[area]["A3"]
        size = sum(waits.values())
        here = asked[start : start + size]
        _answer(here, "A3", waits, draw)
        for person in here:
            person["area"] = area
        left[area] -= size
        start += size
    others = [person for person in people if "area" not in person]
    _answer(others, "area", left, draw)


def _use_services(
    people: Sequence[dict[str, Any]],
    asked: Sequence[dict[str, Any]],
    quotas: WaveQuotas,
    draw: Random,
) -> None:
    """Let most who asked, and a few who did not, have used a service."""
    size = sum(quotas.used["B1"].values())
    also = [person for person in people if person["A2"] == "no"]
    few = size // 12
    used = [*draw.sample(asked, size - few), *draw.sample(also, few)]
    for person in people:
        person["B0"] = "no"
    for person in used:
        person["B0"] = "yes"
    for key, quota in quotas.used.items():
        _answer(used, key, quota, draw)


def _tick(person: dict[str, Any], draw: Random) -> None:
    """Fill in the questions where one may tick several, each a few per cent."""
    barriers = list(_ticked(BARRIERS, draw))
    if draw.randrange(100) < NOTHING_PER_CENT or not barriers:
        person["A4"] = ["nothing"]
        person["A5"] = "nothing"
    else:
        person["A4"] = barriers
        person["A5"] = draw.choice(barriers)
    person["A9"] = list(_ticked(PLACES, draw))[:MOST_PLACES]
    person["groups"] = list(_ticked(COMMUNITIES, draw)) or ["none"]


def _ticked(per_cent: Mapping[str, int], draw: Random) -> Iterator[str]:
    for option, chance in per_cent.items():
        if draw.randrange(100) < chance:
            yield option


def _answer(
    people: Sequence[dict[str, Any]], key: str, quota: Quota, draw: Random
) -> None:
    for person, option in zip(people, _dealt(quota, draw), strict=True):
        person[key] = option


def _dealt(quota: Quota, draw: Random) -> list[str]:
    """Return each option as often as its quota says, shuffled."""
    cards = [option for option, people in quota.items() for _ in range(people)]
    draw.shuffle(cards)
    return cards
