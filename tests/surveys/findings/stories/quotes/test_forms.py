from types import SimpleNamespace

from flask import get_template_attribute
from markupsafe import Markup

from surveys.findings.stories.quotes.forms import (
    in_readers_words,
    kept_marks,
    marks_to_type,
    typed_marks,
)


def test_a_translation_stands_below_the_words_that_announce_it(web):
    quote = SimpleNamespace(
        language="en", kind="wording", wording="A wish", translation={"fr": "Un vœu"}
    )
    with web.test_request_context("/?lang=en"):
        said = get_template_attribute("stories/_quote.html", "quoted")(quote)
    places = [said.index(each) for each in ("A wish", "Below:", "Un vœu", "</figcap")]
    assert places == sorted(places)


def test_marks_stand_in_the_language_of_the_page_and_nothing_else_is_trusted(web):
    with web.test_request_context("/?lang=en"):
        shown = in_readers_words("<b> met [name removed] at [details removed] […]")
    assert isinstance(shown, Markup)
    assert shown == (
        '&lt;b&gt; met <bdi lang="en">[name removed]</bdi> at '
        '<bdi lang="en">[details removed]</bdi> […]'
    )


def test_a_text_without_marks_stays_as_it_is(web):
    with web.test_request_context("/?lang=en"):
        assert in_readers_words("Called & waited") == Markup("Called &amp; waited")


def test_marks_are_typed_as_the_page_says_and_kept_as_everybody_keeps_them(web):
    kept = "Met [name removed] at [details removed] […]"
    with web.test_request_context("/?lang=ar"):
        name, details, shorter = marks_to_type()
        typed = typed_marks(kept)
        assert typed == f"Met {name} at {details} {shorter}"
        assert (name, details) != ("[name removed]", "[details removed]")
        assert kept_marks(typed) == kept_marks(kept) == kept
    with web.test_request_context("/?lang=en"):
        assert typed_marks(kept) == kept
