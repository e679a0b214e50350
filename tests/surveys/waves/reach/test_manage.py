import json
from uuid import uuid4

import pytest
from sqlalchemy import select

from accounts.rules import Role
from app import cli
from core.audit import AuditEvent
from surveys.waves.models import Response
from surveys.waves.queries import wave
from surveys.waves.reach import queries
from surveys.waves.reach.models import PopulationReference, ReachShown
from tests.factories import make_member
from tests.page_rules import read
from tests.surveys.waves.factories import make_draft, make_open

PATH = "/desk/waves/library/reach"
YOUNG = {"group": "age/under_25", "people": "4000", "source": "Census"}
OLD = {"group": "age/from_25", "people": "6000", "source": "Census"}


@pytest.fixture
def desk(pages, session):
    make_open(session)
    pages.sign_in(make_member(session, Role.FACILITATOR))
    for figure in (YOUNG, OLD):
        pages.post(f"{PATH}/population", figure, 303)
    return pages


def answer(session, ages, **attributes):
    known = wave(session, "library")
    for age in ages:
        session.add(
            Response(
                wave_id=known.id,
                submission_key=uuid4().hex,
                consent_version=1,
                answers={"age": age},
                **{"language": "en", "mode": "web", **attributes},
            )
        )
    session.commit()


def test_figures_are_kept_with_their_source_and_logged(desk, session):
    page = desk.get(PATH)
    assert "Age: Under 25" in page
    assert "Census" in page
    desk.post(f"{PATH}/population", YOUNG | {"people": "4500"}, 303)
    page = desk.get(PATH)
    assert "This is kept." in page
    assert "4,500" in page
    kept = {each.group_key: each.people for each in session.scalars(_FIGURES)}
    assert kept == {"under_25": 4500, "from_25": 6000}
    leaf = json.loads(session.scalars(select(AuditEvent.leaf)).all()[-1])
    assert (leaf["action"], leaf["breakdowns"]) == ("wave.population", ["age"])
    assert "It was said how many people of each group live here" in desk.get("/log")


_FIGURES = select(PopulationReference).execution_options(populate_existing=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"group": "age/nobody"}, "Please choose a group of this survey&#39;s plan."),
        ({"people": "many"}, "Please write the number of people in digits."),
        ({"source": ""}, "Please say where this figure is from."),
    ],
)
def test_a_figure_that_does_not_hold_comes_back(desk, changes, words):
    assert words in desk.post(f"{PATH}/population", YOUNG | changes, 422)


def test_there_is_no_table_of_fewer_than_thirty_people(desk, session):
    answer(session, [20] * 15 + [40] * 14)
    desk.post(PATH, status=303)
    page = desk.get(PATH)
    assert "Too few people came since." in page
    assert "It takes at least 30 people." in page
    assert session.scalars(select(ReachShown)).all() == []


def test_the_table_says_in_words_who_is_under_reached(desk, session):
    answer(session, [20] * 10 + [40] * 30)
    desk.post(PATH, status=303)
    page = desk.get(PATH)
    assert "40 people had answered when this was counted." in page
    assert "0.62" in page  # (10 / 40) / (4000 / 10000)
    assert "Under-reached" in page
    assert "1.25" in page


def said(page):
    return [each.text for each in read("", page).all("p", "th", "td")]


def test_the_table_changes_only_when_ten_more_people_came(desk, session):
    answer(session, [20] * 12 + [40] * 20)
    desk.post(PATH, status=303)
    desk.get(PATH)  # the message is read
    before = said(desk.get(PATH))
    for people in range(9):
        answer(session, [20])
        desk.post(PATH, status=303)
        desk.get(PATH)  # the message is read
        assert said(desk.get(PATH)) == before, people
    answer(session, [20])
    desk.post(PATH, status=303)
    assert "42 people had answered" in desk.get(PATH)


def test_no_answer_is_read_before_enough_people_came(desk, session, monkeypatch):
    answer(session, [20] * 29)
    monkeypatch.setattr(queries, "people", None)
    desk.post(PATH, status=303)
    assert "Too few people came since." in desk.get(PATH)


def test_who_is_taken_out_while_it_is_counted_is_not_in_the_table(
    desk, session, monkeypatch
):
    answer(session, [20] * 29)
    monkeypatch.setattr(queries, "how_many", lambda *_of: 30)
    desk.post(PATH, status=303)
    assert session.scalars(select(ReachShown)).all() == []


def test_languages_and_ways_in_are_shares_of_people(desk, session):
    answer(session, [30] * 40)
    answer(session, [30] * 12, language="ar", mode="paper")
    answer(session, [30] * 3, language="pl", mode="phone")
    desk.post(PATH, status=303)
    page = desk.get(PATH)
    assert "73%" in page
    assert "On paper and By phone" in page
    assert "العربية and Polski" in page
    assert page.count("27%") == 2
    assert "22%" not in page


def test_a_survey_that_is_not_open_yet_has_nothing_to_show(desk, session):
    make_draft(session, "summer")
    desk.get("/desk/waves/summer/reach")


def test_looking_costs_four_statements_however_many_answered(
    desk, session, statements_at_most
):
    answer(session, [20] * 30 + [40] * 30)
    desk.post(PATH, status=303)
    with statements_at_most(4):  # who asks, the survey, the table, the figures
        desk.ask("GET", PATH)


@pytest.fixture
def run(app, session, tmp_path):
    make_open(session)

    def run(text):
        session.commit()
        file = tmp_path / "people.csv"
        file.write_text(text, encoding="utf-8")
        return app.test_cli_runner().invoke(
            cli, ["wave", "population", "library", str(file)]
        )

    return run


def test_a_file_takes_the_place_of_earlier_figures(run, session):
    head = "breakdown,group,people,source\n"
    assert run(head + "age,under_25,1,A\nage,from_25,2,A\n").exit_code == 0
    said = run(head + "age,from_25,3,B\n")
    assert said.output == "library: 1 figures taken in\n"
    kept = [(each.group_key, each.people) for each in session.scalars(_FIGURES)]
    assert kept == [("from_25", 3)]


def test_a_file_that_does_not_hold_changes_nothing(run, session):
    said = run("breakdown,group,people,source\nage,under_25,x,A\n")
    assert said.exit_code == 1
    assert "people.csv: line 2: The number of people must be a whole" in said.output
    assert session.scalars(_FIGURES).all() == []
