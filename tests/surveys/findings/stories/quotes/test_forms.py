from markupsafe import Markup

from surveys.findings.stories.quotes.forms import in_readers_words


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
