"""Somebody who only looks: every page of the site itself, in every language."""

import pytest

from core.settings import LANGUAGES

PAGES = ["/", "/help", "/unknown", "/accessibility", "/sign-in", "/join"]

ROOMS = [
    "/results/summer",
    "/results/summer/tables",
    "/results/summer/everything",
    "/results/autumn/16",
    "/results/autumn/explore?q=3&by=1",
    "/results/autumn/explore?q=3&by=1&wave=spring",
    "/results/autumn/explore?q=16&wave=all",
    "/results/autumn/poster",
    "/report/autumn",
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


def test_nobody_needs_scripts_to_compare(person):
    visitor = person("visitor-who-compares", scripts=False)
    visitor.opens("/results/autumn")
    visitor.taps("Compare")
    visitor.page.get_by_label("By groups").select_option(label="Town or village")
    visitor.taps("Show")

    visitor.sees("Groups beside each other")
    assert "by=1" in visitor.page.url
    assert visitor.page.locator("svg.chart circle").count()


@pytest.mark.parametrize(
    ("language", "wide", "dark"),
    [("en", True, False), ("ar", False, True), ("uk", True, True)],
)
def test_every_room_stands_wide_and_narrow_light_and_dark(person, language, wide, dark):
    name = f"visitor-{'desk' if wide else 'phone'}-{'dark' if dark else 'light'}"
    visitor = person(name, language, wide=wide, dark=dark)

    for page in ROOMS:
        visitor.opens(page)
