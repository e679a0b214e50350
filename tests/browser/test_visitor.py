"""Somebody who only looks: every page of the site itself, in every language."""

import pytest

from core.settings import LANGUAGES

PAGES = ["/", "/help", "/unknown", "/accessibility", "/sign-in", "/join"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_the_site_stand_in_every_language(person, language):
    visitor = person("visitor", language)

    for page in PAGES:
        visitor.opens(page)


def test_nobody_needs_scripts_to_look_around(person):
    visitor = person("visitor-without-scripts", "ar", scripts=False)

    visitor.opens("/")
    visitor.taps("Help now")
