"""The audit of a freeze: look at everything, hide more where something follows."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from surveys.findings.audit.bounds import Watch
from surveys.findings.audit.layout import Layout, layout_of
from surveys.findings.audit.protected import Protection, Table, Target
from surveys.findings.audit.published import Published
from surveys.findings.audit.seen import Seen
from surveys.findings.audit.survey import Survey, survey_of
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import Asked, Verdict, by_table, judge, table_of
from surveys.findings.frozen_body import Body
from surveys.findings.release import FrozenTable
from surveys.findings.tabulate import Tabulation
from surveys.waves.plan import Plan

MOST_ROUNDS = 5
"""After so many, all that could be at fault is taken out at once."""

Summary = Mapping[str, Any]


@dataclass(frozen=True)
class Audited:
    """A release that passed: its summary and its tables, more of them hidden.

    ``report`` is public: it has nothing in it that depends on a hidden number but for
    the tables that were hidden, which everybody sees. ``rounds`` and ``targets``, how
    many numbers are protected, would tell, and are for the test bench.
    """

    summary: Summary
    tables: tuple[FrozenTable, ...]
    report: dict[str, Any]
    rounds: int
    targets: int


class NotSafe(ValueError):
    """Even with every table hidden something follows: from earlier releases."""


def audited(
    release: tuple[Summary, Sequence[FrozenTable]],
    tabulation: Tabulation,
    plan: Plan,
    earlier: Sequence[Published] = (),
    watch: Watch = lambda _done, _of: None,
    *,
    seen: Seen | None = None,
) -> Audited:
    """Return a release of which nothing protected follows, also beside earlier ones.

    Args:
        release: summary and tables as the gate made them.
        tabulation: what the numbers really are.
        plan: what may be published at all.
        earlier: every release of the wave before this one, the first of them first.
        watch: told, in each round, how many protected numbers are done.
        seen: what the desk was shown while the wave was open.

    Raises:
        NotSafe: there is none.
    """
    summary, tables = release
    survey = survey_of(plan, tabulation.instrument)
    layout = layout_of(survey)
    truth, in_doubt = truth_of(layout, tabulation, plan), frozenset[Asked]()
    made = Published(summary, [table.body for table in tables])
    hidden = _at_first(layout, truth, made)
    for rounds in range(1, MOST_ROUNDS + 4):
        shown = without(made, hidden, survey)
        found = judge(
            layout, shown, truth, earlier, watch, seen=seen, in_doubt=in_doubt
        )
        if not found.given_away:
            changed = sorted(_changed(made, shown))
            return _passed(tables, shown, changed, found, rounds)
        # Each round shows less than the one before.
        in_doubt = found.in_doubt
        hidden = _hide_more(hidden, found.given_away, survey, rounds)
    raise NotSafe("nothing can be published beside what was published before")


def _at_first(
    layout: Layout, truth: Sequence[int], made: Published
) -> frozenset[Table]:
    """Return ``too_many``; none where no number is of few, for then none could tell."""
    few = Protection(layout, truth, by_table(made)).targets()
    return too_many(layout) if any(few) else frozenset()


def too_many(layout: Layout) -> frozenset[Table]:
    """Name the tables of people by two breakdowns that cannot be looked into.

    What they tell together with others is not known, so they are not shown.
    """
    survey = layout.survey
    unseen = set(map(frozenset, layout.unseen))
    return frozenset(
        (question.key, by)
        for question in survey.questions.values()
        for by in question.by
        if frozenset(survey.crossed.get(by, (question.own, by))) in unseen
    )


def _passed(
    tables: Sequence[FrozenTable],
    shown: Published,
    changed: Sequence[Table],
    found: Verdict,
    rounds: int,
) -> Audited:
    """Return what stood the audit, with what may be said of it."""
    report = {
        "unknowns": found.unknowns,
        "equations": found.equations,
        "hidden": [list(table) for table in changed],
    }
    left = (
        replace(table, body=dict(body))
        for table, body in zip(tables, shown.bodies, strict=True)
    )
    summary = {**shown.summary, "audit": report}
    return Audited(summary, tuple(left), report, rounds, found.targets)


def without(
    published: Published, hidden: AbstractSet[Table], survey: Survey
) -> Published:
    """Return a release without some tables.

    A table by groups becomes its question alone; a question (with no breakdown) is
    hidden in all its tables; groups (with no question) in every table that has them.
    """
    groups = {
        key: {**sizes, "columns": [], "counts": [], "base": None}
        if ("", key) in hidden
        else sizes
        for key, sizes in published.summary["groups"].items()
    }
    alone = {table_of(body): body for body in published.bodies}
    return Published(
        {**published.summary, "groups": groups},
        [_left(body, alone, hidden, survey) for body in published.bodies],
    )


def _left(
    body: Body, alone: Mapping[Table, Body], hidden: AbstractSet[Table], survey: Survey
) -> Body:
    key, by = table_of(body)
    own = survey.questions[key].own
    if (key, "") in hidden or (own and ("", own) in hidden):
        return _nothing(body)
    groups = {("", each) for each in (by, *survey.crossed.get(by, ()))}
    if by and not hidden.isdisjoint({(key, by), *groups}):
        return {**alone[key, ""], "breakdown": body["breakdown"], **_no_ranks(body)}
    return body


def _nothing(body: Body) -> Body:
    """Return a table of which nothing is shown, as the gate leaves it."""
    row: dict[str, Any] = {
        "key": "",
        "members": [],
        "label": {},
        "labels": [],
        "reason": "nothing",
        "base": None,
        "answered": None,
        "counts": [],
        "shares": [],
        "ranges": [],
    }
    return {**body, "columns": [], "rows": [row], **_no_ranks(body)}


def _no_ranks(body: Body) -> dict[str, None]:
    """Return the places of a rank as not shown, where a table has some."""
    return {"ranks": None} if "ranks" in body else {}


def _changed(made: Published, shown: Published) -> Iterator[Table]:
    for before, after in zip(made.bodies, shown.bodies, strict=True):
        if before != after:
            yield table_of(before)


def _hide_more(
    hidden: frozenset[Table], failed: Sequence[Target], survey: Survey, rounds: int
) -> frozenset[Table]:
    """Take the next step for each number that follows; all steps when it is late."""
    if rounds > MOST_ROUNDS + 1:
        return hidden | {(key, "") for key in survey.questions} | _sizes(survey.groups)
    more: frozenset[Table] = frozenset()
    for target in failed:
        steps = list(_steps(target.table, survey))
        if rounds > MOST_ROUNDS:
            more = more.union(*steps)
        else:
            new = (step for step in steps if not step <= hidden)
            more |= next(new, frozenset())
    return hidden | more


def _sizes(keys: Mapping[str, object]) -> frozenset[Table]:
    return frozenset(("", key) for key in keys)


def _steps(table: Table, survey: Survey) -> Iterator[frozenset[Table]]:
    """Yield what to hide for a table, more each time: the most likely cause first.

    Where a score may tell what a question's table hides, the score's goes before it.
    """
    key, by = table
    if not key:
        yield frozenset((each.key, by) for each in survey.questions.values())
        yield frozenset({table})
        return
    tied = _tied(key, survey)
    scores = {
        each
        for each, score in survey.scores.items()
        if key in score.questions and by in ("", *survey.questions[each].by)
    }
    if scores:
        yield frozenset((each, by) for each in scores)
    if by:
        yield frozenset({table})
        yield frozenset((other, by) for other in tied)
    yield frozenset({(key, "")})
    yield frozenset((other, "") for other in tied)
    for each in survey.crossed.get(by, (by,) if by else ()):
        yield frozenset({("", each)})


def _tied(key: str, survey: Survey) -> set[str]:
    """Name the questions whose askings, or scores, hang together with this one's."""
    found, before = {key}, set[str]()
    while found != before:
        before = set(found)
        for each in survey.questions.values():
            near = {each.key, *(rule.item for rule in each.conditions)}
            if each.key in survey.scores:
                near |= set(survey.scores[each.key].questions)
            if near & found:
                found |= near
    return found
