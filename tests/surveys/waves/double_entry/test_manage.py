import pytest
from sqlalchemy import select

from accounts.rules import Role
from core.db import Base, db
from surveys.findings.service import freeze_wave
from surveys.waves.double_entry import queries
from surveys.waves.double_entry.models import PaperDone, PaperEntry
from surveys.waves.double_entry.queries import agreed_share, agreement
from surveys.waves.models import Arriving
from surveys.waves.queries import wave
from tests.factories import make_member
from tests.surveys.instruments.piped import PIPED, SHOWN
from tests.surveys.waves.factories import make_coded, make_open, make_open_of
from tests.surveys.waves.walk import hidden

PATH = "/desk/paper/library"
FORM = {
    "sheet": "p-17",
    "language": "ar",
    "agreed": "yes",
    "q.asked": "yes",
    "q.barriers": ["cost", "travel"],
    "q.age": "37",
    "q.wish": "A bus",
}
KEPT = {"asked": "yes", "barriers": ["cost", "travel"], "age": 37, "wish": "A bus"}


@pytest.fixture
def two(pages, session):
    """Two helpers: calling one signs them in."""
    make_open(session)
    members = [make_member(session, Role.ASSISTANT) for _ in range(2)]

    def be(number):
        pages.sign_in(members[number])
        return pages

    return be


def responses(session):
    session.expire_all()
    return [
        (each.mode, each.language, each.answers)
        for each in session.scalars(select(Arriving))
    ]


def test_the_form_has_all_questions_with_the_numbers_on_paper(two):
    page = two(0).get(PATH)
    assert [f">{number}. " in page for number in range(1, 6)] == [True] * 5


def test_one_typing_is_held_and_is_no_response(two, session):
    two(0).post(PATH, FORM, 303)
    page = two(0).get(PATH)
    assert "Form P-17 is kept until somebody else types it too." in page
    assert "One form waits for a second person." in page
    assert page.count("P-17") == 1  # in what it says to who has just typed it
    assert "P-17" not in two(1).get(PATH)
    assert responses(session) == []
    held = session.scalars(select(PaperEntry)).one()
    assert (held.sheet, held.answers) == ("P-17", KEPT)


def test_a_second_person_who_types_the_same_makes_one_response(two, session):
    two(0).post(PATH, FORM, 303)
    two(1).post(PATH, FORM | {"q.barriers": ["travel", "cost"]}, 303)
    assert responses(session) == [("paper", "ar", KEPT)]
    assert session.scalars(select(PaperEntry)).all() == []
    assert agreement(session, wave(session, "library").id) == (4, 4)


def test_the_same_person_cannot_type_it_twice(two, session):
    two(0).post(PATH, FORM, 303)
    page = two(0).post(PATH, FORM, 409)
    assert "Please let somebody else type it again." in page
    assert "A bus" in page
    assert responses(session) == []


def test_a_difference_is_shown_and_chosen_by_the_second_person(two, session):
    two(0).post(PATH, FORM, 303)
    page = two(1).post(PATH, FORM | {"q.age": "73"}, 200)
    assert "One answer was typed in two ways." in page
    assert "4. How old are you?" in page
    assert "37 <" in page
    assert "73 <" in page
    assert responses(session) == []

    two(1).post(PATH, hidden(page) | {"choose.age": "first"}, 303)
    assert responses(session) == [("paper", "ar", KEPT)]
    assert agreement(session, wave(session, "library").id) == (4, 3)


@pytest.mark.parametrize(
    "guess",
    [
        {"q.age": "99"},
        {"q.asked": "yes"},
        {"q.asked": "yes", "q.age": "37", "q.wish": "?"},
        {f"choose.{key}": "first" for key in KEPT} | {"q.asked": "yes"},
    ],
)
def test_who_has_not_the_paper_learns_nothing_of_it(two, session, guess):
    two(0).post(PATH, FORM, 303)
    page = two(1).post(PATH, {"sheet": "P-17", "agreed": "yes"} | guess, 409)
    assert "This does not look like the same form." in page
    assert "A bus" not in page
    assert "typed first" not in page
    assert responses(session) == []
    assert session.scalars(select(PaperEntry)).one().answers == KEPT


def test_a_text_that_differs_is_typed_once_more_and_never_shown(two, session):
    two(0).post(PATH, FORM, 303)
    page = two(1).post(PATH, FORM | {"q.wish": "A tram"}, 200)
    assert "Please type this answer once more from the paper." in page
    assert "A bus" not in page
    for tried in ({"choose.wish": "first"}, {"again.wish": " "}):
        page = two(1).post(PATH, hidden(page) | tried, 200)
        assert "A bus" not in page
    two(1).post(PATH, hidden(page) | {"again.wish": "A train"}, 303)
    assert responses(session) == [("paper", "ar", KEPT | {"wish": "A train"})]
    assert agreement(session, wave(session, "library").id) == (4, 3)


def test_a_text_that_only_the_first_found_may_be_left_out(two, session):
    two(0).post(PATH, FORM, 303)
    page = two(1).post(PATH, FORM | {"q.wish": ""}, 200)
    two(1).post(PATH, hidden(page) | {"again.wish": ""}, 303)
    kept = {key: value for key, value in KEPT.items() if key != "wish"}
    assert responses(session) == [("paper", "ar", kept)]


def test_each_difference_has_to_be_decided_and_no_decision_is_lost(two, session):
    form = FORM | {"q.travel_how": "agree"}
    two(0).post(PATH, form, 303)
    page = two(1).post(PATH, form | {"q.age": "73", "q.wish": "A tram"}, 200)
    page = two(1).post(PATH, hidden(page) | {"again.wish": "A bus"}, 200)
    assert "What one change would help most?" not in page
    page = two(1).post(PATH, hidden(page) | {"choose.age": "second"}, 303)
    kept = KEPT | {"travel_how": "agree", "age": 73}
    assert responses(session) == [("paper", "ar", kept)]


def test_a_form_that_was_typed_twice_is_not_counted_again(two, session):
    two(0).post(PATH, FORM, 303)
    two(1).post(PATH, FORM, 303)
    for person in (0, 1):
        page = two(person).post(PATH, FORM | {"q.wish": "Another"}, 409)
        assert "This form was typed twice already." in page
    assert len(responses(session)) == 1
    assert session.scalars(select(PaperDone.sheet)).all() == ["P-17"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sheet": " "}, "Please type the number that is written on the paper."),
        ({"sheet": "9" * 21}, "Please type the number that is written on the paper."),
        ({"agreed": ""}, "Please look at the box of agreement on the paper."),
        ({"q.asked": "perhaps"}, "Please pick from the answers on this page."),
        ({"q.age": "old"}, "Please write a whole number"),
    ],
)
def test_what_cannot_be_taken_comes_back_as_it_was_typed(two, session, changes, words):
    page = two(0).post(PATH, FORM | changes, 422)
    assert words in page
    assert "A bus" in page
    assert session.scalars(select(PaperEntry)).all() == []


def test_an_empty_form_is_no_answer(two, session):
    page = two(0).post(PATH, {"sheet": "1", "agreed": "yes"}, 422)
    assert "Please answer at least one." in page


def test_two_waves_have_numbers_of_their_own(two, session):
    make_open(session, "winter")
    two(0).post(PATH, FORM, 303)
    two(0).post("/desk/paper/winter", FORM, 303)
    assert len(session.scalars(select(PaperEntry)).all()) == 2


def test_a_held_form_leads_to_no_member():
    held = Base.metadata.tables["paper_entry"]
    assert {key.target_fullname for key in held.foreign_keys} == {"wave.id"}
    assert held.dialect_options["sqlite"]["with_rowid"] is False
    assert not {"created_at", "at", "member_id"} & set(held.columns.keys())


def test_one_person_s_forms_cannot_be_told_by_their_marks(two, session):
    for number in range(5):
        two(0).post(PATH, FORM | {"sheet": str(number)}, 303)
    assert len(set(session.scalars(select(PaperEntry.typist)))) == 5


def test_when_both_press_at_once_one_is_told_to_press_again(two, session, monkeypatch):
    two(0).post(PATH, FORM, 303)
    monkeypatch.setattr(queries, "entry_of", lambda *_: None)
    page = two(1).post(PATH, FORM, 409)
    assert "Please press the button once more." in page
    db.session.rollback()
    assert len(session.scalars(select(PaperEntry)).all()) == 1


def test_the_share_typed_alike_stands_in_the_method_from_ten_forms_on(
    two, session, pages
):
    for number in range(9):
        for person in (0, 1):
            two(person).post(PATH, FORM | {"sheet": str(number)}, 303)
    known = wave(session, "library")
    assert agreed_share(session, known.id) is None

    two(0).post(PATH, FORM | {"sheet": "9"}, 303)
    page = two(1).post(PATH, FORM | {"sheet": "9", "q.wish": "A tram"}, 200)
    two(1).post(PATH, hidden(page) | {"again.wish": "A bus"}, 303)
    session.expire_all()
    assert agreement(session, known.id) == (40, 39)

    freeze_wave(session, wave(session, "library"), role="operator")
    pages.sign_in(make_member(session, Role.STEWARD))
    assert "They typed 97% of the answers alike" in pages.get("/desk/results/library")


def test_forms_are_not_typed_twice_where_codes_are_needed(pages, session):
    make_coded(session)
    pages.sign_in(make_member(session, Role.ASSISTANT))

    assert "by codes" in pages.get(PATH, 409)
    assert "by codes" in pages.post(PATH, FORM, 409)
    assert responses(session) == []


def test_who_types_a_form_sees_its_questions_as_on_the_paper(pages, session):
    make_open_of(session, PIPED)
    for barriers in ("cost", "wait"):
        pages.sign_in(make_member(session, Role.ASSISTANT))
        page = pages.get(PATH)
        assert SHOWN["en"] in page
        assert "${" not in page
        status = 303 if barriers == "cost" else 200
        page = pages.post(PATH, FORM | {"q.barriers": [barriers]}, status)
    assert SHOWN["en"] in page
    assert "${" not in page
