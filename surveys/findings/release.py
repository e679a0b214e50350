"""From bitmaps through the gate to what is stored: one frozen body per declared table.

A body is a JSON document::

    {"item": {"key", "version", "kind", "label": {lang: text}},
     "breakdown": null | {"key", "label", "reference": key of a group, if declared,
                          "of": [key, key] of the two that are crossed, if so},
     "share_of": "answered" | "asked",
     "columns": [{"key", "members": [codes], "label": {lang: text} | {},
                  "labels": [{lang: text}, ...], "missing": bool | null,
                  "reason": "" | "rare"}],
     "rows": [{"key", "members", "label", "labels", "base", "answered",
               "counts": [n | null], "shares": [0..1 | null],
               "ranges": [[low, high] | null], "reason"}]}

``rows[0]`` is everybody together, its key empty. A code is an option's key, or empty
for those who were asked and did not answer; ``-`` is the group of those whose group is
not known. ``missing`` is null where a column mixes answers with missing ones. In a
select multiple each column is a question of its own ("ticked or not") over the same
base, and one that is hidden has the reason ``rare`` and no counts. A row may have a
base and hide single counts, then its reason is ``answers``; so may the one whose key
is ``+``, which is what the hidden groups hold together. Where a question names an
earlier answer its label has an ellipsis, for nobody's answer stands in a table.

A score is counted in its bands. Its item has ``score_of``, the keys of the questions
that it is the mean of, and ``points``, their answers from 1 up; whoever answered too
few of them has an empty code and no score, and each column says ``of_score``.

In a rank a count is of those who put the option first. The body has another key, null
by a breakdown and where some place of some option holds too few::

    "ranks": null | {"options": [codes], "people": n, "counts": [[n, ...], ...]}

``people`` gave places; ``counts`` has a row for each of the options, the first place
first. Whoever of ``people`` is in no place of an option gave it none.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from core import disclosure
from core.disclosure import ProtectedTable
from surveys.findings.frozen_body import DIGITS, REST
from surveys.findings.gate import Gate
from surveys.findings.intervals import wilson
from surveys.findings.tabulate import Tabulation, missing_codes
from surveys.instruments.options import Label, Merge
from surveys.instruments.piping import without_answers
from surveys.instruments.questionnaire import Item, Kind
from surveys.waves.plan import Breakdown, Plan


@dataclass(frozen=True)
class FrozenTable:
    """One table that passed the gate."""

    item_key: str
    item_version: int
    breakdown: str
    body: dict[str, Any]

    @property
    def checksum(self) -> str:
        """The SHA-256 of the body's canonical JSON."""
        return checksum(self.body)


def checksum(document: object) -> str:
    """Return the SHA-256 of a document's canonical JSON."""
    text = json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return sha256(text.encode()).hexdigest()


def frozen_tables(tabulation: Tabulation, plan: Plan) -> Iterator[FrozenTable]:
    """Yield every table that the plan declares, in its order, through the gate."""
    gate = Gate(tabulation, plan)
    for planned in plan.tables:
        item, breakdown = planned.item, planned.breakdown
        yield FrozenTable(
            item.key,
            item.version,
            "" if breakdown is None else breakdown.key,
            _body_of(gate, item, breakdown),
        )


def summary_of(tabulation: Tabulation, plan: Plan) -> dict[str, Any]:
    """Return how many people answered, and how many in each group of each breakdown."""
    gate = Gate(tabulation, plan)
    return {
        "people": tabulation.people,
        "groups": {each.key: _group_sizes(gate, each) for each in plan.breakdowns},
    }


def _body_of(gate: Gate, item: Item, breakdown: Breakdown | None) -> dict[str, Any]:
    """Return one question, for everybody together or by one breakdown."""
    question = gate.question(item)
    if breakdown is None:
        return _body(item, None, question) | _ranks(gate, item)
    table = gate.by_group(item, breakdown)
    # Where no group can be shown, the question alone.
    body = _body(item, breakdown, table if table.columns else question)
    return body | ({"ranks": None} if item.kind is Kind.RANK else {})


def _ranks(gate: Gate, item: Item) -> dict[str, Any]:
    """Return how often each option of a rank was given each place; else nothing."""
    if item.kind is not Kind.RANK:
        return {}
    counts = gate.ranks(item)
    if counts is None:
        return {"ranks": None}
    options = [code for code in item.option_keys if code not in item.alone]
    people = sum(row[0] for row in counts)
    return {
        "ranks": {
            "options": options,
            "people": people,
            "counts": list(map(list, counts)),
        }
    }


def _group_sizes(gate: Gate, breakdown: Breakdown) -> dict[str, Any]:
    """Return how many people are in each group of a breakdown."""
    table, faces = gate.groups(breakdown), _faces_of_groups(breakdown)
    return {
        "label": dict(breakdown.label),
        "columns": [_column(each, faces) for each in table.columns],
        "counts": list(table.total.counts),
        "base": table.total.base,
    }


@dataclass(frozen=True)
class _Faces:
    """What codes and merged keys are called, and which codes are missing answers."""

    labels: Mapping[str, Label]
    missing: frozenset[str] = frozenset()
    of_score: bool = False


def _faces_of_answers(item: Item) -> _Faces:
    codes = {o.key: o.label for o in item.options} | {
        b.key: b.label for b in item.bands
    }
    merged = _merged(item.merges)
    return _Faces(codes | merged, missing_codes(item), of_score=bool(item.score_of))


def _faces_of_groups(breakdown: Breakdown) -> _Faces:
    codes = {group.key: group.label for group in breakdown.groups}
    return _Faces(codes | _merged(breakdown.merges))


def _merged(merges: Sequence[Sequence[Merge]]) -> dict[str, Label]:
    return {merge.key: merge.label for level in merges for merge in level}


def _body(
    item: Item, breakdown: Breakdown | None, table: ProtectedTable
) -> dict[str, Any]:
    """Write down a protected table.

    Shares are of those who answered, unless people could tick several answers or
    a column mixes answers with missing ones: then of those asked.
    """
    faces = _faces_of_answers(item)
    columns = [_column(column, faces) for column in table.columns]
    ticked = item.kind is Kind.SELECT_MULTIPLE
    clean = not ticked and all(column["missing"] is not None for column in columns)
    groups = _Faces({}) if breakdown is None else _faces_of_groups(breakdown)
    rows = [table.total, *table.rows, *([table.rest] if table.rest else [])]
    missing = [column["missing"] is True for column in columns]
    return {
        **_head(item, breakdown, "answered" if clean else "asked"),
        "columns": columns,
        "rows": [
            _row(row, groups, missing, clean=clean, is_rest=row is table.rest)
            for row in rows
        ],
    }


def _head(item: Item, breakdown: Breakdown | None, share_of: str) -> dict[str, Any]:
    return {
        "item": {
            "key": item.key,
            "version": item.version,
            "kind": item.kind.value,
            "label": without_answers(item.label),
            **_rule(item),
        },
        "breakdown": breakdown and _grouping(breakdown),
        "share_of": share_of,
    }


def _rule(item: Item) -> dict[str, Any]:
    """Return how a score is worked out; nothing for a question."""
    if not item.score_of:
        return {}
    return {"score_of": list(item.score_of), "points": list(item.points)}


def _grouping(breakdown: Breakdown) -> dict[str, Any]:
    """Return what a table says of its breakdown.

    A reference where one is declared, and the two of which it is a crossing.
    """
    known = {"key": breakdown.key, "label": dict(breakdown.label)}
    declared = {"reference": breakdown.reference} if breakdown.reference else {}
    both = breakdown.source if isinstance(breakdown.source, tuple) else ()
    crossed = {"of": [each.key for each in both]} if both else {}
    return known | declared | crossed


def _column(column: disclosure.Column, faces: _Faces) -> dict[str, Any]:
    missing = {code in faces.missing for code in column.members}
    return {
        "key": column.key,
        "members": list(column.members),
        "label": dict(faces.labels.get(column.key, {})),
        "labels": [dict(faces.labels.get(code, {})) for code in column.members],
        "missing": missing.pop() if len(missing) == 1 else None,
        "reason": column.reason.value if column.reason else "",
        **({"of_score": True} if faces.of_score else {}),
    }


def _row(
    row: disclosure.Row,
    faces: _Faces,
    missing: Sequence[bool],
    *,
    clean: bool,
    is_rest: bool,
) -> dict[str, Any]:
    """Write down one row with the shares that follow from its counts."""
    counts = list(row.counts)
    silent = [n for n, out in zip(counts, missing, strict=False) if out]
    known = row.base is not None and counts and None not in silent
    answered = (row.base or 0) - sum(n or 0 for n in silent) if known else None
    of_answers = answered if clean else row.base
    bases = [row.base if out else of_answers for out in missing[: len(counts)]]
    return {
        **_row_head(row, faces, is_rest=is_rest),
        "base": row.base,
        "answered": answered,
        **_figures(counts, bases),
    }


def _row_head(row: disclosure.Row, faces: _Faces, *, is_rest: bool) -> dict[str, Any]:
    return {
        "key": REST if is_rest else row.key,
        "members": list(row.members),
        "label": dict(faces.labels.get(row.key, {})),
        "labels": [dict(faces.labels.get(code, {})) for code in row.members],
        "reason": row.reason.value if row.reason else "",
    }


def _figures(
    counts: Sequence[int | None], bases: Sequence[int | None]
) -> dict[str, Any]:
    """Return counts with the shares and ranges that may stand beside them."""
    pairs = list(zip(counts, bases, strict=True))
    known = [n is not None and base is not None and base > 0 for n, base in pairs]
    return {
        "counts": list(counts),
        "shares": [
            round(n / base, DIGITS) if n is not None and base else None
            for n, base in pairs
        ],
        "ranges": [
            [round(end, DIGITS) for end in wilson(n or 0, base or 1)] if shown else None
            for (n, base), shown in zip(pairs, known, strict=True)
        ],
    }
