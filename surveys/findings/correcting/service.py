"""A corrected release: made beside the earlier ones, if together they expose nobody.

Functions add and flush; the caller commits.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from core.constraints import flush_or
from core.errors import Conflict, Invalid
from surveys.findings import service as findings
from surveys.findings.audit.published import Before, Published
from surveys.findings.correcting.changes import Changes, changes_of, place_of
from surveys.findings.correcting.differences import (
    groups_are_safe,
    is_safe,
    number_is_safe,
)
from surveys.findings.correcting.queries import known_responses, releases_of
from surveys.findings.correcting.texts import is_there, relabelled, relabelled_groups
from surveys.findings.models import FrozenResult, Release
from surveys.findings.queries import all_results
from surveys.findings.release import checksum
from surveys.findings.steps import Watch, nobody_watches
from surveys.findings.tabulate import codes_of
from surveys.instruments.queries import instrument_of
from surveys.waves.anonymity import Anonymity
from surveys.waves.models import Wave
from surveys.waves.plan import Plan
from surveys.waves.queries import plan_of_wave

UNSAFE = "correction.unsafe"


def make_correction(
    session: Session,
    wave: Wave,
    correction: Mapping[str, Any],
    watch: Watch = nobody_watches,
) -> Release:
    """Return the next release of a wave, with what a correction changes.

    Nothing is written.

    Args:
        session: of the caller.
        wave: loaded with its version; frozen.
        correction: ``{"because": words, "changes": ...}`` (``correcting.changes``).
        watch: is told how far it is.

    Raises:
        Conflict: the wave has no results yet.
        Invalid: the correction cannot be read, or beside the earlier releases it
            would expose somebody.
    """
    earlier = releases_of(session, wave.id)
    if not earlier:
        raise Conflict("correction.no_results", slug=wave.slug)
    new = changes_of(correction["changes"])
    _must_fit(session, wave, new)
    before = earlier[-1].changes
    whole = new if before is None else new.after(changes_of(before))
    if new.touched:
        made = _counted_anew(session, wave, whole, earlier, watch)
        _must_be_safe(session, wave, made, earlier)
    else:
        made = _same_numbers(session, earlier[-1], new)
    _must_name(earlier[-1].summary, made, new)
    made.wave_id, made.number = wave.id, earlier[-1].number + 1
    made.because, made.changes = dict(correction["because"]), whole.written()
    made.supersedes = earlier[-1].checksum
    return made


def keep_correction(
    session: Session,
    wave: Wave,
    made: Release,
    *,
    role: str,
    actor_id: int | None = None,
) -> None:
    """Store a corrected release; the UNIQUE number settles a race.

    Raises:
        Conflict: somebody else was quicker.
    """
    session.add(made)
    flush_or(session, Conflict("correction.made", slug=wave.slug))
    audit.record(
        session,
        "release.correct",
        f"wave:{wave.slug}",
        role=role,
        actor_id=actor_id,
        release=made.number,
        checksum=made.checksum,
        because=checksum(made.because),
    )


def _must_fit(session: Session, wave: Wave, changes: Changes) -> None:
    """Refuse changes to what is not there."""
    if not changes.touched:
        return
    if wave.anonymity == Anonymity.COUNTERS:
        raise Invalid("correction.only_texts")
    if known_responses(session, wave.id, changes) != len(changes.touched):
        raise Invalid("correction.unknown_response")
    items = instrument_of(wave.version).by_key
    for said in changes.retype.values():
        for key, value in said.items():
            item = items.get(key)
            codes = set() if item is None else set(codes_of(item))
            if item is None or not codes or item.score_of:
                raise Invalid("correction.unknown_question", item=key)
            if value != "" and not set(item.categories(value)) <= codes:
                raise Invalid("correction.unknown_answer", item=key)


def _must_name(summary: Mapping[str, Any], made: Release, changes: Changes) -> None:
    """Refuse a text for what no table has: nothing would change, and nobody be told."""
    bodies = [result.body for result in made.results]
    for label in changes.labels:
        if not is_there(label, bodies, summary["groups"]):
            raise Invalid("correction.no_label", found=place_of(label))


def _counted_anew(
    session: Session,
    wave: Wave,
    changes: Changes,
    earlier: Sequence[Release],
    watch: Watch,
) -> Release:
    """Return the release of the answers as corrected, with all texts as corrected.

    Raises:
        Invalid: beside the earlier releases nothing could be published.
    """
    plan = plan_of_wave(wave)
    beside = findings.beside_of(session, wave)
    read, likeness = findings.counted(session, wave, watch, changes)
    _must_move_enough(plan, read.people, earlier)
    before = [
        Published(each.summary, [t.body for t in all_results(session, each.id)])
        for each in earlier
    ]
    told = Before(before, findings.seen_at_desk(session, wave, plan))
    made = findings.made_of(read, likeness, plan, beside, watch, told)
    return _with_texts(made, changes)


def _must_move_enough(plan: Plan, people: int, earlier: Sequence[Release]) -> None:
    """Refuse at once what the count of everybody alone gives away.

    The audit would come to the same, after minutes where there are many tables.
    """
    base = plan.ordinary.group_base
    if not all(number_is_safe(e.summary["people"], people, base) for e in earlier):
        raise Invalid(UNSAFE, people=base)


def _same_numbers(session: Session, earlier: Release, changes: Changes) -> Release:
    """Return a release with the numbers of an earlier one, and other texts."""
    copies = [
        FrozenResult(
            position=each.position,
            item_key=each.item_key,
            item_version=each.item_version,
            breakdown=each.breakdown,
            body=each.body,
        )
        for each in all_results(session, earlier.id)
    ]
    made = Release(frozen_at=now(), summary=dict(earlier.summary), results=copies)
    return _with_texts(made, changes)


def _with_texts(made: Release, changes: Changes) -> Release:
    for result in made.results:
        result.body = relabelled(result.body, changes.labels)
        result.checksum = checksum(result.body)
    groups = relabelled_groups(made.summary["groups"], changes.labels)
    made.summary = made.summary | {"groups": groups}
    made.checksum = findings.release_checksum(
        made.summary, (each.checksum for each in made.results)
    )
    return made


def _must_be_safe(
    session: Session, wave: Wave, made: Release, earlier: Sequence[Release]
) -> None:
    """Refuse a release that, beside an earlier one, tells of a few people.

    Raises:
        Invalid: it does; the facts say how many people a change must be of.
    """
    plan = plan_of_wave(wave)
    if _hidden_by_audit(made) - _hidden_by_audit(earlier[-1]):
        raise Invalid(UNSAFE, people=plan.ordinary.group_base)
    for release in earlier:
        tables = all_results(session, release.id)
        if not (
            _summaries_are_safe(plan, release, made) and _tables(plan, tables, made)
        ):
            raise Invalid(UNSAFE, people=plan.ordinary.group_base)


def _hidden_by_audit(release: Release) -> set[tuple[str, str]]:
    """Return the tables that the audit took out of a release: question, breakdown."""
    hidden = release.summary.get("audit", {}).get("hidden", [])
    return {(item, by) for item, by in hidden}


def _summaries_are_safe(plan: Plan, old: Release, new: Release) -> bool:
    base = plan.ordinary.group_base
    groups = new.summary["groups"].items()
    return number_is_safe(old.summary["people"], new.summary["people"], base) and all(
        groups_are_safe(old.summary["groups"][key], group, base)
        for key, group in groups
    )


def _tables(plan: Plan, old: Sequence[FrozenResult], new: Release) -> bool:
    before = {(each.item_key, each.breakdown): each.body for each in old}
    bases = {
        (table.item.key, table.breakdown.key if table.breakdown else ""): (
            plan.thresholds(table.item, table.breakdown).group_base
        )
        for table in plan.tables
    }
    places = {(each.item_key, each.breakdown): each.body for each in new.results}
    return all(
        is_safe(before[place], body, bases[place]) for place, body in places.items()
    )
