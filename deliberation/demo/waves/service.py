"""Fields the three waves of Larkmoor, answer by answer, as pages would."""

import secrets
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from accounts.rules import Role
from core.errors import NotFound
from deliberation.benchmarks.queries import result_of_wave
from deliberation.demo.population import Voice, voices
from deliberation.demo.quotas import WAVES
from deliberation.demo.story import FOLDER, Story
from deliberation.demo.written import read_written, with_words
from surveys.findings.models import FrozenResult
from surveys.findings.queries import release_of
from surveys.findings.service import freeze_wave, publish_release
from surveys.instruments.definition import load
from surveys.instruments.service import import_instrument, open_comments
from surveys.waves import queries
from surveys.waves.mode import Mode
from surveys.waves.reach.population_file import Figure
from surveys.waves.reach.service import set_population
from surveys.waves.service import (
    close_wave,
    create_wave,
    open_wave,
    submit_response,
)

if TYPE_CHECKING:
    from surveys.instruments.models import InstrumentVersion

SEED = 2026
WRITTEN_IN = "spring"
"""The wave in which people wrote something in their own words."""


def write_questions(session: Session, facilitator: int) -> "InstrumentVersion":
    """Bring in the questions of Larkmoor in all their languages."""
    instrument = load(FOLDER / "larkmoor.toml")
    return import_instrument(
        session, instrument, role=Role.FACILITATOR, actor_id=facilitator
    )


def ask_residents(
    session: Session, version: "InstrumentVersion", until: date, facilitator: int
) -> None:
    """Open the questions for comment."""
    open_comments(session, version, until, role=Role.FACILITATOR, actor_id=facilitator)


def plan_of_wave(story: Story, name: str) -> dict[str, Any]:
    """Return the analysis plan of a wave, with its texts in every language."""
    text = (FOLDER / "larkmoor.plan.toml").read_text(encoding="utf-8")
    plan = tomllib.loads(text)
    plan["title"] = story.words(f"plan.title.{name}")
    for breakdown in plan["breakdowns"]:
        breakdown["label"] = story.words(f"plan.breakdowns.{breakdown['key']}")
        for group in breakdown.get("groups", ()):
            group["label"] = story.words(f"plan.groups.{group['key']}")
    said = story.tables["plan"]["method"]
    plan["method"] = {item: story.words(f"plan.method.{item}") for item in said}
    return plan


def open_questions(
    session: Session,
    story: Story,
    name: str,
    version: "InstrumentVersion",
    days: tuple[date, date | None],
    facilitator: int,
) -> None:
    """Open a wave in which nobody has answered yet."""
    wave = create_wave(
        session,
        name,
        version,
        plan_of_wave(story, name),
        role=Role.FACILITATOR,
        actor_id=facilitator,
        opens_on=days[0],
        closes_on=days[1],
    )
    open_wave(session, wave, role=Role.FACILITATOR, actor_id=facilitator)


def open_answers(
    session: Session,
    story: Story,
    name: str,
    version: "InstrumentVersion",
    days: tuple[date, date],
    facilitator: int,
) -> None:
    """Open a wave, and let everybody in Larkmoor who answers answer."""
    open_questions(session, story, name, version, days, facilitator)
    fielded = queries.fielded(session, name)
    set_population(
        session,
        queries.wave(session, name),
        _living_here(story),
        role=Role.FACILITATOR,
        actor_id=facilitator,
    )
    for voice in _voices(name):
        submit_response(
            session,
            fielded,
            voice.answers,
            token=secrets.token_urlsafe(16),
            language=voice.language,
            mode=Mode(voice.mode),
        )


def _voices(name: str) -> list[Voice]:
    people = voices(WAVES[name], seed=SEED + list(WAVES).index(name))
    return with_words(people, read_written()) if name == WRITTEN_IN else people


def _living_here(story: Story) -> list[Figure]:
    """Return how many people live here, by area and by age."""
    figures = dict(story.tables["population"])
    source = figures.pop("source")
    return [
        Figure(breakdown, group, people, source)
        for breakdown, groups in figures.items()
        for group, people in groups.items()
    ]


def end_answers(session: Session, name: str, facilitator: int) -> None:
    """Close a wave."""
    wave = queries.wave(session, name)
    close_wave(session, wave, role=Role.FACILITATOR, actor_id=facilitator)


def freeze(session: Session, name: str, steward: int) -> None:
    """Freeze a wave: its results exist from here on, and are not public yet."""
    wave = queries.wave(session, name)
    freeze_wave(session, wave, role=Role.STEWARD, actor_id=steward)


def publish(
    session: Session, name: str, steward: int, embargo_until: date | None = None
) -> None:
    """Publish the frozen results with their method statement."""
    release = release_of(session, name)
    publish_release(
        session,
        release,
        role=Role.STEWARD,
        actor_id=steward,
        embargo_until=embargo_until,
    )


def result_of(session: Session, wave: str, item_key: str) -> FrozenResult:
    """Return everybody's table of one question in one wave."""
    found = result_of_wave(session, wave, item_key)
    if found is None:
        raise NotFound("demo.no_result", wave=wave, item=item_key)
    return found
