"""The components, one by one, and the frame of every page."""

import gzip
import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Form, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired

from app import PAGES
from core.contacts import Contacts
from core.settings import LANGUAGES
from core.web import HEADERS
from deliberation.proposals.response_clock import ClockReading, ClockState
from surveys.waves.anonymity import Anonymity
from surveys.waves.kept import what_is_kept
from tests.page_rules import Page, complaints, read

Show = Callable[..., Page]
LEAN = """{% extends "base.html" %}
{% block title %}Questions{% endblock %}
{% block nav %}{% endblock %}{% block footer_links %}{% endblock %}
{% block main %}<h1>One</h1>{% endblock %}"""
STATES = re.compile(r'state (?:== |in \()"(\w+)"')


class NameForm(FlaskForm):
    pseudonym = StringField("Your name here", [InputRequired("Please give a name.")])
    area = RadioField(
        "Where do you live?",
        [InputRequired("Please choose.")],
        choices=[SelectChoice("t", "Town"), SelectChoice("v", "Village")],
    )


@pytest.fixture
def show(web: Flask) -> Show:
    """Render a piece of a page; the pieces import what they show."""

    def render(source: str, path: str = "/", **given: object) -> Page:
        with web.test_request_context(path):
            html = web.jinja_env.from_string(source).render(**given)
        return read(path, html, HEADERS)

    return render


@pytest.fixture
def failed_form(web: Flask) -> NameForm:
    with web.test_request_context("/", method="POST"):
        form = NameForm(meta={"csrf": False})
        form.validate()
    return form


def text_of(page: Page) -> str:
    return " ".join(each.text for each in page.elements)


def one(page: Page, tag: str):
    (found,) = page.all(tag)
    return found


# Fields


def test_a_field_is_described_by_its_hint_and_its_error(show):
    page = show(
        '{% from "ui/field.html" import text %}'
        '{{ text(name="nick", label="Name", hint="Not yours.", error="Too short.") }}'
    )

    box = one(page, "input")
    assert box.get("aria-describedby") == "nick-hint nick-error"
    assert box.get("aria-invalid") == "true"
    assert [label.get("for") for label in page.all("label")] == ["nick"]


def test_a_field_without_a_fault_is_described_by_nothing(show):
    page = show(
        '{% from "ui/field.html" import text %}{{ text(name="nick", label="Name") }}'
    )

    box = one(page, "input")
    assert box.get("aria-describedby") is None
    assert box.get("aria-invalid") is None
    assert box.get("autocomplete") == "off"


@pytest.mark.parametrize("value", ["\nfirst line", "<b>", "a & b"])
def test_a_box_of_text_gives_back_what_was_typed(show, value):
    page = show(
        '{% from "ui/field.html" import textarea %}'
        '{{ textarea(name="words", label="Words", value=value) }}',
        value=value,
    )

    # A reader of HTML drops the one line break after the tag.
    assert one(page, "textarea").text == "\n" + value


def test_a_control_of_a_form_brings_its_own_words(show, failed_form):
    page = show(
        '{% from "ui/field.html" import text %}{{ text(form.pseudonym) }}',
        form=failed_form,
    )

    assert one(page, "input").get("aria-describedby") == "pseudonym-error"
    assert "Your name here" in text_of(page)
    assert "Please give a name." in text_of(page)


def test_a_list_that_drops_down_shows_what_was_chosen_even_if_it_is_a_number(show):
    page = show(
        '{% from "ui/field.html" import dropdown %}'
        '{{ dropdown(name="n", label="N", options=[(0, "no"), (1, "one")], value=0) }}'
    )

    chosen = [each for each in page.all("option") if "selected" in each.attributes]
    assert [each.get("value") for each in chosen] == ["0"]


@pytest.mark.parametrize(("multiple", "kind"), [(True, "checkbox"), (False, "radio")])
def test_choices_are_a_group_named_by_the_question(show, multiple, kind):
    page = show(
        '{% from "ui/choices.html" import choices %}{{ choices(name="q", legend="Why?",'
        ' options=[("a", "Waits"), ("b", "Cost")], chosen=["b"], multiple=multiple) }}',
        multiple=multiple,
    )

    boxes = page.all("input")
    assert one(page, "legend").text == "Why?"
    assert {each.get("type") for each in boxes} == {kind}
    assert ["checked" in each.attributes for each in boxes] == [False, True]
    assert [each.get("for") for each in page.all("label")] == ["q-0", "q-1"]


def test_nothing_is_ticked_beforehand(show):
    page = show(
        '{% from "ui/choices.html" import tick %}{{ tick(name="ok", label="I agree") }}'
    )

    assert "checked" not in one(page, "input").attributes


def test_a_scale_has_every_point_and_says_what_the_ends_mean(show):
    page = show(
        '{% from "ui/scale.html" import scale %}'
        '{{ scale(name="r", legend="How much?", low=0, high=3, value=0,'
        ' low_words="not at all", high_words="very much") }}'
    )

    points = page.all("input")
    assert [each.get("value") for each in points] == ["0", "1", "2", "3"]
    assert "checked" in points[0].attributes
    assert one(page, "fieldset").get("aria-describedby") == "r-ends"


def test_a_scale_without_a_rating_has_none_chosen(show):
    page = show(
        '{% from "ui/scale.html" import scale %}{{ scale(name="r", legend="How?") }}'
    )

    assert len(page.all("input")) == 9
    assert not [each for each in page.all("input") if "checked" in each.attributes]


# Errors


def test_a_summary_of_errors_has_the_focus_and_leads_to_each_control(show, failed_form):
    page = show(
        '{% from "ui/error_summary.html" import error_summary %}'
        '{% from "ui/field.html" import text %}'
        '{% from "ui/choices.html" import choices %}'
        "{{ error_summary(form) }}{{ text(form.pseudonym) }}{{ choices(form.area) }}",
        form=failed_form,
    )

    summary = page.elements[0]
    ids = {each.get("id") for each in page.elements}
    targets = [(link.get("href") or "")[1:] for link in page.all("a")]
    assert summary.get("role") == "alert"
    assert "autofocus" in summary.attributes
    assert targets == ["pseudonym", "area-0"]
    assert set(targets) <= ids


def test_the_same_sentence_at_two_controls_is_told_apart_by_their_labels(show):
    class Asked(Form):
        who = StringField("Who asks?", [InputRequired("Please write something.")])
        how = StringField("How?", [InputRequired("Please write something.")])
        slug = StringField("Address", [InputRequired("Please name it.")])

    form = Asked()
    form.validate()
    page = show(
        '{% from "ui/error_summary.html" import error_summary %}'
        "{{ error_summary(form) }}",
        form=form,
    )

    assert [link.text for link in page.all("a")] == [
        "Who asks? – Please write something.",
        "How? – Please write something.",
        "Please name it.",
    ]


def test_a_form_without_errors_has_no_summary(show):
    page = show(
        '{% from "ui/error_summary.html" import error_summary %}{{ error_summary() }}'
    )

    assert not page.elements


@pytest.mark.parametrize("status", sorted(PAGES))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_error_has_a_page_of_its_own_that_keeps_the_rules(show, status, language):
    page = show(f'{{% extends "errors/{status}.html" %}}', f"/?lang={language}")

    assert complaints(page) == []


def test_an_error_page_says_the_cause_instead_of_the_general_words(show):
    page = show('{% extends "errors/409.html" %}', words="Yusuf published it at noon.")

    assert "Yusuf published it at noon." in text_of(page)
    assert "Somebody else decided first" not in text_of(page)


# Showing


def test_every_state_has_a_sign_and_words_so_that_colour_is_never_alone(web, show):
    source = web.jinja_env.loader.get_source(web.jinja_env, "ui/status.html")[0]
    states = STATES.findall(source)
    assert len(states) > 30

    for state in states:
        page = show('{% from "ui/status.html" import status %}{{ status(s) }}', s=state)
        badge = one(page, "span")
        assert one(page, "path").get("d")
        assert badge.text.strip() not in {"", state}


def test_a_state_that_nobody_named_is_still_shown(show):
    page = show('{% from "ui/status.html" import status %}{{ status("odd") }}')

    assert one(page, "span").text == "odd"


def test_a_hidden_figure_is_a_dash_to_the_eye_and_a_sentence_to_the_ear(show):
    page = show(
        '{% from "ui/table.html" import table %}'
        '{{ table("People", ["Group", ("n", "number")],'
        ' [["Polish", none], ["Arabic", 0]]) }}'
    )

    hidden, nobody = page.all("td")
    assert "too few people" in hidden.text
    assert nobody.text == "0"
    assert [each.get("scope")[0] for each in page.all("th")] == ["c", "c", "r", "r"]


def test_a_table_of_long_cells_is_stacked_where_its_page_asks_for_it(show):
    source = (
        '{% from "ui/table.html" import table %}'
        '{{ table("Targets", ["Number", "About"], [["1", "Long words"]], stacks=yes) }}'
    )

    stacked, beside = show(source, yes=True), show(source, yes=False)
    assert one(stacked, "table").get("class") == "stacks"
    assert one(stacked, "td").get("data-label") == "About"
    assert one(beside, "table").get("class") is None
    assert one(beside, "td").get("data-label") is None


def test_a_wide_table_can_be_scrolled_by_keyboard(show):
    page = show('{% from "ui/table.html" import table %}{{ table("People", ["n"]) }}')

    frame = page.elements[0]
    assert frame.get("tabindex") == "0"
    assert (frame.get("role"), frame.get("aria-label")) == ("region", "People")


@pytest.mark.parametrize(
    ("chart", "drawings"), [("<svg></svg>", 0), (Markup("<svg></svg>"), 1)]
)
def test_a_chart_is_drawn_only_if_it_comes_as_safe_markup(show, chart, drawings):
    page = show(
        '{% from "ui/figure.html" import figure %}{{ figure("So it is.", chart=c) }}',
        c=chart,
    )

    assert len(page.all("svg")) == drawings
    assert page.all("p")[0].text == "So it is."


@pytest.mark.parametrize(
    ("state", "days", "said"),
    [
        (ClockState.NOT_DELIVERED, 0, "The clock starts when this is delivered."),
        (ClockState.RUNNING, 1, "1 working day left"),
        (ClockState.RUNNING, 20, "20 working days left"),
        (ClockState.DUE_TODAY, 0, "This is the last day to answer."),
        (ClockState.OVERDUE, 7, "No answer yet, 7 working days over time."),
        (ClockState.ANSWERED_LATE, 7, "The answer came 7 working days late."),
        (ClockState.ANSWERED_IN_TIME, 0, "The answer came on the last day."),
        (ClockState.ANSWERED_IN_TIME, 5, "with 5 working days to spare."),
    ],
)
def test_a_clock_says_in_words_how_it_stands(show, state, days, said):
    page = show(
        '{% from "ui/clock.html" import clock %}{{ clock(reading) }}',
        reading=ClockReading(state, date(2026, 8, 31), days),
    )

    assert said in text_of(page)


@pytest.mark.parametrize(
    ("page", "pages", "numbers"),
    [
        (1, 1, []),
        (1, 2, ["1", "2"]),
        (5, 9, ["1", "3", "4", "5", "6", "7", "9"]),
        (9, 9, ["1", "7", "8", "9"]),
    ],
)
def test_a_pager_shows_the_ends_and_the_neighbours(show, page, pages, numbers):
    found = show(
        '{% from "ui/pager.html" import pager %}'
        '{{ pager(page, pages, "home", sort="new") }}',
        page=page,
        pages=pages,
    )

    assert [each.text for each in found.all("a", "span")] == numbers
    assert all("sort=new" in (link.get("href") or "") for link in found.all("a"))


# The frame


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["home", "help", "unknown", "accessibility"])
def test_the_site_s_own_pages_keep_the_rules_in_every_language(show, name, language):
    page = show(
        f'{{% extends "site/{name}.html" %}}',
        f"/?lang={language}",
        contacts=Contacts(),
        modes={mode: what_is_kept(mode) for mode in Anonymity},
        last_run=None,
    )

    assert complaints(page) == []


def test_every_language_is_offered_by_name_and_the_present_one_marked(show):
    page = show(LEAN, "/?lang=uk")

    offered = {link.get("lang"): link for link in page.all("a") if link.get("lang")}
    assert {code: link.text for code, link in offered.items()} == LANGUAGES
    assert [c for c, link in offered.items() if link.get("aria-current")] == ["uk"]
    assert offered["ar"].get("href") == "?lang=ar"


@pytest.mark.parametrize("path", ["/?lang=ar", "/s/autumn"])
def test_a_page_without_a_cookie_takes_its_language_along(show, path):
    links = show(LEAN, path).all("a")
    language = "ar" if "ar" in path else "en"

    ways = {(link.get("href") or "").split("?")[0]: link.get("href") for link in links}
    assert ways["/help"] == f"/help?lang={language}"


def test_help_and_leaving_come_right_after_the_skip_link(show):
    ways = [link.get("href") for link in show(LEAN).all("a")]

    assert ways[:3] == ["#main", "/help", "/exit"]


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_demonstration_says_so_on_every_page(show, is_demo):
    assert ("fictional" in text_of(show(LEAN, is_demo=is_demo))) is is_demo


@pytest.mark.parametrize(("language", "draft"), [("en", False), ("pl", True)])
def test_a_translation_is_called_a_draft(show, language, draft):
    footer = one(show(LEAN, f"/?lang={language}"), "footer")

    assert bool(footer.text.strip()) is draft


def test_the_frame_of_a_survey_page_leaves_most_of_the_budget_to_the_questions(web):
    with web.test_request_context("/s/autumn?lang=ar"):
        html = web.jinja_env.from_string(LEAN).render(is_demo=True)

    assert len(gzip.compress(html.encode(), mtime=0)) <= 1300
