import json
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from accounts.rules import Role
from core.audit import AuditEvent
from core.clock import today
from surveys.instruments.service import import_instrument
from surveys.instruments.shipped import template, template_names
from surveys.waves.models import Wave
from surveys.waves.planning.drawing_up import offered
from surveys.waves.queries import plan_of_wave, wave
from tests.factories import make_member
from tests.surveys.instruments.rules.town import town
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import agree, make_draft

CHOOSE = "/desk/waves/new/"
PAGE = f"{CHOOSE}small/1"
LATER = today() + timedelta(days=30)
TYPED = {
    "title": "Spring questions",
    "slug": "spring",
    "opens_on": today().isoformat(),
    "closes_on": LATER.isoformat(),
    "anonymity": "open",
    "tables": ["asked", "age"],
    "breakdowns": ["age"],
    "sponsor": "The library pays.\r\nThe library asks.",
    "recruitment": "Posters in the library.",
}

FIRST = {name: f"{name}-0" for name in ("anonymity", "tables", "breakdowns")}
SMALL_AGAIN = replace(SMALL, title={"en": "More questions"})
MANY = replace(
    SMALL,
    slug="many",
    items=tuple(replace(SMALL.by_key["asked"], key=f"Q{n}") for n in range(8)),
)


@pytest.fixture
def desk(pages, session):
    version = import_instrument(session, SMALL, role="operator")
    agree(session, version)
    session.commit()
    pages.sign_in(make_member(session, Role.FACILITATOR))
    return pages


def refused(desk, session, status=422, **changes):
    """Send the form with changes; return the page that came back."""
    page = desk.post(PAGE, TYPED | changes, status)
    assert not session.scalars(select(Wave).where(Wave.slug != "library")).all()
    return unescape(page)


def test_the_desk_leads_to_a_new_survey_and_asks_for_the_questions_first(desk, session):
    assert f'href="{CHOOSE}"' in desk.get("/desk/waves/")
    page = desk.get(CHOOSE)
    assert f'href="{PAGE}"' in page
    assert "Agreed" in page


def test_without_questions_there_is_nothing_to_choose(pages, session):
    pages.sign_in(make_member(session, Role.FACILITATOR))
    assert "There are no questions yet." in pages.get(CHOOSE)


def test_all_that_can_be_counted_is_proposed_and_nobody_is_grouped(desk):
    page = desk.get(PAGE)
    assert f'value="small-{today().year}"' in page
    assert 'value="A few questions"' in page
    boxes = [tag for tag in page.split("<input") if 'type="checkbox"' in tag]
    ticked = {
        name: [" checked" in tag for tag in boxes if f'name="{name}"' in tag]
        for name in ("tables", "breakdowns")
    }
    assert ticked == {"tables": [True] * 4, "breakdowns": [False] * 3}
    assert not [
        tag for tag in page.split("<input") if "radio" in tag and "checked" in tag
    ]


def test_each_mode_says_what_it_means_and_that_it_stays(desk):
    page = desk.get(PAGE)
    for words in ("Open: anybody with the link", "By codes:", "Counts only:"):
        assert page.count(words) == 1
    assert "It can never be changed afterwards." in page


def test_the_page_says_which_questions_are_not_offered_and_why(desk):
    page = desk.get(PAGE)
    assert "Why some questions are not offered" in page
    assert "Cannot be counted in a table:" in page
    assert '<span translate="no">wish</span>' in page
    assert "Worked out from other answers" not in page


def test_what_was_ticked_is_the_plan_of_the_wave(desk, session):
    assert desk.post(PAGE, TYPED, 303).endswith("/desk/waves/")
    page = desk.get("/desk/waves/")
    assert "The survey is a draft now." in page
    assert 'action="/desk/waves/spring/open"' in page
    made = wave(session, "spring")
    assert (made.state, made.anonymity, made.title) == (
        *("draft", "open"),
        {"en": "Spring questions"},
    )
    assert (made.opens_on, made.closes_on) == (today(), LATER)
    assert made.method == {
        "sponsor": {"en": "The library pays.\nThe library asks."},
        "recruitment": {"en": "Posters in the library."},
    }
    tables = [
        (each.item.key, each.breakdown and each.breakdown.key)
        for each in plan_of_wave(made).tables
    ]
    assert tables == [("asked", None), ("asked", "age"), ("age", None)]


def test_the_log_keeps_who_made_it_and_what_people_were_promised(desk, session):
    desk.post(PAGE, TYPED | {"anonymity": "coded"}, 303)
    leaf = json.loads(session.scalars(select(AuditEvent.leaf)).all()[-1])
    assert (leaf["action"], leaf["role"]) == ("wave.create", "facilitator")
    assert leaf["anonymity"] == "coded"


def test_a_title_that_is_the_questions_own_keeps_its_translations(desk, session):
    desk.post(PAGE, TYPED | {"title": "A few questions"}, 303)
    assert wave(session, "spring").title == dict(SMALL.title)


def test_a_survey_may_do_without_days_and_without_groups(desk, session):
    free = {"opens_on": "", "closes_on": "", "breakdowns": []}
    desk.post(PAGE, TYPED | free, 303)
    made = wave(session, "spring")
    assert (made.opens_on, made.closes_on) == (None, None)
    assert plan_of_wave(made).breakdowns == ()


def test_questions_that_are_not_agreed_yet_can_be_prepared_but_not_opened(
    desk, session
):
    assert "not agreed yet" not in desk.get(PAGE)
    import_instrument(session, SMALL_AGAIN, role="operator")
    page = desk.get(f"{CHOOSE}small/2")
    assert "These questions are not agreed yet." in page
    desk.post(f"{CHOOSE}small/2", TYPED, 303)
    assert "/spring/open" not in desk.get("/desk/waves/")
    desk.post("/desk/waves/spring/open", status=409)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": " "}, "title", "Please write something here."),
        ({"slug": "Not A Slug"}, "slug", "small letters, digits and single hyphens"),
        ({"slug": "library"}, "slug", "There is a survey with this name already."),
        ({"closes_on": "2020-01-01"}, "closes_on", "This day is over."),
        ({"opens_on": "soon"}, "opens_on", "Not a valid date value."),
        (
            {"opens_on": (LATER + timedelta(days=1)).isoformat()},
            *("closes_on", "The last day is before the first day."),
        ),
        ({"anonymity": ""}, "anonymity", "Please choose one."),
        ({"anonymity": "known"}, "anonymity", "Not a valid choice"),
        ({"tables": []}, "tables", "Please choose at least one question."),
        ({"tables": ["wish"]}, "tables", "valid choice"),
        ({"breakdowns": ["barriers"]}, "breakdowns", "valid choice"),
        (
            {"anonymity": "counters"},
            *("tables", "asks nothing that no table shows: barriers."),
        ),
        (
            {"anonymity": "counters", "tables": ["asked", "barriers"]},
            *("anonymity", "asks everybody the same. barriers is for some only."),
        ),
        (
            {"anonymity": "counters", "breakdowns": ["age", "asked"]},
            *("breakdowns", "groups people in one way. Please take asked out."),
        ),
        ({"sponsor": ""}, "sponsor", "Please write something here."),
        ({"recruitment": ""}, "recruitment", "Please write something here."),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_typed_is_lost(
    desk, session, changes, field, words
):
    make_draft(session, "library")
    session.commit()
    page = refused(desk, session, **changes)
    error = page.split(f'id="{field}-error">')[1].split("</p>")[0]
    assert words in error
    assert f'href="#{FIRST.get(field, field)}"' in page
    for name in {"title", "slug", "sponsor", "recruitment"} - changes.keys():
        for line in TYPED[name].splitlines():
            assert line in page, name


def test_ticks_stay_as_they_were_where_something_else_is_wrong(desk, session):
    page = refused(desk, session, slug="")
    tags = [tag.split(">")[0] for tag in page.split("<input") if " checked" in tag]
    values = [tag.split('value="')[1].split('"')[0] for tag in tags]
    assert values == ["open", "asked", "age", "age"]


def test_more_than_seven_ways_to_group_people_are_too_many(desk, session):
    many = import_instrument(session, MANY, role="operator")
    address = f"{CHOOSE}{MANY.slug}/{many.number}"
    groups = [item.key for item in MANY.items]
    fields = TYPED | {"tables": groups, "breakdowns": groups}
    page = desk.post(address, fields, 422)
    assert "Please choose at most 7 questions." in page
    desk.post(address, fields | {"breakdowns": groups[:7]}, 303)
    session.expire_all()
    assert len(plan_of_wave(wave(session, "spring")).breakdowns) == 7


def test_a_version_that_is_not_there_cannot_be_fielded(desk):
    desk.get(f"{CHOOSE}small/9", 404)
    desk.get(f"{CHOOSE}nothing/1", 404)


def test_choosing_takes_two_statements_and_the_form_four(desk, statements_at_most):
    with statements_at_most(2):  # who asks, and the versions
        desk.ask("GET", CHOOSE)
    with statements_at_most(4):  # who asks, the version twice, and the names taken
        desk.ask("GET", PAGE)


@pytest.mark.parametrize("name", template_names())
def test_a_set_that_asks_all_the_same_can_only_count(desk, session, name):
    import_instrument(session, template(name), role="operator")
    address = f"{CHOOSE}{name}/1"
    asked_of_all = not any(item.relevant for item in offered(template(name)))
    keys = [item.key for item in offered(template(name))]
    sent = TYPED | {"anonymity": "counters", "tables": keys, "breakdowns": ["area"]}
    page = desk.post(address, sent, 303 if asked_of_all else 422)
    assert asked_of_all or "asks everybody the same" in page


def test_the_page_names_the_questions_that_a_condition_hangs_on(pages, session):
    made = town("${asked} = 'yes' or ${age} >= 18")
    version = import_instrument(session, made, role="operator")
    session.commit()
    pages.sign_in(make_member(session, Role.FACILITATOR))
    page = pages.get(f"/desk/waves/new/town/{version.number}")
    assert "that the protection of results cannot follow" in page
    assert '<span translate="no">end (asked, age)</span>' in page
