"""Each set of questions that ships is asked and answered as it is, in any language."""

import pytest
from sqlalchemy import select

from core.settings import LANGUAGES
from surveys.instruments.blanks import blanks
from surveys.instruments.duration import questions
from surveys.instruments.kinds import Kind
from surveys.instruments.service import import_instrument
from surveys.instruments.shipped import template, template_names
from surveys.waves.anonymity import Anonymity
from surveys.waves.models import Arriving, Wave
from surveys.waves.planning.drawing_up import offered
from surveys.waves.queries import fielded
from surveys.waves.service import create_wave, open_wave
from tests.surveys.instruments.filled import filled
from tests.surveys.waves.factories import agree
from tests.surveys.waves.walk import Walk

FIRST = {
    "reaching-help": ("A2", "yes", "A3"),
    "how-i-was-treated": ("B0", "yes", "B1"),
    "talking-about-it-here": ("C1", "agree", "C2"),
    "was-this-fair": ("D7", "a_little", "D7_what"),
}


@pytest.fixture
def field(session):
    def field(name, **more) -> Wave:
        version = import_instrument(session, filled(template(name)), role="operator")
        plan = {
            "title": dict(template(name).title),
            "tables": [{"item": FIRST[name][0], "by": ["age"]}],
            "breakdowns": [{"key": "age", "label": "Age", "item": "age"}],
            "method": {"sponsor": "The library"},
        }
        if more:  # what only counts has a table of all that it asks
            tables = [{"item": item.key} for item in offered(template(name))]
            plan |= {"tables": tables, "breakdowns": []}
        agree(session, version)
        wave = create_wave(session, "library", version, plan, role="operator", **more)
        open_wave(session, wave, role="operator")
        session.commit()
        return wave

    return field


@pytest.mark.parametrize("name", template_names())
def test_a_template_is_answered_to_the_end(name, pages, session, field):
    assert blanks(filled(template(name))) == []
    field(name)
    key, answer, following = FIRST[name]
    walk = Walk(pages).start().fill(**{key: answer})
    walk.press("send", status=303)

    (response,) = session.scalars(select(Arriving))
    assert response.answers == {key: answer}
    asked = [item.key for item in filled(template(name)).asked(response.answers)]
    assert asked[asked.index(key) + 1] == following
    assert len(asked) <= len(questions(template(name)))


def test_whoever_writes_something_is_asked_whether_it_may_be_quoted(
    pages, session, field
):
    field("talking-about-it-here")
    walk = Walk(pages).start().fill(C8="A quiet room.", quote_consent="yes")
    assert "May we quote what you wrote, without your name?" in walk.page
    walk.press("send", status=303)
    (response,) = session.scalars(select(Arriving))
    assert response.answers == {"C8": "A quiet room.", "quote_consent": "yes"}


def test_whoever_writes_nothing_is_not_asked(pages, session, field):
    field("talking-about-it-here")
    walk = Walk(pages).start().fill(C1="agree", quote_consent="yes")
    assert "May we quote" not in walk.page


@pytest.mark.parametrize("name", ["talking-about-it-here", "was-this-fair"])
def test_where_only_counts_are_kept_nobody_writes_and_nobody_is_asked_to_quote(
    name, pages, session, field
):
    field(name, anonymity=Anonymity.COUNTERS)
    asked = fielded(session, "library").instrument.items
    assert "quote_consent" not in {item.key for item in asked}
    assert Kind.TEXT not in {item.kind for item in asked}
    assert "May we quote" not in pages.get("/s/library/paper")


@pytest.mark.parametrize("language", LANGUAGES)
def test_consent_and_first_question_come_in_the_language_of_the_reader(
    language, pages, field
):
    field("talking-about-it-here")
    each = filled(template("talking-about-it-here"))
    walk = Walk(pages)
    walk.language = language
    page = pages.get(f"/s/library?lang={language}")
    assert each.consent.lines[language][1] in page.replace("&#39;", "'")
    walk.start()
    assert each.items[0].label[language] in walk.page
