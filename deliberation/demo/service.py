"""Builds the community of Larkmoor day by day, by the services that the pages call."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Member
from core.audit import Signer, seal
from core.clock import standing_at
from core.errors import Conflict
from deliberation.demo.cast import Cast, SignIn
from deliberation.demo.changes import service as changes
from deliberation.demo.decisions import service as decisions
from deliberation.demo.people import service as people
from deliberation.demo.requests import service as requests
from deliberation.demo.story import Story, read_story
from deliberation.demo.talk import service as talk
from deliberation.demo.waves import service as waves
from deliberation.demo.writing import service as writing
from surveys.waves.queries import waves as all_waves

if TYPE_CHECKING:
    from deliberation.board.models import Motion

NOON = time(12, tzinfo=UTC)
LAST_DAY = date(2026, 12, 31)
MEASURED = "Benchmarks are measured"
READ_FIRST = {"spring": date(2026, 3, 30)}
"""Until when members read a wave, and those it is about do not."""

Step = Callable[[], None]


@dataclass(frozen=True)
class Day:
    """What happens on one day of the story."""

    on: date
    what: str
    act: Step


def refuse_filled(session: Session) -> None:
    """Pass only where nobody lives yet.

    Raises:
        Conflict: the instance has members or waves.
    """
    members = session.scalar(select(func.count()).select_from(Member))
    if members or all_waves(session):
        raise Conflict("demo.instance_not_empty")


def build(
    session: Session, signer: Signer, *, watch: Callable[[Day], None]
) -> list[SignIn]:
    """Build all of Larkmoor in the caller's transaction; return how to sign in.

    Args:
        session: of the caller, who commits once: all of it stands, or nothing.
        signer: signs the log's root after each day.
        watch: is told of each day before it happens.

    Raises:
        Conflict: the instance is not empty.
    """
    refuse_filled(session)
    story = read_story()
    with standing_at(datetime.combine(date(2026, 1, 5), NOON)):
        cast, sign_ins = people.settle(session, story)
    for day in _Calendar(session, cast).days():
        watch(day)
        with standing_at(datetime.combine(day.on, NOON)):
            day.act()
            session.flush()
            seal(session, signer)
    return sign_ins


class _Calendar:
    """The story's days in order; what one leaves for a later one is kept here."""

    def __init__(self, session: Session, cast: Cast) -> None:
        self.session = session
        self.cast = cast
        self.open_motions: list[tuple[str, Motion]] = []
        self.proposals: list[dict[str, Any]] = cast.story.tables["proposals"]
        self.helen = cast.members["Helen"]
        self.ola = cast.members["Ola"]

    @property
    def story(self) -> Story:
        return self.cast.story

    def days(self) -> Iterator[Day]:
        """Yield every day of the year on which something happens."""
        yield from self._questions()
        yield from self._wave("spring", date(2026, 2, 9), date(2026, 3, 8), 16)
        yield from self._texts()
        yield Day(date(2026, 5, 5), "People talk", self._talk_in_spring)
        yield from self._ratings()
        yield from self._benchmarks()
        yield Day(date(2026, 6, 10), "A story of change is chosen", self._changed)
        yield from self._wave("summer", date(2026, 6, 22), date(2026, 7, 12), 20)
        yield Day(date(2026, 7, 20), MEASURED, self._measured("summer"))
        yield from self._requests()
        yield from self._auditor()
        yield from self._wave("autumn", date(2026, 10, 5), date(2026, 11, 1), 9)
        yield Day(date(2026, 11, 9), MEASURED, self._measured("autumn"))
        yield Day(date(2026, 11, 22), "People talk", self._talk_in_autumn)
        yield Day(date(2026, 11, 22), "Questions stay open to try", self._open_to_try)

    def _questions(self) -> Iterator[Day]:
        def write() -> None:
            self.version = waves.write_questions(self.session, self.helen)
            waves.ask_residents(
                self.session, self.version, date(2026, 1, 25), self.helen
            )

        def propose() -> None:
            self._propose("questions", instrument_version_id=self.version.id)

        yield Day(date(2026, 1, 12), "Questions are written", write)
        yield Day(date(2026, 1, 22), "The board is asked", propose)
        yield Day(date(2026, 1, 26), "The board adopts the questions", self._close)

    def _wave(
        self, name: str, first: date, last: date, frozen_on: int
    ) -> Iterator[Day]:
        """Yield a wave's days; it is frozen on that day of the month it closed in."""

        def answer() -> None:
            days = (first, last)
            waves.open_answers(
                self.session, self.story, name, self.version, days, self.helen
            )

        def close() -> None:
            waves.end_answers(self.session, name, self.helen)

        def freeze() -> None:
            waves.freeze(self.session, name, self.ola)
            waves.publish(self.session, name, self.ola, READ_FIRST.get(name))

        yield Day(first, f"People answer: {name}", answer)
        yield Day(last, f"Answers end: {name}", close)
        yield Day(last.replace(day=frozen_on), f"Results are frozen: {name}", freeze)

    def _texts(self) -> Iterator[Day]:
        def read() -> None:
            writing.read_texts(self.session, self.cast)

        def ask() -> None:
            writing.put_forward(self.session, self.cast)

        def adopt() -> None:
            writing.adopt(self.session, self.cast)

        yield Day(date(2026, 4, 13), "Two coders read what people wrote", read)
        yield Day(date(2026, 4, 20), "Residents are asked about themes", ask)
        yield Day(date(2026, 5, 5), "Themes are adopted", adopt)

    def _ratings(self) -> Iterator[Day]:
        def first() -> None:
            self.exercise = decisions.prepare_ratings(self.session, self.cast)
            self._rate(1, date(2026, 5, 11))

        def second() -> None:
            decisions.end_round(self.session, self.cast, self.exercise, 1)
            self._rate(2, date(2026, 5, 16))

        def end() -> None:
            decisions.end_round(self.session, self.cast, self.exercise, 2)

        yield Day(date(2026, 5, 6), "The board rates", first)
        yield Day(date(2026, 5, 11), "The board rates again", second)
        yield Day(date(2026, 5, 16), "Ratings are sealed", end)

    def _benchmarks(self) -> Iterator[Day]:
        def propose() -> None:
            for letter in "abcde":
                self._propose(f"priority_{letter}")
            decisions.nominate(self.session, self.cast)
            for key in ("benchmarks_reach", "benchmarks_trust"):
                motion = decisions.put_before_board(self.session, self.cast, key)
                self.open_motions.append((key, motion))

        yield Day(date(2026, 5, 17), "Priorities and benchmarks are put", propose)
        yield Day(date(2026, 5, 20), "The board decides", self._close)

    def _requests(self) -> Iterator[Day]:
        def write() -> None:
            for story in self.proposals:
                motion = requests.write(self.session, self.cast, story)
                self.open_motions.append(("", motion))

        def send() -> None:
            for story in self.proposals:
                requests.send(self.session, self.cast, story)

        yield Day(date(2026, 7, 24), "Proposals are written", write)
        yield Day(date(2026, 7, 27), "The board adopts them", self._close)
        yield Day(date(2026, 8, 3), "Proposals are delivered", send)
        for story in self.proposals:
            yield Day(story["answered_on"], "An answer comes", self._answered(story))
        yield Day(date(2026, 9, 14), "The board replies", self._replied)

    def _auditor(self) -> Iterator[Day]:
        def propose() -> None:
            self._propose("auditor")

        def appoint() -> None:
            (_, motion), *_ = self.open_motions
            self._close()
            people.appoint_auditor(self.session, self.cast, motion=motion.number)

        yield Day(date(2026, 9, 18), "An auditor is proposed", propose)
        yield Day(date(2026, 9, 21), "The auditor is appointed", appoint)

    def _propose(self, key: str, **matter: Any) -> None:
        motion = decisions.propose(self.session, self.cast, key, **matter)
        self.open_motions.append((key, motion))

    def _close(self) -> None:
        for key, motion in self.open_motions:
            decisions.close(self.session, self.cast, motion, key)
        self.open_motions.clear()

    def _rate(self, number: int, ends: date) -> None:
        decisions.rate_round(self.session, self.cast, self.exercise, number, ends)

    def _measured(self, wave: str) -> Step:
        return lambda: decisions.measure(self.session, wave)

    def _answered(self, story: dict[str, Any]) -> Step:
        return lambda: requests.answer(self.session, self.cast, story)

    def _changed(self) -> None:
        changes.tell_and_choose(self.session, self.cast)

    def _open_to_try(self) -> None:
        """Leave one wave open without an end, for visitors of the demo."""
        first = (date(2026, 11, 22), None)
        waves.open_questions(
            self.session, self.story, "winter", self.version, first, self.helen
        )

    def _replied(self) -> None:
        for story in self.proposals:
            if "reply" in story:
                requests.reply(self.session, self.cast, story)

    def _talk_in_spring(self) -> None:
        talk.talk(
            self.session, self.cast, since=date(2026, 3, 16), until=date(2026, 6, 1)
        )

    def _talk_in_autumn(self) -> None:
        talk.talk(self.session, self.cast, since=date(2026, 6, 1), until=LAST_DAY)
