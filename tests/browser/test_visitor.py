"""Somebody who only looks: every page of the site itself, in every language."""

import pytest

from core.settings import LANGUAGES

PAGES = ["/", "/help", "/unknown", "/accessibility", "/sign-in", "/join"]

ROOMS = [
    "/results/summer",
    "/forum/",
    "/board/larkmoor",
    "/board/larkmoor/ratings/priorities-2026",
    "/board/larkmoor/motions/M-04",
    "/benchmarks/",
    "/benchmarks/bm-2",
    "/proposals/",
    "/proposals/p3",
    "/trace/benchmark/bm-2",
    "/moderation/",
    "/log",
    "/nowhere",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_the_site_stand_in_every_language(person, language):
    visitor = person("visitor", language)

    for page in PAGES:
        visitor.opens(page)


def test_nobody_needs_scripts_to_look_around(person):
    visitor = person("visitor-without-scripts", "ar", scripts=False)

    visitor.opens("/")
    visitor.taps("Help now")


@pytest.mark.parametrize(
    ("language", "wide", "dark"),
    [("en", True, False), ("ar", False, True), ("uk", True, True)],
)
def test_every_room_stands_wide_and_narrow_light_and_dark(person, language, wide, dark):
    name = f"visitor-{'desk' if wide else 'phone'}-{'dark' if dark else 'light'}"
    visitor = person(name, language, wide=wide, dark=dark)

    for page in ROOMS:
        visitor.opens(page)
