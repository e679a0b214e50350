"""Makes frozen bodies for tests of what is said of them."""

from typing import Any

from surveys.findings.intervals import wilson

LIKERT = ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree")


def column(key: str, **more: Any) -> dict[str, Any]:
    """One answer, called as its key is."""
    return {
        "key": key,
        "members": [key],
        "label": {"en": key.title()},
        "labels": [{"en": key.title()}],
        "missing": False,
        "reason": "",
    } | more


def row(key: str, counts: list[int | None] | None, **more: Any) -> dict[str, Any]:
    """One group with so many people giving each answer; None hides the group."""
    known = counts or []
    base = sum(n or 0 for n in known) if counts else None
    pairs = [(n, wilson(n, base)) if n is not None and base else None for n in known]
    return {
        "key": key,
        "members": [key] if key else [],
        "label": {"en": key.title()} if key else {},
        "labels": [{"en": key.title()}] if key else [],
        "reason": "" if counts else "group",
        "base": base,
        "answered": base,
        "counts": known,
        "shares": [pair and round(pair[0] / (base or 1), 6) for pair in pairs],
        "ranges": [pair and [round(end, 6) for end in pair[1]] for pair in pairs],
    } | more


def body(
    everybody: list[int | None],
    groups: dict[str, list[int | None] | None] | None = None,
    *,
    answers: tuple[str, ...] = ("yes", "no"),
    key: str = "asked",
    version: int = 1,
    **more: Any,
) -> dict[str, Any]:
    """A table: people by answer, for everybody and by group."""
    by = {"key": "area", "label": {"en": "Area"}} if groups is not None else None
    lines = [row(name, counts) for name, counts in (groups or {}).items()]
    return {
        "item": {
            "key": key,
            "version": version,
            "kind": "select_one",
            "label": {"en": f"About {key}?"},
        },
        "breakdown": by,
        "share_of": "answered",
        "columns": [column(each) for each in answers],
        "rows": [row("", everybody), *lines],
    } | more
