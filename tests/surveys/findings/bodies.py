"""Makers of frozen bodies by hand, in the shape that the release writes."""


def column(key, *members, missing=False, reason=""):
    codes = list(members or (key,))
    return {
        "key": key,
        "members": codes,
        "label": {"en": key},
        "labels": [{"en": code} for code in codes],
        "missing": missing,
        "reason": reason,
    }


def row(key, base, *counts, answered=None, reason=""):
    return {
        "key": key,
        "members": [key] if key else [],
        "label": {"en": key},
        "labels": [],
        "base": base,
        "answered": answered,
        "counts": list(counts),
        "shares": [None] * len(counts),
        "ranges": [None] * len(counts),
        "reason": reason,
    }


SILENT = column("", missing=True)
YES_NO = [column("yes"), column("no"), SILENT]
YES = frozenset({"yes"})


def body(columns, *rows, kind="select_one", breakdown="area", version=1):
    return {
        "item": {"key": "A3", "version": version, "kind": kind, "label": {"en": "?"}},
        "breakdown": {"key": breakdown, "label": {"en": breakdown}},
        "share_of": "answered",
        "columns": list(columns),
        "rows": list(rows),
    }


def yes_of(**groups):
    """Yes and everybody asked by group, all of whom answered: town=(95, 238)."""
    pairs = list(groups.items())
    everybody = [sum(yes for _, (yes, _n) in pairs), sum(n for _, (_y, n) in pairs)]
    rows = [
        row(key, n, yes, n - yes, 0, answered=n)
        for key, (yes, n) in [("", everybody), *pairs]
    ]
    return body(YES_NO, *rows)


def sizes_of(**people):
    """The sizes of groups, as the summary of a release has them."""
    return {
        "label": {"en": "area"},
        "columns": [column(key) for key in people],
        "counts": list(people.values()),
        "base": sum(people.values()),
    }
