import json
from dataclasses import replace

from sqlalchemy import select

from core.audit import AuditEvent
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.service import import_instrument
from surveys.instruments.shipped import template_names
from tests.surveys.instruments.small import SMALL

PAGE = "/desk/questions/templates"


def test_the_desk_shows_every_set_with_its_questions_and_its_licence(desk):
    page = desk.get(PAGE)
    for name in template_names():
        assert f'action="{PAGE}/{name}"' in page
    assert "23 questions · about 7 minutes" in page
    assert "What got in the way, if anything?" in page
    assert page.count("CC0-1.0</a>") == len(template_names())
    assert page.count("They are not a validated scale") == len(template_names())


def test_the_desk_shows_a_set_in_the_language_of_the_page(desk):
    page = desk.get(PAGE, Accept_Language="pl")
    assert "Droga do pomocy" in page
    assert "Co stanęło na przeszkodzie" in page


def test_one_press_makes_a_set_an_instrument_and_the_log_keeps_it(desk, session):
    assert desk.post(f"{PAGE}/reaching-help").endswith(PAGE)

    (version,) = session.scalars(select(InstrumentVersion))
    assert (version.number, version.body["slug"]) == (1, "reaching-help")
    leaf = json.loads(session.scalars(select(AuditEvent.leaf)).all()[-1])
    assert (leaf["action"], leaf["role"]) == ("instrument.import", "facilitator")
    page = desk.get(PAGE)
    assert "These questions are yours now." in page
    assert f'action="{PAGE}/reaching-help"' not in page
    assert "You have these questions already." in page


def test_a_second_press_changes_nothing(desk, session):
    desk.post(f"{PAGE}/was-this-fair", status=303)
    desk.post(f"{PAGE}/was-this-fair", status=303)
    assert len(session.scalars(select(InstrumentVersion)).all()) == 1


def test_words_that_a_community_made_its_own_are_never_written_over(desk, session):
    own = replace(SMALL, slug="reaching-help")
    import_instrument(session, own, role="operator")
    session.commit()

    page = desk.post(f"{PAGE}/reaching-help", status=409)
    assert "It stays as it is." in page
    (version,) = session.scalars(select(InstrumentVersion))
    assert version.body["title"]["en"] == "A few questions"


def test_what_does_not_ship_cannot_be_taken(desk):
    desk.post(f"{PAGE}/nothing", status=404)


def test_the_desk_takes_two_statements(desk, statements_at_most):
    with statements_at_most(2):  # who asks, and which sets are here already
        desk.ask("GET", PAGE)
