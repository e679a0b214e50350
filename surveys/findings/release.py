"""From bitmaps through the gate to what is stored: one frozen body per declared table.

A body is a JSON document::

    {"item": {"key", "version", "kind", "label": {lang: text}},
     "breakdown": null | {"key", "label"},
     "share_of": "answered" | "asked",
     "columns": [{"key", "members": [codes], "label": {lang: text} | {},
                  "labels": [{lang: text}, ...], "missing": bool | null,
                  "reason": "" | "rare"}],
     "rows": [{"key", "members", "label", "labels", "base", "answered",
               "counts": [n | null], "shares": [0..1 | null],
               "ranges": [[low, high] | null], "reason"}]}

``rows[0]`` is everybody together, its key empty. A code is an option's key, or empty
for those who were asked and did not answer; ``missing`` is null where a column mixes
answers with missing ones. In a select multiple each column is a question of its own
("ticked or not") over the same base. A row whose key is ``+`` is what the hidden
groups hold together.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from core import disclosure
from core.disclosure import DisclosureRule, ProtectedTable
from surveys.findings.intervals import wilson
from surveys.findings.tabulate import NO_ANSWER, Tabulation, cross, sizes
from surveys.instruments.questionnaire import Item, Kind, Label, Merge
from surveys.waves.plan import Breakdown, Plan, Thresholds

TICKED, NOT_TICKED = "ticked", "not"
REST = "+"
DIGITS = 6


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
    gate = _Gate(tabulation, plan)
    for planned in plan.tables:
        yield gate.table(planned.item, planned.breakdown)


def summary_of(tabulation: Tabulation, plan: Plan) -> dict[str, Any]:
    """Return how many people answered, and how many in each group of each breakdown."""
    gate = _Gate(tabulation, plan)
    return {
        "people": tabulation.people,
        "groups": {each.key: gate.group_sizes(each) for each in plan.breakdowns},
    }


def levels_of(merges: Sequence[Sequence[Merge]]) -> list[dict[str, str]]:
    """Return declared merging as the gate reads it: code to merged key, by level."""
    return [
        {code: merge.key for merge in level for code in merge.members}
        for level in merges
    ]


def rule_of(thresholds: Thresholds, *, sensitive: bool) -> DisclosureRule:
    """Return the gate's rule for thresholds of a plan."""
    return DisclosureRule(
        base=thresholds.group_base,
        cell=thresholds.cell,
        concentration=thresholds.concentration,
        hide_zero=sensitive,
    )


class _Gate:
    """Passes the tables of one wave through disclosure control, in the plan's order."""

    def __init__(self, tabulation: Tabulation, plan: Plan) -> None:
        self.tabulation = tabulation
        self.plan = plan
        self._groups: dict[str, ProtectedTable] = {}
        self._hidden: dict[tuple[str, str], frozenset[str]] = {}

    def table(self, item: Item, breakdown: Breakdown | None) -> FrozenTable:
        """Return one question, for everybody together or by one breakdown."""
        if item.kind is Kind.SELECT_MULTIPLE:
            body = self._ticked(item, breakdown)
        else:
            body = self._single(item, breakdown)
        key = "" if breakdown is None else breakdown.key
        return FrozenTable(item.key, item.version, key, body)

    def group_sizes(self, breakdown: Breakdown) -> dict[str, Any]:
        """Return how many people are in each group of a breakdown."""
        table = self._protected_groups(breakdown)
        faces = _faces_of_groups(breakdown)
        return {
            "label": dict(breakdown.label),
            "columns": [_column(each, faces) for each in table.columns],
            "counts": list(table.total.counts),
            "base": table.total.base,
        }

    def _single(self, item: Item, breakdown: Breakdown | None) -> dict[str, Any]:
        answers = self.tabulation.answers(item)
        question = self._question(item, answers)
        faces = _faces_of_answers(item)
        if breakdown is None:
            return _body(item, None, question, faces)
        table = self._by_group(item, question, breakdown, answers, faces.missing)
        return _body(item, breakdown, _with_total(table, question), faces)

    def _question(self, item: Item, answers: Mapping[str, int]) -> ProtectedTable:
        """Protect a question by itself; one that makes groups, as groups."""
        own = next((b for b in self.plan.breakdowns if b.source == item), None)
        if own is not None:
            return self._protected_groups(own)
        counts = sizes(answers)
        return disclosure.protect(
            counts,
            rule=self._rule(item),
            levels=levels_of(item.merges),
            skipped=self.tabulation.people - sum(counts.values()),
        )

    def _ticked(self, item: Item, breakdown: Breakdown | None) -> dict[str, Any]:
        """Protect each option of a select multiple as a question of its own."""
        asked = self.tabulation.asked(item)
        parts = []
        for code, ticked in self.tabulation.answers(item).items():
            if code != NO_ANSWER:
                answers = {TICKED: ticked, NOT_TICKED: asked & ~ticked}
                parts.append((code, self._option(item, code, answers, breakdown)))
        return _ticked_body(item, breakdown, parts)

    def _option(
        self,
        item: Item,
        code: str,
        answers: Mapping[str, int],
        breakdown: Breakdown | None,
    ) -> ProtectedTable:
        counts = sizes(answers)
        question = disclosure.protect(
            counts,
            rule=self._rule(item),
            skipped=self.tabulation.people - sum(counts.values()),
        )
        if breakdown is None:
            return question
        where = f"{item.key}={code}"
        table = self._by_group(item, question, breakdown, answers, frozenset(), where)
        return _with_total(table, question)

    def _by_group(  # noqa: PLR0913, PLR0917  # a table has two sides
        self,
        item: Item,
        question: ProtectedTable,
        breakdown: Breakdown,
        answers: Mapping[str, int],
        missing: frozenset[str],
        where: str = "",
    ) -> ProtectedTable:
        groups, asked = self.tabulation.groups(breakdown), self.tabulation.asked(item)
        before = (self._hidden.get((r.item, breakdown.key)) for r in item.relevant)
        table = disclosure.protect_by_group(
            question,
            self._protected_groups(breakdown),
            disclosure.Breakdown(
                table=cross(groups, answers),
                skipped=sizes(groups, among=self.tabulation.everyone & ~asked),
                hidden_before=frozenset().union(*(keys or () for keys in before)),
            ),
            rule=self._rule(item),
            levels=levels_of(item.merges) if not where else (),
            missing=missing,
        )
        hidden = frozenset(row.key for row in table.rows if row.reason is not None)
        self._hidden[where or item.key, breakdown.key] = hidden
        return table

    def _protected_groups(self, breakdown: Breakdown) -> ProtectedTable:
        if breakdown.key not in self._groups:
            found = sizes(self.tabulation.groups(breakdown))
            self._groups[breakdown.key] = disclosure.protect_groups(
                {k: n for k, n in found.items() if n or breakdown.design},
                rule=rule_of(self.plan.ordinary, sensitive=False),
                levels=levels_of(breakdown.merges),
            )
        return self._groups[breakdown.key]

    def _rule(self, item: Item) -> DisclosureRule:
        return rule_of(self.plan.thresholds(item), sensitive=item.sensitive)


@dataclass(frozen=True)
class _Faces:
    """What codes and merged keys are called, and which codes are missing answers."""

    labels: Mapping[str, Label]
    missing: frozenset[str] = frozenset()


def _faces_of_answers(item: Item) -> _Faces:
    codes = {o.key: o.label for o in item.options} | {
        b.key: b.label for b in item.bands
    }
    missing = {option.key for option in item.options if option.missing}
    return _Faces(codes | _merged(item.merges), frozenset({NO_ANSWER, *missing}))


def _faces_of_groups(breakdown: Breakdown) -> _Faces:
    codes = {group.key: group.label for group in breakdown.groups}
    return _Faces(codes | _merged(breakdown.merges))


def _merged(merges: Sequence[Sequence[Merge]]) -> dict[str, Label]:
    return {merge.key: merge.label for level in merges for merge in level}


def _with_total(table: ProtectedTable, question: ProtectedTable) -> ProtectedTable:
    """Return a table by groups; where no group can be shown, the question alone."""
    return table if table.columns else question


def _body(
    item: Item, breakdown: Breakdown | None, table: ProtectedTable, faces: _Faces
) -> dict[str, Any]:
    columns = [_column(column, faces) for column in table.columns]
    clean = all(column["missing"] is not None for column in columns)
    body = _head(item, breakdown, "answered" if clean else "asked")
    body["columns"] = columns
    left_out = [column["missing"] is True and clean for column in columns]
    groups = _Faces({}) if breakdown is None else _faces_of_groups(breakdown)
    rows = [table.total, *table.rows, *([table.rest] if table.rest else [])]
    body["rows"] = [
        _row(row, groups, left_out, is_rest=row is table.rest) for row in rows
    ]
    return body


def _head(item: Item, breakdown: Breakdown | None, share_of: str) -> dict[str, Any]:
    return {
        "item": {
            "key": item.key,
            "version": item.version,
            "kind": item.kind.value,
            "label": dict(item.label),
        },
        "breakdown": breakdown
        and {"key": breakdown.key, "label": dict(breakdown.label)},
        "share_of": share_of,
    }


def _column(column: disclosure.Column, faces: _Faces) -> dict[str, Any]:
    missing = {code in faces.missing for code in column.members}
    return {
        "key": column.key,
        "members": list(column.members),
        "label": dict(faces.labels.get(column.key, {})),
        "labels": [dict(faces.labels.get(code, {})) for code in column.members],
        "missing": missing.pop() if len(missing) == 1 else None,
        "reason": column.reason.value if column.reason else "",
    }


def _row(
    row: disclosure.Row, faces: _Faces, left_out: Sequence[bool], *, is_rest: bool
) -> dict[str, Any]:
    counts = list(row.counts)
    answered = None
    if row.base is not None and None not in counts:
        gone = sum(n or 0 for n, out in zip(counts, left_out, strict=False) if out)
        answered = row.base - gone
    bases = [row.base if out else answered for out in left_out] or [None] * len(counts)
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


def _ticked_body(
    item: Item,
    breakdown: Breakdown | None,
    parts: Sequence[tuple[str, ProtectedTable]],
) -> dict[str, Any]:
    """Lay the options of a select multiple side by side, a column each."""
    faces = _faces_of_answers(item)
    body = _head(item, breakdown, "asked")
    body["columns"] = [
        _column(disclosure.Column(code, (code,)), faces) for code, _ in parts
    ]
    groups = _Faces({}) if breakdown is None else _faces_of_groups(breakdown)
    heads = {row.key: row for _, t in parts for row in (t.total, *t.rows)}
    body["rows"] = [
        _ticked_row(head, groups, [table for _, table in parts])
        for head in heads.values()
    ]
    return body


def _ticked_row(
    head: disclosure.Row, faces: _Faces, tables: Sequence[ProtectedTable]
) -> dict[str, Any]:
    found = [_ticks(head.key, table) for table in tables]
    base = next((base for base, _, _ in found if base is not None), None)
    reasons = [reason for _, count, reason in found if count is None and reason]
    counts = [count for _, count, _ in found]
    return {
        **_row_head(head, faces, is_rest=False),
        "reason": reasons[0]
        if reasons and not any(n is not None for n in counts)
        else "",
        "base": base,
        "answered": base,
        **_figures(counts, [base] * len(counts)),
    }


def _ticks(key: str, table: ProtectedTable) -> tuple[int | None, int | None, str]:
    """Return base, people who ticked, and why not, of one row of an option's table."""
    rows = {row.key: row for row in (table.total, *table.rows)}
    row = rows.get(key)
    if row is None:
        return None, None, disclosure.Reason.NOTHING.value
    reason = row.reason.value if row.reason else ""
    keys = [column.key for column in table.columns]
    if TICKED not in keys or not row.counts:
        return row.base, None, reason or disclosure.Reason.NOTHING.value
    return row.base, row.counts[keys.index(TICKED)], reason
