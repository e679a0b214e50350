"""The board at work: its chair opens and closes, a member rates by keyboard, votes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core.db import db
from deliberation.board import queries as boards
from deliberation.board.models import Motion, RatingExercise
from deliberation.board.motions import service as motions
from deliberation.board.ratings import queries
from deliberation.board.ratings import service as ratings

CHAIR = "Samira Haddad"
ITEMS = {
    "en": "A warm line at night\nA bus to the clinic",
    "ar": "خط هاتفي دافئ في الليل\nحافلة إلى العيادة",
}
TITLE = {"en": "What comes next", "ar": "ما الذي يأتي بعد ذلك"}
HIGH_AND_LOW = {"A": 8, "B": 2}


@pytest.fixture
def session(app):
    return db.session()


def newest(session):
    """The exercise written last, with all that belongs to it."""
    session.rollback()
    made = session.scalars(
        select(RatingExercise).order_by(RatingExercise.id.desc())
    ).first()
    return queries.exercise(session, made.board_id, made.slug)


def others_rate(session, but):
    """Let everybody else on the board rate, as their pages would."""
    rated = newest(session)
    for seat in boards.filled_seats(session, rated.board_id):
        if seat.member.pseudonym != but:
            ratings.rate(session, rated, member_id=seat.member_id, values=HIGH_AND_LOW)
    session.commit()


def rates_by_keyboard(member, item, value):
    """Walk to an item's row, and up to a number."""
    row = member.page.locator("main fieldset").nth(item)
    member.walks_to(row.get_by_role("radio").first)
    member.presses("Space", *["ArrowDown"] * (value - 1))
    assert row.get_by_role("radio").nth(value - 1).is_checked()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_board_rates_in_a_round_that_its_chair_opens_and_closes(
    person, session, language
):
    chair = person(CHAIR, language, is_member=True)
    chair.opens("/board/larkmoor")
    chair.taps("Go to the chair's desk")
    chair.taps("Write a new list to rate")
    chair.fills("What is being rated", TITLE[language])
    chair.fills("The items, one on each line", ITEMS[language])
    chair.taps("Keep this list", look=False)
    chair.page.locator("form[action*='/1/open'] button").first.click()
    chair.arrives()
    chair.sees("The round is open.")

    slug = newest(session).slug
    oksana = person("Oksana Melnyk", language, is_member=True)
    oksana.opens(f"/board/larkmoor/ratings/{slug}")
    oksana.walks_to(oksana.finds("Rate the items"))
    oksana.presses("Enter")
    oksana.page.wait_for_url("**/rate")
    oksana.looks()
    rates_by_keyboard(oksana, 0, 9)
    rates_by_keyboard(oksana, 1, 3)
    oksana.walks_to(oksana.finds("Keep my ratings"))
    oksana.looks()
    oksana.presses("Enter")
    oksana.page.wait_for_url(f"**/{slug}")
    oksana.looks()
    oksana.sees("Your ratings are kept. You can change them until the round closes.")
    others_rate(session, "Oksana Melnyk")

    chair.page.locator("form[action*='/1/close'] button").first.click()
    chair.arrives()
    chair.sees("The round is closed. The ratings have no names any more.")
    oksana.opens(f"/board/larkmoor/ratings/{slug}")
    oksana.page.locator("main summary").first.click()
    oksana.looks()
    counts = oksana.page.locator("details tbody tr").first.locator("td.number")
    assert counts.all_inner_texts() == ["0"] * 7 + ["10", "1"]


def make_motion(session):
    """A motion in draft, written just now."""
    board = boards.board(session, "larkmoor")
    chair = next(seat.member_id for seat in board.seats if seat.is_chair)
    made = motions.propose_motion(
        session,
        board,
        member_id=chair,
        title={"en": "Meet at the library"},
        wording={"en": "The board meets at the library from now on."},
    )
    session.commit()
    return made.number


def let_time_pass(session, number):
    """Let the 72 hours of voting be over."""
    session.rollback()
    motion = session.scalar(select(Motion).where(Motion.number == number))
    motion.opens_at -= timedelta(hours=73)
    motion.closes_at -= timedelta(hours=73)
    session.commit()


def notes_that_all_are_here(chair, number):
    chair.opens("/desk/board/larkmoor")
    chair.page.locator(f"a[href*='/{number}/roll']").click()
    for box in chair.page.get_by_role("checkbox").all():
        box.check()
    chair.looks()
    chair.page.locator("main form button").last.click()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_member_votes_and_the_chair_counts(person, session, language):
    number = make_motion(session)
    chair = person(CHAIR, language, is_member=True)
    chair.opens("/desk/board/larkmoor")
    chair.page.locator(f"form[action*='/{number}/open'] button").click()
    chair.arrives()
    ruth = person("Ruth Penrose", language, is_member=True)
    ruth.opens(f"/board/larkmoor/motions/{number}")
    ruth.taps("Cast my vote")
    ruth.taps("Cast my vote", inside="main form")
    ruth.sees("Please choose one of the three.")
    ruth.chooses("Yes")
    ruth.fills("Your reason, if you want to give one", "It is warm there.")
    ruth.taps("Cast my vote", inside="main form")
    assert "It is warm there." not in ruth.shows()
    notes_that_all_are_here(chair, number)
    let_time_pass(session, number)

    chair.opens("/desk/board/larkmoor")
    chair.page.locator(f"form[action*='/{number}/close'] button").click()
    chair.arrives()

    chair.sees("Adopted")
    ruth.opens(f"/board/larkmoor/motions/{number}")
    ruth.sees("It is warm there.")
    ruth.sees(
        "Yes: %(yes)s. No: %(no)s. Abstentions: %(abstain)s.", yes=1, no=0, abstain=0
    )
