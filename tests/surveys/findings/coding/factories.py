"""Waves in which people wrote something, at each step of its coding."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Member
from accounts.rules import Role
from surveys.findings.coding.answers.queries import next_coding
from surveys.findings.coding.answers.service import Typed, begin, keep, take_seat
from surveys.findings.coding.codebook.service import write_entry
from surveys.findings.coding.joint.service import go_on
from surveys.findings.coding.models import Coding, CodingSet, OpenText
from surveys.findings.coding.queries import coding_set, coding_sets, own_seat
from surveys.findings.coding.stages import CodingState, Seat
from surveys.findings.service import freeze_wave
from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import question, yes_no
from surveys.waves.models import Wave
from tests.factories import make_member
from tests.made_once import judged_once
from tests.surveys.findings.factories import make_answered, person
from tests.surveys.instruments.small import ARABIC, MAIN

MORE = "".join(
    (
        question(
            "quote_consent",
            "select_one",
            "May we quote your words?",
            options=yes_no(),
        ),
        question(
            "wish_again",
            "calculate",
            "The same again.",
            calculation="concat('x', ${wish})",
        ),
        question(
            "wish_twice",
            "calculate",
            "And again.",
            calculation="string-length(${wish_again})",
        ),
        question("older", "calculate", "A year on.", calculation="${age} + 1"),
    )
)

WRITING = read_definition("small.toml", MAIN + MORE, {"small.ar.toml": ARABIC})
"""The small instrument with a question whether one may be quoted."""

Person = tuple[dict[str, Any], str]


def writer(number: int, *, quote: bool = False, language: str = "en") -> Person:
    """Somebody who wrote, with an age that nobody else has."""
    answers = person("yes", number, wish=f"wish {number} " + "x" * number)
    worked = {"wish_again": f"xwish {number}", "wish_twice": 9, "older": number + 1}
    said = {"quote_consent": "yes" if quote else "no"}
    return answers | said | worked, language


def writers(count: int, **each: Any) -> list[Person]:
    """So many people who wrote, the youngest first."""
    return [writer(number, **each) for number in range(count)]


def make_written(session: Session, people: list[Person], slug: str = "library") -> Wave:
    """An open wave with these answers."""
    return make_answered(session, slug, people=people, instrument=WRITING)


Codes = Callable[[str], Collection[str]]
"""What a coder makes of a text."""

BY = {"role": "coder", "actor_id": None}
"""Who acts, where it does not matter."""


def none_at_all(_text: str) -> Collection[str]:
    return ()


def make_set(session: Session, people: list[Person] | None = None) -> CodingSet:
    """The texts of a frozen wave, with nothing done to them yet."""
    wave = make_written(session, writers(12) if people is None else people)
    with judged_once():
        freeze_wave(session, wave, role="operator")
    session.commit()
    (found,) = coding_sets(session)
    return found


def add_codes(session: Session, found: CodingSet, *names: str) -> list[str]:
    """Entries with these names; return their keys."""
    typed = [{"name": name, "definition": f"About {name}."} for name in names]
    made = [write_entry(session, found, each, language="en") for each in typed]
    session.commit()
    return [each.key for each in made]


def seat_two(session: Session, found: CodingSet) -> tuple[Member, Member]:
    """Two members who code."""
    one, two = (make_member(session, Role.CODER) for _ in Seat)
    for member in (one, two):
        take_seat(session, found, member.id, **BY)
    session.commit()
    return one, two


def make_begun(
    session: Session, people: list[Person] | None = None
) -> tuple[CodingSet, Member, Member]:
    """A set with the codes ``cost`` and ``wait`` that two coders read now."""
    found = make_set(session, people)
    add_codes(session, found, "Cost", "Wait")
    coders = seat_two(session, found)
    begin(session, found, **BY)
    session.commit()
    return found, *coders


def read_one_by_one(
    session: Session, found: CodingSet, member: Member, codes: Codes = none_at_all
) -> None:
    """Let a coder read everything that waits for them, a page after the other."""
    seat = own_seat(found, member.id)
    while coding := next_coding(session, found, seat):
        ticked = tuple(codes(coding.open_text.text))
        keep(session, found, member.id, Typed(coding.open_text_id, 0, ticked))
    session.commit()


def read_all(
    session: Session, found: CodingSet, member: Member, codes: Codes = none_at_all
) -> None:
    """Let a coder read everything that waits for them: all but the last at once.

    One by one took most of the time of some hundred tests; answers/test_service.py
    holds this to that.
    """
    seat = own_seat(found, member.id)
    while coding := next_coding(session, found, seat):
        waiting = session.execute(
            select(Coding.id, OpenText.text)
            .join(Coding.open_text)
            .where(
                Coding.coding_set_id == found.id,
                Coding.round == found.round,
                Coding.seat == seat,
                Coding.stage == coding.stage,
                Coding.state != CodingState.CODED,
                Coding.id != coding.id,
            )
        )
        rows = [
            {
                "id": each,
                "codes": sorted(codes(text)),
                "state": CodingState.CODED,
                "revision": 1,
                "codebook_version": found.codebook_version,
            }
            for each, text in waiting
        ]
        if rows:
            session.execute(update(Coding), rows)
        ticked = tuple(codes(coding.open_text.text))
        keep(session, found, member.id, Typed(coding.open_text_id, 0, ticked))
    session.commit()


def costly(text: str) -> Collection[str]:
    """Cost where the writer's number is even."""
    return ["cost"] if int(text.split()[1]) % 2 == 0 else []


def make_joint(
    session: Session,
    first: Codes = costly,
    second: Codes = costly,
    people: list[Person] | None = None,
) -> tuple[CodingSet, Member, Member]:
    """A set that two coders have read."""
    found, one, two = make_begun(session, people)
    read_all(session, found, one, first)
    read_all(session, found, two, second)
    return found, one, two


def make_coded(session: Session, **each: Any) -> tuple[CodingSet, Member, Member]:
    """A set all of which is read: it is small, so both read all of it."""
    found, one, two = make_joint(session, **each)
    go_on(session, found, **BY)
    session.commit()
    return coding_set(session, found.id), one, two
