"""An attacker: whatever follows from all published tables of a wave by arithmetic.

Independent of the gate. Each count of one answer in one group is an unknown; every
number that was published, and every sum that must hold, is an equation over them.
What elimination pins down is known exactly; what bounds leave open is a range.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from surveys.instruments.options import Relevant

Body = Mapping[str, Any]
Unknown = tuple[str, ...]
Terms = dict[Unknown, int]

PRIME = 2**61 - 1
ROUNDS = 60


class Attacker:
    """What somebody knows who has read everything about one wave."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.equations: list[tuple[Terms, int]] = []
        self.at_most: list[tuple[Unknown, Unknown]] = []

    def learn(self, terms: Iterable[tuple[Unknown, int]], total: int = 0) -> None:
        """Note that a sum of unknowns, each with its sign, is a number."""
        summed: Terms = {}
        for unknown, sign in terms:
            summed[unknown] = summed.get(unknown, 0) + sign
        self.equations.append(({u: s for u, s in summed.items() if s}, total))

    def read_groups(self, name: str, sizes: Body) -> None:
        """Read how many people are in each group of a breakdown."""
        for column, people in zip(sizes["columns"], sizes["counts"], strict=True):
            self.learn([(("size", name, g), 1) for g in column["members"]], people)

    def read_table(self, body: Body, *, asked_all: bool) -> None:
        """Read one table, of everybody or by groups."""
        item, several = body["item"]["key"], body["item"]["kind"] == "select_multiple"
        by = body["breakdown"]["key"] if body["breakdown"] else ""
        codes = [code for column in body["columns"] for code in column["members"]]
        groups = sorted({g for row in body["rows"][1:] for g in row["members"]})
        for row in body["rows"]:
            self._read_row(body, row, item, by if row["key"] else "")
        for group in groups:
            cells = [(("cell", item, by, group, code), 1) for code in codes]
            base: Unknown = ("base", item, by, group)
            if not several:
                self.learn([*cells, (base, -1)])
            self.at_most += [(cell, base) for cell, _ in cells]
            if asked_all:
                self.learn([(base, 1), (("size", by, group), -1)])
        for code in codes if groups else ():
            cells = [(("cell", item, by, group, code), 1) for group in groups]
            self.learn([*cells, (("cell", item, "", "", code), -1)])

    def read_condition(
        self, item: str, by: str, groups: Iterable[str], rule: Relevant
    ) -> None:
        """Note that those who gave an earlier answer are those who were asked."""
        for group in groups:
            asked = [(("cell", rule.item, by, group, o), 1) for o in rule.options]
            self.learn([*asked, (("base", item, by, group), -1)])

    def _read_row(self, body: Body, row: Body, item: str, by: str) -> None:
        members = row["members"] if by else [""]
        if row["base"] is not None:
            self.learn(
                [(("base", item, by, group), 1) for group in members], row["base"]
            )
        for column, people in zip(body["columns"], row["counts"], strict=True):
            if people is not None:
                self.learn(
                    [
                        (("cell", item, by, group, code), 1)
                        for group in members
                        for code in column["members"]
                    ],
                    people,
                )
        silent = [c for c in body["columns"] if c["missing"] is True]
        if row["answered"] is not None and row["base"] is not None and by:
            out = [code for column in silent for code in column["members"]]
            self.learn(
                [(("cell", item, by, g, code), 1) for g in members for code in out],
                row["base"] - row["answered"],
            )

    def known(self) -> dict[Unknown, int]:
        """Return every unknown that elimination gives away, with its value."""
        pivots: dict[Unknown, tuple[Terms, int]] = {}
        for terms, total in self.equations:
            row, rest = _reduced(dict(terms), total, pivots)
            if not row:
                assert rest == 0, "the published numbers contradict each other"
                continue
            pivot = min(row)
            inverse = pow(row[pivot], -1, PRIME)
            row = {u: s * inverse % PRIME for u, s in row.items()}
            rest = rest * inverse % PRIME
            for other, (old, value) in list(pivots.items()):
                if pivot in old:
                    pivots[other] = _minus(old, value, row, rest, old[pivot])
            pivots[pivot] = (row, rest)
        return {u: rest for u, (row, rest) in pivots.items() if len(row) == 1}

    def ranges(self) -> dict[Unknown, tuple[int, float]]:
        """Return what each count lies between, for all that the equations allow."""
        found = {u: (0, float("inf")) for terms, _ in self.equations for u in terms}
        for _ in range(ROUNDS):
            before = dict(found)
            for terms, total in self.equations:
                _tighten(found, terms, total)
            for cell, base in self.at_most:
                if cell in found and base in found:
                    low, high = found[cell]
                    found[cell] = (low, min(high, found[base][1]))
                    found[base] = (max(found[base][0], low), found[base][1])
            if found == before:
                break
        return found


def _reduced(
    row: Terms, total: int, pivots: Mapping[Unknown, tuple[Terms, int]]
) -> tuple[Terms, int]:
    row = {u: s % PRIME for u, s in row.items()}
    for unknown in list(row):
        if unknown in pivots and unknown in row:
            row, total = _minus(row, total, *pivots[unknown], row[unknown])
    return row, total


def _minus(
    row: Terms, total: int, other: Terms, rest: int, times: int
) -> tuple[Terms, int]:
    made = dict(row)
    for unknown, sign in other.items():
        made[unknown] = (made.get(unknown, 0) - times * sign) % PRIME
        if not made[unknown]:
            del made[unknown]
    return made, (total - times * rest) % PRIME


def _tighten(found: dict[Unknown, tuple[int, float]], terms: Terms, total: int) -> None:
    """Let one equation narrow what each of its unknowns can be."""
    ends = {
        u: (found[u][0] * s, found[u][1] * s)
        if s > 0
        else (found[u][1] * s, found[u][0] * s)
        for u, s in terms.items()
    }
    for unknown, sign in terms.items():
        low = total - sum(high for u, (_, high) in ends.items() if u != unknown)
        high = total - sum(low_ for u, (low_, _) in ends.items() if u != unknown)
        near, far = (low, high) if sign > 0 else (-high, -low)
        before = found[unknown]
        found[unknown] = (max(before[0], near), min(before[1], far))
        ends[unknown] = (
            (found[unknown][0] * sign, found[unknown][1] * sign)
            if sign > 0
            else (found[unknown][1] * sign, found[unknown][0] * sign)
        )
