"""Lets two coders read what people of Larkmoor wrote, and residents comment on it."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.rules import Role
from deliberation.demo.cast import Cast
from deliberation.demo.written import Quoted, Text, read_written
from surveys.findings.coding.answers import service as answers
from surveys.findings.coding.answers.queries import next_coding
from surveys.findings.coding.codebook.service import record_change, take_starter
from surveys.findings.coding.joint import service as joint
from surveys.findings.coding.models import CodingSet, OpenText, Theme
from surveys.findings.coding.queries import coding_sets
from surveys.findings.coding.stages import Outcome, Seat
from surveys.findings.coding.themes import service as themes
from surveys.findings.stories.models import QuoteKind
from surveys.findings.stories.quotes import service as quotes

# One works for the project, one is of the community.
CODERS = {Seat.FIRST: "Iris", Seat.SECOND: "Nadia"}
WAVE = "spring"


def read_texts(session: Session, cast: Cast) -> None:
    """Let both coders read every text apart, then decide what they read otherwise.

    There are fewer texts than a sample, so both read them all.
    """
    found, texts = _set(session), read_written().by_words
    coders = {seat: cast.members[name] for seat, name in CODERS.items()}
    for coder in coders.values():
        answers.take_seat(session, found, coder, role=Role.CODER, actor_id=coder)
    first = coders[Seat.FIRST]
    take_starter(session, found)
    record_change(session, found, role=Role.CODER, actor_id=first)
    answers.begin(session, found, role=Role.CODER, actor_id=first)
    for seat, coder in coders.items():
        _read(session, found, seat, coder, texts)
    _decide(session, found, first, texts)
    joint.go_on(session, found, role=Role.CODER, actor_id=first)


def put_forward(session: Session, cast: Cast) -> None:
    """Make themes of the codes, agree on quotes, and ask residents about all of it."""
    found = _set(session)
    made = {
        each["key"]: _theme(session, found, cast, each["key"], tuple(each["codes"]))
        for each in cast.story.tables["themes"]
    }
    for quoted in read_written().quotes:
        _quote(session, found, cast, made[quoted.theme], quoted)
    helen, days = cast.members["Helen"], themes.FEWEST_DAYS
    themes.open_draft(session, found, days, role=Role.FACILITATOR, actor_id=helen)


def adopt(session: Session, cast: Cast) -> None:
    """Adopt the themes, once residents had their days."""
    helen = cast.members["Helen"]
    themes.adopt(session, _set(session), role=Role.FACILITATOR, actor_id=helen)


def _set(session: Session) -> CodingSet:
    return next(each for each in coding_sets(session) if each.wave.slug == WAVE)


def _read(
    session: Session,
    found: CodingSet,
    seat: Seat,
    coder: int,
    texts: Mapping[str, Text],
) -> None:
    """Read one text after the other, in the order in which the desk shows them."""
    while (coding := next_coding(session, found, seat)) is not None:
        text = texts[coding.open_text.text]
        codes = text.first if seat is Seat.FIRST else text.second
        typed = answers.Typed(coding.open_text_id, coding.revision, codes)
        answers.keep(session, found, coder, typed)


def _decide(
    session: Session, found: CodingSet, coder: int, texts: Mapping[str, Text]
) -> None:
    by_words = _ids(session, found)
    for words, text in texts.items():
        if text.first == text.second:
            continue
        together = joint.Together(Outcome.TWO_READINGS, reason=text.reason)
        if text.together is not None:
            together = joint.Together(Outcome.AGREED, text.together)
        joint.decide(session, found, coder, by_words[words], together)


def _theme(
    session: Session, found: CodingSet, cast: Cast, key: str, codes: tuple[str, ...]
) -> Theme:
    """Write a theme in every language that has its name."""
    parts = {part: cast.story.words(f"themes.{key}.{part}") for part in themes.PARTS}
    english, *others = (
        themes.Typed({part: parts[part].get(each, "") for part in parts}, codes, each)
        for each in parts["name"]
    )
    made = themes.write_theme(session, found, english)
    for typed in others:
        themes.write_theme(session, found, typed, made.id)
    return made


def _quote(
    session: Session, found: CodingSet, cast: Cast, theme: Theme, quoted: Quoted
) -> None:
    first, second = (cast.members[name] for name in CODERS.values())
    wording = quotes.QuoteWording(
        QuoteKind.WORDING, quoted.words, "en", quoted.translation
    )
    text_id = _ids(session, found)[quoted.of]
    quote = quotes.propose(session, found, theme, text_id, first, wording)
    quotes.agree(
        session, found, quote, quote.revision, role=Role.CODER, actor_id=second
    )


def _ids(session: Session, found: CodingSet) -> dict[str, UUID]:
    """Return the key of each text of a set by what it says: no two say the same."""
    rows = session.execute(
        select(OpenText.text, OpenText.id).where(
            OpenText.wave_id == found.wave_id, OpenText.item_key == found.item_key
        )
    )
    return {row.text: row.id for row in rows}
